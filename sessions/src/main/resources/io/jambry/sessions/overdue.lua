--[[ Tells members of an index whose time may have come, and leaves them where they are.
     KEYS[1] index   ARGV[1] until when, ms   ARGV[2] how many at most
     returns {member, ...} ]]
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
