--[[ Takes a lock from all who hold it, and wakes the first one who waits.
     KEYS[1] lock, or who writes   KEYS[2] shares by the end of each lease   KEYS[3] notes about shares
     KEYS[4] queue   KEYS[5] until when each in the queue is sure to wait
     ARGV[1] what the channels of clients begin with
     returns how many held it ]]
local held = countShares(KEYS[2]) + (stateOf(KEYS[1]) and 1 or 0)
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3])
local first = head(KEYS[4], KEYS[5])
if first and not isMark(first) then
  wake(ARGV[1], first)
end
return held
