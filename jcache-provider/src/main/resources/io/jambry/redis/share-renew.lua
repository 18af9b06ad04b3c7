--[[ Prolongs the lease of what an owner has of a lock that several may hold, and never cuts it.
     KEYS[1] who writes   KEYS[2] shares by the end of each lease   KEYS[3] notes about shares
     ARGV[1] owner   ARGV[2] lease ms
     returns 1 | 0 the owner does not hold it any more ]]
local _, writer = split(redis.call('GET', KEYS[1]))
if writer == ARGV[1] then
  keep(KEYS[1], ARGV[2])
  return 1
end
if not hasShare(KEYS[2], ARGV[1]) then
  return 0
end
share(KEYS[2], KEYS[3], ARGV[1], ARGV[2], whole(micros()))
return 1
