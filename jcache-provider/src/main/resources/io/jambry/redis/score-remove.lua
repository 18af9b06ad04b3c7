--[[ Takes an element out of a sorted set, or where its score is a certain one.
     KEYS[1] sorted set      ARGV[1] element   ARGV[2] the score that it must have, left out for any
     returns the score that it had, as text | nil if nothing was removed ]]
local before = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not before or (ARGV[2] and tonumber(before) ~= tonumber(ARGV[2])) then
    return nil
end
redis.call('ZREM', KEYS[1], ARGV[1])
return before
