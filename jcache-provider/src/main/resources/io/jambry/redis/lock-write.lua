--[[ Takes a read-write lock for writing, or a place in the queue for it. Asking again with the same owner answers the same.
     KEYS[1] who writes   KEYS[2] who reads, by the end of each lease   KEYS[3] since when they read   KEYS[4] fence
     KEYS[5] queue   KEYS[6] until when each in the queue is sure to wait
     ARGV[1] owner, ending with ':w'   ARGV[2] lease ms   ARGV[3] ms for which the owner is sure to wait, 0 not at all
     ARGV[4] µs for which others may overtake the first in the queue   ARGV[5] ms for which the fence is kept
     ARGV[6] what the channels of clients begin with
     returns the token | ms after which the last lease of others ends, -1 when it is kept for the first in the queue ]]
local lock, queue, deadlines, owner = KEYS[1], KEYS[5], KEYS[6], ARGV[1]
local state = redis.call('GET', lock)
local token, holder = split(state)
if holder == owner then
  keep(lock, ARGV[2])
  return token
end
endShares(KEYS[2], KEYS[3])
local first, came = head(queue, deadlines)
if first and isRefused(queue, owner) then
  return -1
end
local readers = countShares(KEYS[2])
if not state and readers == 0 and mayPass(first, came, owner, ARGV[4]) then
  if first then
    leave(queue, deadlines, owner)
  end
  token = nextToken(KEYS[4], ARGV[5])
  redis.call('SET', lock, token .. ':' .. owner, 'PX', ARGV[2])
  return token
end
if not state and readers == 0 then
  callFirst(ARGV[6], first, owner)
end
if ARGV[3] ~= '0' then
  wait(queue, deadlines, owner, ARGV[3])
end
if state then
  return redis.call('PTTL', lock)
end
return readers > 0 and redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')[2] - millis() or -1
