--[[ Leaves a member's note about a cache, and takes away those of members who do not have it open any more.
     KEYS[1] notes about the cache by member   KEYS[2] members by the end of their lease   KEYS[3] who has it open
     ARGV[1] member   ARGV[2] note
     returns {member, note, ...} of the others who have it open ]]
local notes, members, openers = KEYS[1], KEYS[2], KEYS[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local others = {}
for _, who in ipairs(redis.call('HKEYS', notes)) do
  local last = redis.call('ZSCORE', members, who)
  if who == ARGV[1] then
    -- replaced below
  elseif last and tonumber(last) > now and redis.call('HGET', openers, who) then
    others[#others + 1] = who
    others[#others + 1] = redis.call('HGET', notes, who)
  else
    redis.call('HDEL', notes, who)
  end
end
redis.call('HSET', notes, ARGV[1], ARGV[2])
return others
