--[[ Queues writes for the system of record. Where writes coalesce, the last one of a key takes the place of those that wait, and of
     those that were given up; it keeps their turn.
     KEYS[1] due   KEYS[2] keys   KEYS[3] writes   KEYS[4] dead keys   KEYS[5] dead writes
     ARGV[1] most writes   ARGV[2] delay ms   ARGV[3] '1' if writes coalesce
     ARGV[4] key   ARGV[5] record, and so on in pairs
     returns how many of the first ones are queued; for the next there was no room ]]
local due, keys, writes, deadKeys, deadWrites = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local time = redis.call('TIME')
local at = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2])
local number = time[1] * 1000000 + time[2]
local most, coalesce = tonumber(ARGV[1]), ARGV[3] == '1'
local queued = redis.call('HLEN', writes)

local function drop(hash, ids)
  for id in string.gmatch(ids, '%d+') do
    redis.call('HDEL', hash, id)
  end
end

for i = 4, #ARGV, 2 do
  local key = ARGV[i]
  local before = redis.call('HGET', keys, key)
  local replaces = before and coalesce
  if not replaces then
    if queued >= most then
      return (i - 4) / 2
    end
    queued = queued + 1
  end
  local id
  repeat
    number = number + 1
    id = string.format('%.0f', number)
  until not redis.call('HGET', writes, id) and not redis.call('HGET', deadWrites, id)
  redis.call('HSET', writes, id, ARGV[i + 1])
  if replaces then
    drop(writes, string.match(before, ':(.*)$'))
    redis.call('HSET', keys, key, '0:' .. id)
  elseif before then
    redis.call('HSET', keys, key, before .. ',' .. id)
  else
    redis.call('HSET', keys, key, '0:' .. id)
    redis.call('ZADD', due, at, key)
  end
  local dead = coalesce and redis.call('HGET', deadKeys, key)
  if dead then
    drop(deadWrites, string.match(dead, ':([^:]*)$'))
    redis.call('HDEL', deadKeys, key)
  end
end
return (#ARGV - 3) / 2
