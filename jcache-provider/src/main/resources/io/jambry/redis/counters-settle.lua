--[[ Adds what a member has counted to what those counted who closed the cache, in place of the member's own field.
     KEYS[1] counters
     ARGV[1] field of the member   ARGV[2] field of those who closed   ARGV[3] hits   ARGV[4] misses   ARGV[5] puts
     ARGV[6] removals
     returns 1 ]]
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
redis.call('HDEL', KEYS[1], ARGV[1])
return 1
