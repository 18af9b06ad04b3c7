--[[ Sets the count of a latch that has none. Asking again with the same operation answers the same.
     KEYS[1] count   KEYS[2] operations done
     ARGV[1] count   ARGV[2] ms for which the latch is kept   ARGV[3] operation
     returns 1 | 0 it has one ]]
if redis.call('EXISTS', KEYS[1]) == 1 then
  return redis.call('SISMEMBER', KEYS[2], ARGV[3])
end
redis.call('UNLINK', KEYS[2])
redis.call('SADD', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
