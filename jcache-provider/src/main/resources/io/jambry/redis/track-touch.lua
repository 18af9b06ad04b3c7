--[[ Reads a value and changes its time to live, and that of its last value.
     KEYS[1] entry   KEYS[2] last value   KEYS[3] index, or the entry once more
     ARGV[1] ttl ms, 0 for ever   ARGV[2] epoch ':' grace in ms ':' mark of the event of an end
     returns {value, 0 | 128 when the index has to be told} | nil ]]
local value = redis.call('GET', KEYS[1])
if not value then
  return false
end
age(KEYS[1], ARGV[1])
return {value, remarks}
