--[[ Lists the members that have a cache open, whose lease has not ended, and that may still work by an older mode.
     KEYS[1] who has the cache open, with the mode each has confirmed   KEYS[2] members by the end of their lease
     ARGV[1] mode
     returns {member, ...} ]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local late = {}
for _, who in ipairs(redis.call('HKEYS', KEYS[1])) do
  local ends = redis.call('ZSCORE', KEYS[2], who)
  if ends and tonumber(ends) > now and tonumber(redis.call('HGET', KEYS[1], who)) < tonumber(ARGV[1]) then
    late[#late + 1] = who
  end
end
return late
