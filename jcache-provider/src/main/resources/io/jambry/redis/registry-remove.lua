--[[ Takes a cache out of the register, whoever has it open. Its mode stays, so that the number never shrinks.
     KEYS[1] definitions by cache   KEYS[2] notes about the cache   KEYS[3] who has it open   KEYS[4] wishes by cache
     KEYS[5] modes by cache   KEYS[6] how often each was destroyed   KEYS[7] count of changes
     KEYS[8] since when expiry is listened to, by cache
     ARGV[1] cache
     returns 1 | 0 when it was not registered ]]
local cache = ARGV[1]
redis.call('UNLINK', KEYS[2], KEYS[3])
redis.call('HDEL', KEYS[8], cache)
if redis.call('HDEL', KEYS[4], cache) == 1 then
  redis.call('HINCRBY', KEYS[5], cache, 1)
end
local removed = redis.call('HDEL', KEYS[1], cache)
if removed == 1 then
  redis.call('HINCRBY', KEYS[6], cache, 1)
  redis.call('INCRBY', KEYS[7], 1)
end
return removed
