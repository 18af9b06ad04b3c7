--[[ Makes a writer a reader. Asking again answers the same.
     KEYS[1] who writes   KEYS[2] who reads, by the end of each lease   KEYS[3] since when they read   KEYS[4] fence
     KEYS[5] queue
     ARGV[1] owner as a writer   ARGV[2] owner as a reader   ARGV[3] lease ms   ARGV[4] ms for which the fence is kept
     ARGV[5] what the channels of clients begin with
     returns the token | nil the writer does not hold it any more ]]
local _, holder = split(redis.call('GET', KEYS[1]))
if isRefused(KEYS[5], ARGV[2]) then
  return nil
end
if holder == ARGV[1] then
  redis.call('UNLINK', KEYS[1])
elseif not hasShare(KEYS[2], ARGV[2]) then
  return nil
end
share(KEYS[2], KEYS[3], ARGV[2], ARGV[3], whole(micros()))
wakeReader(KEYS[5], ARGV[5])
return readersToken(KEYS[4], ARGV[4])
