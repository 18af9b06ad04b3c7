--[[ Ends the old id of a session that has been written under its new one already, unless it was changed meanwhile. Who comes late with
     a change learns where the session is; who reads finds nothing.
     KEYS[1] session under its old id
     ARGV[1] the version that was written under the new one   ARGV[2] where it is now   ARGV[3] for how long late changes find it, ms
     returns {'gone'} | {'moved'} | {'changed', now, '0', 'found', field, value, ...} ]]
local had = redis.call('HMGET', KEYS[1], '~s', '~moved')
if had[2] == ARGV[2] then
    return { 'moved' }
end
if not had[1] then
    return { 'gone' }
end
local version, accessed, idle, window = struct.unpack('<dddd', had[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if idle > 0 and now >= accessed + idle + window then
    return { 'gone' }
end
if version ~= tonumber(ARGV[1]) then
    local found = { 'changed', string.format('%.0f', now), '0', 'found' }
    local fields = redis.call('HGETALL', KEYS[1])
    for i = 1, #fields do
        found[i + 4] = fields[i]
    end
    return found
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], '~moved', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return { 'moved' }
