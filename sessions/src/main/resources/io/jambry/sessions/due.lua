--[[ Hands out members of an index whose time has come. They are not handed out again before the lease ends.
     KEYS[1] index   ARGV[1] how many at most   ARGV[2] lease ms
     returns {score, member, ...}: the score that they have now ]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, ARGV[1])
local score = string.format('%.0f', now + ARGV[2])
local found = { score }
for i = 1, #due do
    redis.call('ZADD', KEYS[1], 'XX', score, due[i])
    found[i + 1] = due[i]
end
return found
