--[[ Adds what a member has counted of a cache to what those counted who closed it, in place of the member's own field; of a cache that
     is destroyed nothing is kept.
     KEYS[1] counters   KEYS[2] definitions by cache
     ARGV[1] field of the member   ARGV[2] field of those who closed   ARGV[3] hits   ARGV[4] misses   ARGV[5] puts
     ARGV[6] removals   ARGV[7] cache
     returns 1 | 0 when the cache is not registered ]]
redis.call('HDEL', KEYS[1], ARGV[1])
if not redis.call('HGET', KEYS[2], ARGV[7]) then
  return 0
end
local hits, misses, puts, removals = 0, 0, 0, 0
local found = redis.call('HGET', KEYS[1], ARGV[2])
if found then
  hits, misses, puts, removals = string.match(found, '(%d+) (%d+) (%d+) (%d+)')
end
local function sum(one, other)
  return string.format('%.0f', tonumber(one) + tonumber(other))
end
redis.call('HSET', KEYS[1], ARGV[2],
  sum(hits, ARGV[3]) .. ' ' .. sum(misses, ARGV[4]) .. ' ' .. sum(puts, ARGV[5]) .. ' ' .. sum(removals, ARGV[6]))
return 1
