--[[ Takes an element out of a list by its place, or if exactly that one is there, and moves those behind by one.
     KEYS[1] list      ARGV[1] place, -1 for the last   ARGV[2] the element that must be there, left out for any
     returns the element removed | nil if nothing was removed ]]
local place = tonumber(ARGV[1])
local there = redis.call('LINDEX', KEYS[1], place)
if not there or (ARGV[2] and there ~= ARGV[2]) then
    return nil
end
if place == 0 then
    return redis.call('LPOP', KEYS[1])
end
if place == -1 then
    return redis.call('RPOP', KEYS[1])
end
-- LREM looks for an element and not for a place, so the place gets one that is nowhere else
local mark = '\0mark'
while redis.call('LPOS', KEYS[1], mark) do
    mark = mark .. '+'
end
redis.call('LSET', KEYS[1], place, mark)
redis.call('LREM', KEYS[1], place < 0 and -1 or 1, mark)
return there
