--[[ Lists what is to be looked at, for the one who does so.
     KEYS[1] index   KEYS[2] who looks
     ARGV[1] member   ARGV[2] ms for which it looks   ARGV[3] 1 to go on | 0 to let others have a turn   ARGV[4] how many
     ARGV[5] grace in ms
     returns {entry, noted moment, …} | ms for which somebody else looks | -1 the index was evicted ]]
local who = redis.call('GET', KEYS[2])
if who and who ~= ARGV[1] then
  return redis.call('PTTL', KEYS[2])
end
if not who or ARGV[3] == '1' then
  redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
end
if not redis.call('ZSCORE', KEYS[1], '') and not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  return -1
end
keepUntil(KEYS[1], now() + ARGV[5])
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(now()), 'WITHSCORES', 'LIMIT', 0, ARGV[4])
