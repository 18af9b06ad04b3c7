--[[ Counts a latch down, once for each operation, and wakes those who wait when nothing is left.
     KEYS[1] count   KEYS[2] operations done   KEYS[3] until when each who waits is sure to do so
     ARGV[1] operation   ARGV[2] what the channels of clients begin with
     returns what is left | nil there is no such latch ]]
local left = tonumber(redis.call('GET', KEYS[1]) or nil)
if not left then
  return nil
end
if left == 0 or redis.call('SADD', KEYS[2], ARGV[1]) == 0 then
  return left
end
redis.call('PEXPIRE', KEYS[2], redis.call('PTTL', KEYS[1]))
left = redis.call('DECR', KEYS[1])
if left == 0 then
  for _, waiting in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. whole(millis()), '+inf')) do
    wake(ARGV[2], waiting)
  end
  redis.call('UNLINK', KEYS[3])
end
return left
