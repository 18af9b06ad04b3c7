--[[ Takes a session that is over, by time or because somebody expelled it, to tell its listeners and end it. Nobody else gets it before the lease ends.
     KEYS[1] session
     ARGV[1] who claims it   ARGV[2] lease ms   ARGV[3] what its entry must outlast the lease by, ms
     returns {'gone'} | {'alive', expiry} | {'held', until when} | {'claimed', now, '0', 'found', field, value, ...} ]]
local had = redis.call('HMGET', KEYS[1], '~s', '~over', '~claim', '~until')
local state = had[1] or had[2]
if not state then
    return { 'gone' }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if had[1] then
    local _, accessed, idle, window = struct.unpack('<dddd', state)
    if idle <= 0 then
        return { 'alive', '+inf' }
    end
    local expiry = accessed + idle + window
    if now < expiry then
        return { 'alive', string.format('%.0f', expiry) }
    end
end
if had[2] and had[3] ~= ARGV[1] and now < tonumber(had[4]) then
    return { 'held', had[4] }
end
local found = { 'claimed', string.format('%.0f', now), '0', 'found' }
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields do
    found[i + 4] = fields[i]
end
-- whoever looks for the state of a session that is in use finds none
redis.call('HDEL', KEYS[1], '~s')
redis.call('HSET', KEYS[1], '~over', state, '~claim', ARGV[1], '~until', string.format('%.0f', now + ARGV[2]))
if redis.call('PTTL', KEYS[1]) < ARGV[2] + ARGV[3] then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ARGV[2] + ARGV[3]))
end
return found
