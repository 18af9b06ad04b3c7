--[[ Reads a value of a bounded cache, which is a use of it, and may change its time to live.
     KEYS[1] values   KEYS[2] scores   KEYS[3] ends   KEYS[4] state
     ARGV[1] ttl ms, -1 keeps, 0 for ever   ARGV[2] 'value' | 'left' | 'exists', which is no use   ARGV[3] key
     ARGV[4] policy and limits, as part/bounded.lua has them
     returns value | {value, ttl ms, -1 for ever} | 1 | nil ]]
if not current then
  return false
elseif ARGV[2] == 'exists' then
  return 1
end
use(false)
age(field, ARGV[1])
if ARGV[2] == 'value' then
  return current
end
if ARGV[1] ~= '-1' then
  return {current, ARGV[1] == '0' and -1 or tonumber(ARGV[1])}
end
return {current, finish and finish - now() or -1}
