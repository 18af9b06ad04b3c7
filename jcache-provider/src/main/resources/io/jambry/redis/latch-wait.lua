--[[ Reads the count of a latch, and notes who waits for its end.
     KEYS[1] count   KEYS[2] until when each who waits is sure to do so
     ARGV[1] who waits   ARGV[2] ms for which it is sure to
     returns what is left | nil there is no such latch ]]
local left = tonumber(redis.call('GET', KEYS[1]) or nil)
if left and left > 0 then
  redis.call('ZADD', KEYS[2], whole(millis() + ARGV[2]), ARGV[1])
  keep(KEYS[2], 2 * ARGV[2])
end
return left
