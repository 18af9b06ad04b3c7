--[[ Marks an index, so that its eviction does not go unnoticed: with the name of the member that begins to walk over all entries, and
     without a name when all that the walk met is noted.
     KEYS[1] index
     ARGV[1] member   ARGV[2] 'begun' | 'done'   ARGV[3] grace in ms
     returns 1 | 0 it was evicted since the walk began ]]
if ARGV[2] == 'begun' then
  redis.call('ZADD', KEYS[1], '+inf', ARGV[1])
elseif redis.call('ZREM', KEYS[1], ARGV[1]) == 1 then
  redis.call('ZADD', KEYS[1], '+inf', '')
elseif not redis.call('ZSCORE', KEYS[1], '') then
  return 0
end
keepUntil(KEYS[1], now() + ARGV[3])
return 1
