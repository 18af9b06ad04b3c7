--[[ Registers a cache if need be, and a member as one who has it open.
     KEYS[1] definitions by cache   KEYS[2] modes by cache   KEYS[3] members by the end of their lease   KEYS[4] who has it open
     ARGV[1] member   ARGV[2] lease ms   ARGV[3] cache   ARGV[4] definition
     returns {'created' | 'joined' | 'replaced' | 'refused', definition found or '', mode, 1 if the member's lease had ended} ]]
local definitions, modes, members, open = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local member, cache = ARGV[1], ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ended = redis.call('ZSCORE', members, member)
local lapsed = ended and tonumber(ended) <= now and 1 or 0
redis.call('ZADD', members, now + ARGV[2], member)
local found = redis.call('HGET', definitions, cache)
local others = false
for _, who in ipairs(redis.call('SMEMBERS', open)) do
  local last = redis.call('ZSCORE', members, who)
  if not last or tonumber(last) <= now then
    redis.call('SREM', open, who)
  elseif who ~= member then
    others = true
  end
end
local entrance
if not found then
  entrance = 'created'
elseif found == ARGV[4] then
  entrance = 'joined'
elseif others then
  return {'refused', found, tonumber(redis.call('HGET', modes, cache)), lapsed}
else
  entrance = 'replaced'
end
if entrance ~= 'joined' then
  -- a definition without a mode could not be joined
  redis.call('HINCRBY', modes, cache, 1)
  redis.call('HSET', definitions, cache, ARGV[4])
end
redis.call('SADD', open, member)
return {entrance, found or '', tonumber(redis.call('HGET', modes, cache)), lapsed}
