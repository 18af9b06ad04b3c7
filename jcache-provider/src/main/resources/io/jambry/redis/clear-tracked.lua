--[[ Takes away an entry and its last value, and tells nobody.
     KEYS[1] entry   KEYS[2] last value   KEYS[3] index, or the entry once more
     returns 1 ]]
redis.call('UNLINK', KEYS[1], KEYS[2])
if KEYS[3] ~= KEYS[1] then
  redis.call('ZREM', KEYS[3], KEYS[1])
end
return 1
