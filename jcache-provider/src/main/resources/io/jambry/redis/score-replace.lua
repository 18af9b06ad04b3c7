--[[ Writes the score of an element that is there, or where it is a certain one.
     KEYS[1] sorted set      ARGV[1] element   ARGV[2] score   ARGV[3] the score that it must have, left out for any
     returns the score before, as text | nil if nothing was written ]]
local before = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not before or (ARGV[3] and tonumber(before) ~= tonumber(ARGV[3])) then
    return nil
end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
return before
