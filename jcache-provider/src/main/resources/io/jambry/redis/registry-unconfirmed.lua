--[[ Lists the members that have a cache open, whose lease has not ended, and that may still work by an older mode.
     KEYS[1] who has the cache open, with the mode each has confirmed   KEYS[2] members by the end of their lease
     ARGV[1] mode
     returns {member, ...} ]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local late = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local ends = redis.call('ZSCORE', KEYS[2], all[i])
  if tonumber(all[i + 1]) < tonumber(ARGV[1]) and ends and tonumber(ends) > now then
    late[#late + 1] = all[i]
  end
end
return late
