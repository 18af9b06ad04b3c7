--[[ Puts an element into a list, so that it has a place then, and moves those behind by one.
     KEYS[1] list      ARGV[1] place, from 0 to the size of the list   ARGV[2] element
     returns the size | nil if the list ends before that place ]]
local place = tonumber(ARGV[1])
local size = redis.call('LLEN', KEYS[1])
if place > size then
    return nil
end
if place == size then
    return redis.call('RPUSH', KEYS[1], ARGV[2])
end
if place == 0 then
    return redis.call('LPUSH', KEYS[1], ARGV[2])
end
-- LINSERT looks for an element and not for a place, so the place gets one that is nowhere else
local there = redis.call('LINDEX', KEYS[1], place)
local mark = '\0mark'
while redis.call('LPOS', KEYS[1], mark) do
    mark = mark .. '+'
end
redis.call('LSET', KEYS[1], place, mark)
size = redis.call('LINSERT', KEYS[1], 'BEFORE', mark, ARGV[2])
redis.call('LSET', KEYS[1], place + 1, there)
return size
