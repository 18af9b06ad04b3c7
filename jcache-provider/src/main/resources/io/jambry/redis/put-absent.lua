--[[ Writes a value where none is, or tells the one in the way.
     KEYS[1] entry
     ARGV[1] value   ARGV[2] ttl ms, 0 for ever
     returns the value in the way | nil ]]
local current = redis.call('GET', KEYS[1])
if current then
  return current
end
if ARGV[2] == '0' then
  redis.call('SET', KEYS[1], ARGV[1])
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return false
