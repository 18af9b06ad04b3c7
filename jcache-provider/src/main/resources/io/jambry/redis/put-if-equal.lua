--[[ Writes a value over exactly another one.
     KEYS[1] entry
     ARGV[1] value expected   ARGV[2] value   ARGV[3] ttl ms, -1 keeps, 0 for ever, -2 expires at once
     returns 1 | the current value when it differs | nil when there is none ]]
local key, value, ttl = KEYS[1], ARGV[2], ARGV[3]
local current = redis.call('GET', key)
if current ~= ARGV[1] then
  return current
end
if ttl == '-1' then
  redis.call('SET', key, value, 'KEEPTTL')
elseif ttl == '0' then
  redis.call('SET', key, value)
elseif ttl == '-2' then
  redis.call('UNLINK', key)
else
  redis.call('SET', key, value, 'PX', ttl)
end
return 1
