--[[ Tells the token of who holds a lock. Asking again answers the same.
     KEYS[1] lock   KEYS[2] fence
     ARGV[1] owner   ARGV[2] ms for which the fence is kept
     returns the token | nil the owner does not hold it any more ]]
local token, holder = split(redis.call('GET', KEYS[1]))
return holder == ARGV[1] and tokenOf(KEYS[1], KEYS[2], ARGV[2], token, holder)
