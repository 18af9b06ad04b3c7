--[[ Writes an entry of a map if one is there, or if exactly a value is there.
     KEYS[1] map      ARGV[1] field   ARGV[2] value   ARGV[3] the value that must be there, left out for any
     returns the value before | nil if nothing was written ]]
local before = redis.call('HGET', KEYS[1], ARGV[1])
if not before or (ARGV[3] and before ~= ARGV[3]) then
    return nil
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return before
