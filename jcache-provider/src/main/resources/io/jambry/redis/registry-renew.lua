--[[ Prolongs the lease of a member, or lets it in.
     KEYS[1] members by the end of their lease
     ARGV[1] member   ARGV[2] lease ms   ARGV[3] ms after the end of its lease when a member is forgotten
     returns 1 | 0 when its lease had ended | 2 when it was none ]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ended = redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[3])
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
if not ended then
  return 2
end
return tonumber(ended) > now and 1 or 0
