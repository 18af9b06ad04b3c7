--[[ Takes a member from those who have a cache open.
     KEYS[1] who has it open
     ARGV[1] member
     returns 1 | 0 when it was none of them ]]
return redis.call('SREM', KEYS[1], ARGV[1])
