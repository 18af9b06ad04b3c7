--[[ Prolongs the lease of a lock, and never cuts it.
     KEYS[1] lock
     ARGV[1] owner   ARGV[2] lease ms
     returns 1 | 0 the owner does not hold it any more ]]
local _, holder = split(redis.call('GET', KEYS[1]))
if holder ~= ARGV[1] then
  return 0
end
keep(KEYS[1], ARGV[2])
return 1
