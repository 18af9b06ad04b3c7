--[[ Notes that a member has taken up a mode, and that nothing it began under an older one goes on.
     KEYS[1] who has the cache open, with the mode each has confirmed
     ARGV[1] member   ARGV[2] mode
     returns 1 | 0 when it has the cache not open ]]
local confirmed = redis.call('HGET', KEYS[1], ARGV[1])
if not confirmed then
  return 0
end
if tonumber(confirmed) < tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
return 1
