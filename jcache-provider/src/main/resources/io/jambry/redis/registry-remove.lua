--[[ Takes a cache out of the register, whoever has it open. Its mode stays, so that the number never shrinks.
     KEYS[1] definitions by cache   KEYS[2] notes by cache   KEYS[3] who has it open
     ARGV[1] cache
     returns 1 | 0 when it was not registered ]]
redis.call('UNLINK', KEYS[3])
redis.call('HDEL', KEYS[2], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])
