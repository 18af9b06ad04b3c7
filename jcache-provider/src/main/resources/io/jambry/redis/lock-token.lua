--[[ Tells the token of who holds a lock. Asking again answers the same.
     KEYS[1] lock   KEYS[2] fence
     ARGV[1] owner   ARGV[2] ms for which the fence is kept
     returns the token | nil the owner does not hold it any more ]]
local token, holder = split(redis.call('GET', KEYS[1]))
if holder ~= ARGV[1] then
  return nil
end
local left = redis.call('PTTL', KEYS[1])
if left > 0 then
  -- replicas are waited for only behind a write, and the token may be of a renewal, for which nobody waited
  redis.call('PEXPIRE', KEYS[1], left)
end
return tokenOf(KEYS[1], KEYS[2], ARGV[2], token, holder)
