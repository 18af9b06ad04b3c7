--[[ Prolongs the lease of a lock, and never cuts it. A lock that was taken without a token gets one.
     KEYS[1] lock   KEYS[2] fence
     ARGV[1] owner   ARGV[2] lease ms   ARGV[3] ms for which the fence is kept
     returns 1 | 0 the owner does not hold it any more ]]
local token, holder = split(redis.call('GET', KEYS[1]))
if holder ~= ARGV[1] then
  return 0
end
tokenOf(KEYS[1], KEYS[2], ARGV[3], token, holder)
keep(KEYS[1], ARGV[2])
return 1
