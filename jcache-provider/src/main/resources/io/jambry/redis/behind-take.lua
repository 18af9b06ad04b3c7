--[[ Takes the first write of each key whose turn it is, under a lease on the shard. What is taken stays in the queue until it is settled.
     KEYS[1] due   KEYS[2] keys   KEYS[3] writes   KEYS[4] lease
     ARGV[1] member   ARGV[2] lease ms   ARGV[3] most keys   ARGV[4] '1' if also those whose turn has not come
     returns {fence, {key, id, failures, record}, …} taken | ms until the first turn; -1 when nothing is queued
     | {ms} when another member holds the lease, for so long at the most
     The lease reads 'fence:member'; the fence is the server's clock in microseconds. ]]
local due, lease, all = KEYS[1], KEYS[4], ARGV[4] == '1'
local held = redis.call('GET', lease)
local fence, member
if held then
  fence, member = string.match(held, '^(%d+):(.*)$')
  if member ~= ARGV[1] then
    return {redis.call('PTTL', lease)}
  end
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local first = redis.call('ZRANGEBYSCORE', due, '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
local wait = first[2] and math.ceil(first[2] - now) or -1
if not first[1] or (wait > 0 and not all) then
  if held then
    redis.call('UNLINK', lease)
  end
  return wait
end
fence = fence or string.format('%.0f', time[1] * 1000000 + time[2])
redis.call('SET', lease, fence .. ':' .. ARGV[1], 'PX', ARGV[2])
local turn = redis.call('ZRANGEBYSCORE', due, '-inf', all and '+inf' or now, 'LIMIT', 0, ARGV[3])
local taken = {fence}
for _, key in ipairs(turn) do
  local failures, id = string.match(redis.call('HGET', KEYS[2], key) or '', '^(%d+):(%d+)')
  local record = id and redis.call('HGET', KEYS[3], id)
  if record then
    taken[#taken + 1] = {key, id, failures, record}
  else
    -- somebody has taken a part of the queue away
    redis.call('ZREM', due, key)
    redis.call('HDEL', KEYS[2], key)
  end
end
return taken
