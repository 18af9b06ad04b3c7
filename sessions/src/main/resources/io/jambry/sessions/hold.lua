--[[ Goes on having a session that is over to oneself, while its listeners are told.
     KEYS[1] session
     ARGV[1] who has claimed it   ARGV[2] lease ms   ARGV[3] what its entry must outlast the lease by, ms
     returns {'held'} | {'gone'} ]]
if redis.call('HGET', KEYS[1], '~claim') ~= ARGV[1] then
    return { 'gone' }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], '~until', string.format('%.0f', now + ARGV[2]))
if redis.call('PTTL', KEYS[1]) < ARGV[2] + ARGV[3] then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ARGV[2] + ARGV[3]))
end
return { 'held' }
