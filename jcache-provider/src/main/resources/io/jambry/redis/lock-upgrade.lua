--[[ Makes the only reader a writer. Asking again answers the same.
     KEYS[1] who writes   KEYS[2] who reads, by the end of each lease   KEYS[3] since when they read   KEYS[4] fence
     KEYS[5] queue
     ARGV[1] owner as a reader   ARGV[2] owner as a writer   ARGV[3] lease ms   ARGV[4] ms for which the fence is kept
     returns the token | 0 there are other readers | -1 the reader does not hold it any more ]]
local token, holder = split(redis.call('GET', KEYS[1]))
if holder == ARGV[2] then
  keep(KEYS[1], ARGV[3])
  return token
end
if holder or not hasShare(KEYS[2], ARGV[1]) or isRefused(KEYS[5], ARGV[2]) then
  return -1
end
if countShares(KEYS[2]) > 1 then
  return 0
end
dropShare(KEYS[2], KEYS[3], ARGV[1])
token = nextToken(KEYS[4], ARGV[4])
redis.call('SET', KEYS[1], token .. ':' .. ARGV[2], 'PX', ARGV[3])
return token
