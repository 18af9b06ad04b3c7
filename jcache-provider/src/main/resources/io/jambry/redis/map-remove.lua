--[[ Removes an entry of a map, or one that is exactly a value.
     KEYS[1] map      ARGV[1] field   ARGV[2] the value that must be there, left out for any
     returns the value removed | nil if nothing was removed ]]
local before = redis.call('HGET', KEYS[1], ARGV[1])
if not before or (ARGV[2] and before ~= ARGV[2]) then
    return nil
end
redis.call('HDEL', KEYS[1], ARGV[1])
return before
