--[[ Registers a cache if need be, and a member as one who has it open and works by the mode in force.
     KEYS[1] definitions by cache   KEYS[2] modes by cache   KEYS[3] members by the end of their lease
     KEYS[4] who has it open, with the mode each has confirmed   KEYS[5] wishes by cache
     KEYS[6] how often each cache was destroyed   KEYS[7] since when expiry is listened to, by cache
     ARGV[1] member   ARGV[2] lease ms   ARGV[3] cache   ARGV[4] definition
     ARGV[5] '' | how often it had been destroyed when the member opened it, to have it open again after its lease ended
     returns {'created' | 'joined' | 'replaced' | 'refused' | 'destroyed', definition found or '', mode,
     1 if the member's lease held | 0, wishes or '', how often it was destroyed, since when expiry is listened to or ''} ]]
local definitions, modes, members, openers = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local member, cache, definition = ARGV[1], ARGV[3], ARGV[4]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ends = redis.call('ZSCORE', members, member)
local held = ends and tonumber(ends) > now and 1 or 0
redis.call('ZADD', members, now + ARGV[2], member)
local found = redis.call('HGET', definitions, cache)
local others = false
for _, who in ipairs(redis.call('HKEYS', openers)) do
  local last = redis.call('ZSCORE', members, who)
  if not last or tonumber(last) <= now then
    redis.call('HDEL', openers, who)
  elseif who ~= member then
    others = true
  end
end
local mode = redis.call('HGET', modes, cache)
local destroyed = tonumber(redis.call('HGET', KEYS[6], cache) or 0)
local again = ARGV[5] ~= ''
local entrance
if again and destroyed > tonumber(ARGV[5]) then
  entrance = 'destroyed'
elseif not found then
  entrance = 'created'
elseif found == definition then
  entrance = 'joined'
elseif others or again then
  entrance = 'refused'
else
  entrance = 'replaced'
end
if entrance == 'created' or entrance == 'replaced' then
  -- a definition without a mode could not be joined
  mode = redis.call('HINCRBY', modes, cache, 1)
  redis.call('HSET', definitions, cache, definition)
end
if entrance ~= 'refused' and entrance ~= 'destroyed' then
  redis.call('HSET', openers, member, mode)
end
return {
  entrance,
  found or '',
  tonumber(mode or 0),
  held,
  redis.call('HGET', KEYS[5], cache) or '',
  destroyed,
  redis.call('HGET', KEYS[7], cache) or ''
}
