--[[ Queues the writes of a key again that were given up, before those that wait; or forgets them.
     KEYS[1] due   KEYS[2] keys   KEYS[3] writes   KEYS[4] dead keys   KEYS[5] dead writes
     ARGV[1] key   ARGV[2] 'queue' | 'forget'
     returns how many there were ]]
local key = ARGV[1]
local dead = redis.call('HGET', KEYS[4], key)
if not dead then
  return 0
end
local ids, count = string.match(dead, ':([^:]*)$'), 0
for id in string.gmatch(ids, '%d+') do
  if ARGV[2] == 'queue' then
    redis.call('HSET', KEYS[3], id, redis.call('HGET', KEYS[5], id))
  end
  redis.call('HDEL', KEYS[5], id)
  count = count + 1
end
redis.call('HDEL', KEYS[4], key)
if ARGV[2] == 'queue' then
  local queued = redis.call('HGET', KEYS[2], key)
  redis.call('HSET', KEYS[2], key, '0:' .. ids .. (queued and ',' .. string.match(queued, ':(.*)$') or ''))
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[1], string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)), key)
end
return count
