--[[ Leaves a note about a cache, unless another member who has it open left one.
     KEYS[1] notes by cache   KEYS[2] members by the end of their lease   KEYS[3] who has it open
     ARGV[1] member   ARGV[2] cache   ARGV[3] note
     returns the note of the others, nil when there are none ]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HGET', KEYS[1], ARGV[2])
if found then
  for _, who in ipairs(redis.call('HKEYS', KEYS[3])) do
    local last = redis.call('ZSCORE', KEYS[2], who)
    if who ~= ARGV[1] and last and tonumber(last) > now then
      return found
    end
  end
end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
return false
