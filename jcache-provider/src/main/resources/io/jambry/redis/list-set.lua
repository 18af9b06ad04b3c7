--[[ Writes an element of a list by its place, or where exactly another one is, and tells the one before.
     KEYS[1] list      ARGV[1] place, -1 for the last   ARGV[2] element   ARGV[3] the one that must be there, left out for any
     returns the element before | nil if nothing was written ]]
local before = redis.call('LINDEX', KEYS[1], ARGV[1])
if not before or (ARGV[3] and before ~= ARGV[3]) then
    return nil
end
redis.call('LSET', KEYS[1], ARGV[1], ARGV[2])
return before
