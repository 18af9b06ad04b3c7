--[[ Writes a value with one time to live for a new entry and another for an old one, and tells the value before.
     KEYS[1] entry
     ARGV[1] value   ARGV[2] ttl ms of a new entry   ARGV[3] ttl ms of an old one; -1 keeps, 0 for ever, -2 expires at once
     returns the value before | nil ]]
local key, value = KEYS[1], ARGV[1]
local previous = redis.call('GET', key)
local ttl = previous and ARGV[3] or ARGV[2]
if ttl == '-1' then
  redis.call('SET', key, value, 'KEEPTTL')
elseif ttl == '0' then
  redis.call('SET', key, value)
elseif ttl ~= '-2' then
  redis.call('SET', key, value, 'PX', ttl)
elseif previous then
  redis.call('UNLINK', key)
end
return previous
