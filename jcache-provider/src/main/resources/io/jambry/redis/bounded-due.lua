--[[ Lists entries of a shard that have expired.
     KEYS[1] ends
     ARGV[1] how many at the most
     returns {key, …} ]]
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(now()), 'LIMIT', 0, ARGV[1])
