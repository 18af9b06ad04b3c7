--[[ Takes a session that is over, by time or because somebody expelled it, to tell its listeners and end it. Nobody else gets it before the lease ends.
     KEYS[1] session
     ARGV[1] who claims it   ARGV[2] lease ms   ARGV[3] what its entry must outlast the lease by, ms
     returns {'gone'} | {'alive', expiry} | {'held', until when} | {'claimed', now, '0', 'found', field, value, ...} ]]
local had = redis.call('HMGET', KEYS[1], '~v', '~a', '~m', '~w', '~claim', '~until')
if not had[1] then
    return { 'gone' }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if not had[5] then
    local idle = tonumber(had[3])
    if idle <= 0 then
        return { 'alive', '+inf' }
    end
    local expiry = had[2] + idle + had[4]
    if now < expiry then
        return { 'alive', string.format('%.0f', expiry) }
    end
end
if had[5] and had[5] ~= ARGV[1] and now < tonumber(had[6]) then
    return { 'held', had[6] }
end
local found = { 'claimed', string.format('%.0f', now), '0', 'found' }
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields do
    found[i + 4] = fields[i]
end
redis.call('HSET', KEYS[1], '~claim', ARGV[1], '~until', string.format('%.0f', now + ARGV[2]))
if redis.call('PTTL', KEYS[1]) < ARGV[2] + ARGV[3] then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ARGV[2] + ARGV[3]))
end
return found
