--[[ Removes exactly a value.
     KEYS[1] entry
     ARGV[1] value expected
     returns 1 | the current value when it differs | nil when there is none ]]
local current = redis.call('GET', KEYS[1])
if current ~= ARGV[1] then
  return current
end
return redis.call('UNLINK', KEYS[1])
