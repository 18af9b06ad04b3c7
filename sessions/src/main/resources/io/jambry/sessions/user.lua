--[[ Notes that a session belongs to a user, or no longer does, forgets those of them that must be over, and tells the others.
     KEYS[1] sessions of the user
     ARGV[1] member, empty for none   ARGV[2] for how many ms to believe it, 0 for ever, empty to remove it
     ARGV[3] empty, or how many members there may be at most: then it is only promised a place, if there is one, for the time of ARGV[2]
     returns {member, ...}, those first that are over first; a promised place is '?' and its member ]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
local promised = '?' .. ARGV[1]
if ARGV[3] ~= '' then
    local had = redis.call('ZSCORE', KEYS[1], ARGV[1])
    if not had and (redis.call('ZSCORE', KEYS[1], promised) or redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[3])) then
        redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), promised)
    end
elseif ARGV[1] ~= '' then
    redis.call('ZREM', KEYS[1], promised)
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
