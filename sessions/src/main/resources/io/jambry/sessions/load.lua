--[[ Reads a session, and notes the access once in a touch window.
     KEYS[1] session
     ARGV[1] the version that the caller has at hand, or empty   ARGV[2] '1' notes the access, '0' does not   ARGV[3] grace in ms
     ARGV[4] '1' finds it even if it is over, as long as it is there; no access is noted then
     returns {} if there is none
       | {now, touched, 'same', accessed}
       | {now, touched, 'changed', version, accessed, max. inactive, touch window, field, value, ...} with those that have changed since
         the version at hand, the value empty if there is none any more
       | {now, touched, 'found', field, value, ...}
     all as they were before the access ]]
local had = redis.call('HMGET', KEYS[1], '~v', '~a', '~m', '~w', '~claim')
if not had[1] or had[5] then
    return {}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local accessed, idle, window = tonumber(had[2]), tonumber(had[3]), tonumber(had[4])
local over = idle > 0 and now >= accessed + idle + window
if over and ARGV[4] ~= '1' then
    return {}
end

-- what has changed since the version at hand, as each change has noted it; nil if that is too long ago, or lost by the server
local function changes()
    if ARGV[1] == '' then
        return nil
    end
    local first = math.floor(ARGV[1] / 1000000)
    local behind = math.floor(had[1] / 1000000) - first
    if behind < 1 or behind > 8 then
        return nil
    end
    local found = { string.format('%.0f', now), '0', 'changed', had[1], had[2], had[3], had[4] }
    for i = 1, behind do
        local note = redis.call('HGET', KEYS[1], '~h' .. (first + i) % 8)
        if not note or note == '' then
            return nil
        end
        local fields = cmsgpack.unpack(note)
        if i == 1 and fields[1] ~= ARGV[1] then
            return nil
        end
        for j = 2, #fields do
            found[#found + 1] = fields[j]
            found[#found + 1] = redis.call('HGET', KEYS[1], fields[j]) or ''
        end
    end
    return found
end

local found
if had[1] == ARGV[1] then
    found = { string.format('%.0f', now), '0', 'same', had[2] }
else
    found = changes()
    if not found then
        found = redis.call('HGETALL', KEYS[1])
        table.insert(found, 1, 'found')
        table.insert(found, 1, '0')
        table.insert(found, 1, string.format('%.0f', now))
    end
end
if ARGV[2] == '1' and not over and now - accessed >= window then
    redis.call('HSET', KEYS[1], '~a', found[1])
    if idle > 0 then
        redis.call('PEXPIRE', KEYS[1], string.format('%.0f', idle + window + ARGV[3]))
    end
    found[2] = '1'
end
return found
