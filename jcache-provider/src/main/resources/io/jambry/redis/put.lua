--[[ Writes a value with one time to live for a new entry and another for an old one.
     KEYS[1] entry
     ARGV[1] value   ARGV[2] ttl ms of a new entry   ARGV[3] ttl ms of an old one; -1 keeps, 0 for ever, -2 expires at once
     returns 1 created | 2 updated ]]
local key, value = KEYS[1], ARGV[1]
if overwrite(key, value, ARGV[3]) then
  return 2
end
create(key, value, ARGV[2])
return 1
