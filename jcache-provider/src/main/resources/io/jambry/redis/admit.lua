--[[ Lets a writer with a fencing token pass, unless a greater one has passed before.
     KEYS[1] the greatest token of an entry
     ARGV[1] token   ARGV[2] ms for which it is remembered
     returns 1 | 0 a greater one has passed ]]
local seen = tonumber(redis.call('GET', KEYS[1]) or 0)
if tonumber(ARGV[1]) < seen then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
