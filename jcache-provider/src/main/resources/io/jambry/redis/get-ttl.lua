--[[ Reads a value together with its remaining time to live.
     KEYS[1] entry
     returns {value, ttl ms, -1 for ever} | nil ]]
local value = redis.call('GET', KEYS[1])
if not value then
  return false
end
return {value, redis.call('PTTL', KEYS[1])}
