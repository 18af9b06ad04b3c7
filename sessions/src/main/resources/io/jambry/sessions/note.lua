--[[ Notes in an index when a session may be over, at the earliest.
     KEYS[1] index   ARGV[1] member   ARGV[2] ms from now, empty to remove it
     returns {} ]]
if ARGV[2] == '' then
    redis.call('ZREM', KEYS[1], ARGV[1])
    return {}
end
local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]
redis.call('ZADD', KEYS[1], 'LT', string.format('%.0f', at), ARGV[1])
return {}
