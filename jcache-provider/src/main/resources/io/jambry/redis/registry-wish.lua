--[[ Sets what a member wishes of all who change a cache; closing it, or leaving it for good, ends the wish.
     KEYS[1] wishes by cache   KEYS[2] modes by cache   KEYS[3] count of changes   KEYS[4] who has the cache open
     KEYS[5] since when expiry is listened to, by cache
     ARGV[1] member   ARGV[2] cache   ARGV[3] wish, '' for nothing   ARGV[4] 'open' | 'close' when it no longer has it open
     | 'anew' when what it wishes counts as wished from now on
     returns {mode, wishes or '', since when expiry is listened to or ''} | nil when it has the cache not open
     Wishes are a line for each member: name, the number of the mode since when it has this wish, the wish. ]]
local wishes, modes, changes, openers = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local member, cache, wish = ARGV[1], ARGV[2], ARGV[3]
if not redis.call('HGET', openers, member) then
  return false
end
if ARGV[4] == 'close' then
  redis.call('HDEL', openers, member)
end
local all = redis.call('HGET', wishes, cache) or ''
local kept, before = '', ''
for line in string.gmatch(all, '[^\n]+\n') do
  local who, text = string.match(line, '^(%S+) %d+ (.*)\n$')
  if who == member then
    before = text
  else
    kept = kept .. line
  end
end
if before ~= wish or ARGV[4] == 'anew' then
  local mode = redis.call('HINCRBY', modes, cache, 1)
  redis.call('INCRBY', changes, 1)
  all = wish == '' and kept or kept .. member .. ' ' .. mode .. ' ' .. wish .. '\n'
  if all == '' then
    redis.call('HDEL', wishes, cache)
  else
    redis.call('HSET', wishes, cache, all)
  end
end
return {tonumber(redis.call('HGET', modes, cache) or 0), all, track(KEYS[5], cache, all)}
