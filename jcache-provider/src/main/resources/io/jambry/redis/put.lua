--[[ Writes a value with one time to live for a new entry and another for an old one.
     KEYS[1] entry
     ARGV[1] value   ARGV[2] ttl ms of a new entry   ARGV[3] ttl ms of an old one; -1 keeps, 0 for ever, -2 expires at once
     returns 1 created | 2 updated ]]
local key, value, ttl = KEYS[1], ARGV[1], ARGV[3]
local updated
if ttl == '-1' then
  updated = redis.call('SET', key, value, 'XX', 'KEEPTTL')
elseif ttl == '0' then
  updated = redis.call('SET', key, value, 'XX')
elseif ttl == '-2' then
  updated = redis.call('UNLINK', key) == 1
else
  updated = redis.call('SET', key, value, 'XX', 'PX', ttl)
end
if updated then
  return 2
end
ttl = ARGV[2]
if ttl == '0' then
  redis.call('SET', key, value)
elseif ttl ~= '-2' then
  redis.call('SET', key, value, 'PX', ttl)
end
return 1
