--[[ Notes what has been done for the entries that were there before expiry was listened to; with 'none', only asks.
     KEYS[1] since when expiry is listened to, by cache
     ARGV[1] cache   ARGV[2] that time   ARGV[3] 'none' | 'deadlines' | 'values'
     returns 'none' | 'deadlines' | 'values' | nil when another time has begun ]]
local since, done = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '', '^(%d+) (%a+)$')
if since ~= ARGV[2] then
  return false
end
local rank = {none = 0, deadlines = 1, values = 2}
if rank[ARGV[3]] <= rank[done] then
  return done
end
redis.call('HSET', KEYS[1], ARGV[1], since .. ' ' .. ARGV[3])
return ARGV[3]
