--[[ Gives a lock back, or a place in the queue for it, and wakes the first one there. A free lock says so as long as there is a queue.
     KEYS[1] lock   KEYS[2] queue   KEYS[3] until when each in the queue is sure to wait
     ARGV[1] owner   ARGV[2] what the channels of clients begin with   ARGV[3] µs that the first one must have waited to be woken
     ARGV[4] ms for which late requests of the owner are refused, 0 when there are none
     returns 1 given back | 0 the owner did not hold it ]]
local lock, queue, deadlines, owner = KEYS[1], KEYS[2], KEYS[3], ARGV[1]
local state = stateOf(lock)
local _, holder = split(state)
local held = 0
if holder == owner then
  redis.call('UNLINK', lock)
  state = false
  held = 1
end
giveWay(queue, deadlines, owner, held, not state, ARGV[2], ARGV[3], ARGV[4])
if not state then
  keepForQueue(lock, queue)
end
return held
