--[[ Prolongs the lease of a member, or lets it in, and ends the wishes of all whose lease has ended, its own before included.
     KEYS[1] members by the end of their lease   KEYS[2] wishes by cache   KEYS[3] modes by cache   KEYS[4] count of changes
     KEYS[5] since when expiry is listened to, by cache
     ARGV[1] member   ARGV[2] lease ms; 0 ends it at once
     returns {1 | 0 when its lease had ended or it was no member, count of changes} ]]
local members, wishes, modes, changes = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local member, lease = ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ends = redis.call('ZSCORE', members, member)
local held = ends and tonumber(ends) > now
if held or lease == 0 then
  redis.call('ZADD', members, now + lease, member)
end
local ended = {}
for _, who in ipairs(redis.call('ZRANGEBYSCORE', members, '-inf', now)) do
  ended[who] = true
  redis.call('ZREM', members, who)
end
if next(ended) then
  for _, cache in ipairs(redis.call('HKEYS', wishes)) do
    local all, kept = redis.call('HGET', wishes, cache), ''
    for line in string.gmatch(all, '[^\n]+\n') do
      if not ended[string.match(line, '^%S+')] then
        kept = kept .. line
      end
    end
    if kept ~= all then
      redis.call('HINCRBY', modes, cache, 1)
      redis.call('INCRBY', changes, 1)
      if kept == '' then
        redis.call('HDEL', wishes, cache)
      else
        redis.call('HSET', wishes, cache, kept)
      end
      track(KEYS[5], cache, kept)
    end
  end
end
if not held and lease > 0 then
  redis.call('ZADD', members, now + lease, member)
end
return {held and 1 or 0, tonumber(redis.call('GET', changes) or 0)}
