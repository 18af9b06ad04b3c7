--[[ Gives back what an owner has of a lock that several may hold, or its place in the queue, and wakes the first one there.
     KEYS[1] who writes   KEYS[2] shares by the end of each lease   KEYS[3] notes about shares
     KEYS[4] queue   KEYS[5] until when each in the queue is sure to wait
     ARGV[1] owner   ARGV[2] what the channels of clients begin with   ARGV[3] µs that the first one must have waited to be woken
     ARGV[4] ms for which late requests of the owner are refused, 0 when there are none
     returns 1 given back | 0 the owner did not hold it ]]
local queue, deadlines, owner = KEYS[4], KEYS[5], ARGV[1]
local _, writer = split(redis.call('GET', KEYS[1]))
local held = 0
if writer == owner then
  redis.call('UNLINK', KEYS[1])
  writer = nil
  held = 1
elseif hasShare(KEYS[2], owner) then
  held = 1
end
dropShare(KEYS[2], KEYS[3], owner)
giveWay(queue, deadlines, owner, held, not writer, ARGV[2], ARGV[3], ARGV[4])
return held
