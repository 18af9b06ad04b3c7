--[[ Notes that a session belongs to a user, or no longer does, forgets those of them that must be over, and tells the others.
     KEYS[1] sessions of the user
     ARGV[1] member, empty for none   ARGV[2] for how many ms to believe it, 0 for ever, empty to remove it
     returns {member, ...}, those first that are over first ]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
if ARGV[1] ~= '' then
    if ARGV[2] == '' then
        redis.call('ZREM', KEYS[1], ARGV[1])
    elseif ARGV[2] == '0' then
        redis.call('ZADD', KEYS[1], '+inf', ARGV[1])
    else
        redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
    end
end
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
if last[2] then
    if last[2] == 'inf' then
        redis.call('PERSIST', KEYS[1])
    else
        redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', last[2]))
    end
end
return redis.call('ZRANGE', KEYS[1], 0, -1)
