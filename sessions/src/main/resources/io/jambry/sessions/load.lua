--[[ Reads a session, and notes the access once in a touch window.
     KEYS[1] session
     ARGV[1] the version that the caller has at hand, as the state has it, or empty   ARGV[2] '1' notes the access, '0' does not
     ARGV[3] grace in ms   ARGV[4] '1' finds it even if it is over, as long as it is there; no access is noted then
     returns nothing if there is none, or packed parts: the clock in ms, '1' if the access was noted, else '0', and
       'same', state
       | 'changed', state, field, value, ... with those that have changed since the version at hand, the value empty if there is none any more
       | 'found', field, value, ...
     all as they were before the access. Packed, because the server begins a block of its own for each list.
     The state is packed, too: version, last access, max. inactive ms, touch window ms, the version before, then '+' and the packed names
     of the fields that this version has changed, nothing if those were too many. '~h0' to '~h7' have the last two of earlier versions. ]]
local call, pack, unpack, part = redis.call, struct.pack, struct.unpack, string.sub
local state = call('HGET', KEYS[1], '~s')
if not state then
    return ''
end
local version, accessed, idle, window = unpack('<dddd', state)
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local over = idle > 0 and now >= accessed + idle + window
if over and ARGV[4] ~= '1' then
    return ''
end

-- what has changed since the version at hand; nil if that is too long ago, or lost by the server
local function changes()
    local told, found, before, note = {}, '', part(state, 33, 40), part(state, 41)
    for _ = 1, 8 do
        if note == '' then
            return nil
        end
        local at = 2
        while at <= #note do
            local name
            name, at = unpack('<I4c0', note, at)
            if not told[name] then
                local value = call('HGET', KEYS[1], name) or ''
                found = found .. pack('<I4c0I4c0', #name, name, #value, value)
                told[name] = true
            end
        end
        if before == ARGV[1] then
            return found
        end
        local earlier = call('HGET', KEYS[1], '~h' .. math.floor(unpack('<d', before) / 1000000) % 8)
        if not earlier then
            return nil
        end
        before, note = part(earlier, 1, 8), part(earlier, 9)
    end
    return nil
end

local function everything()
    local found = call('HGETALL', KEYS[1])
    for i = 1, #found do
        found[i] = pack('<I4c0', #found[i], found[i])
    end
    return table.concat(found)
end

local kind, found
if part(state, 1, 8) == ARGV[1] then
    kind, found = 'same', pack('<I4c0', #state, state)
else
    found = ARGV[1] ~= '' and changes()
    if found then
        kind, found = 'changed', pack('<I4c0', #state, state) .. found
    else
        kind, found = 'found', everything()
    end
end
local noted = '0'
if ARGV[2] == '1' and not over and now - accessed >= window then
    noted = '1'
    call('HSET', KEYS[1], '~s', pack('<dd', version, now) .. part(state, 17))
    if idle > 0 then
        call('PEXPIRE', KEYS[1], string.format('%.0f', idle + 2 * window + ARGV[3]))
    end
end
return pack('<I4dI4c0I4c0', 8, now, 1, noted, #kind, kind) .. found
