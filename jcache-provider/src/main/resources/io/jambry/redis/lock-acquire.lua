--[[ Takes a lock, or a place in the queue for it. Asking again with the same owner answers the same.
     KEYS[1] lock   KEYS[2] fence   KEYS[3] queue   KEYS[4] until when each in the queue is sure to wait
     ARGV[1] owner   ARGV[2] lease ms   ARGV[3] ms for which the owner is sure to wait, 0 not at all
     ARGV[4] µs for which others may overtake the first in the queue   ARGV[5] ms for which the fence is kept
     ARGV[6] what the channels of clients begin with
     returns the token | ms after which the lease of another one ends, -1 when it is kept for the first in the queue
     The lock reads 'token:owner', or '-lease ms:owner' where it was taken without a token and nobody has asked for one, or '-' where
     it is free and others wait. The fence is the last token. ]]
local lock, queue, deadlines, owner = KEYS[1], KEYS[3], KEYS[4], ARGV[1]
local state = stateOf(lock)
local token, holder = split(state)
if holder == owner and not isRefused(queue, owner) then
  token = tokenOf(lock, KEYS[2], ARGV[5], token, owner)
  keep(lock, ARGV[2])
  leave(queue, deadlines, owner)
  return token
end
local first, came = head(queue, deadlines)
if first and isRefused(queue, owner) then
  return -1
end
if holder and first and isRefused(queue, holder) then
  -- taken in one command, which came after its owner had given up
  state = false
end
if not state and mayPass(first, came, owner, ARGV[4]) then
  if first then
    leave(queue, deadlines, owner)
  end
  token = nextToken(KEYS[2], ARGV[5])
  redis.call('SET', lock, token .. ':' .. owner, 'PX', ARGV[2])
  return token
end
if not state then
  callFirst(ARGV[6], first, owner)
end
if ARGV[3] ~= '0' then
  wait(queue, deadlines, owner, ARGV[3])
end
if not state then
  keepForQueue(lock, queue)
end
return state and redis.call('PTTL', lock) or -1
