--[[ Looks for the last write of each key that is queued.
     KEYS[1] keys   KEYS[2] writes
     ARGV the keys
     returns for each its record | nil ]]
local found = {}
for i, key in ipairs(ARGV) do
  local id = string.match(redis.call('HGET', KEYS[1], key) or '', '(%d+)$')
  found[i] = id and redis.call('HGET', KEYS[2], id) or false
end
return found
