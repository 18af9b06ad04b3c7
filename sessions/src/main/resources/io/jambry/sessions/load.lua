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

-- the fields that have changed since a version, which each change notes; nil if that is too long ago
local function changes(since)
    local behind = since ~= '' and had[1] - since or 0
    if behind < 1 or behind > 8 then
        return nil
    end
    local notes = {}
    for i = 1, behind do
        notes[i] = '~h' .. (since + i) % 8
    end
    local fields, seen = {}, {}
    for _, note in ipairs(redis.call('HMGET', KEYS[1], unpack(notes))) do
        if not note or note == '' then
            return nil
        end
        for _, field in ipairs(cmsgpack.unpack(note)) do
            if not seen[field] then
                seen[field] = true
                fields[#fields + 1] = field
            end
        end
    end
    return fields
end

local found = { string.format('%.0f', now), '0' }
if had[1] == ARGV[1] then
    found[3], found[4] = 'same', had[2]
else
    local fields = changes(ARGV[1])
    if fields then
        found[3], found[4], found[5], found[6], found[7] = 'changed', had[1], had[2], had[3], had[4]
        if #fields > 0 then
            for i, value in ipairs(redis.call('HMGET', KEYS[1], unpack(fields))) do
                found[2 * i + 6], found[2 * i + 7] = fields[i], value or ''
            end
        end
    else
        found[3] = 'found'
        for i, part in ipairs(redis.call('HGETALL', KEYS[1])) do
            found[i + 3] = part
        end
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
