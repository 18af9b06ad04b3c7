--[[ Takes away an entry and its last value, and tells nobody. The last value of one that has expired stays until that is told.
     KEYS[1] entry   KEYS[2] last value   KEYS[3] index, or the entry once more   ARGV[1] as part/last.lua has it
     returns 1 | 0 it has expired | 2 it is taken, and the index has to be told ]]
local known = deadline()
if known and known < now() and redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
redis.call('UNLINK', KEYS[1], last)
if KEYS[3] ~= KEYS[1] then
  redis.call('ZREM', KEYS[3], KEYS[1])
elseif known then
  return 2
end
return 1
