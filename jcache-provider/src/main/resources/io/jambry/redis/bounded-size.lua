--[[ Counts the entries of a shard.
     KEYS[1] values   KEYS[2] ends
     returns how many there are that have not expired ]]
return redis.call('HLEN', KEYS[1]) - redis.call('ZCOUNT', KEYS[2], '-inf', whole(now()))
