--[[ Takes a share of a read-write lock for reading, or a place in the queue for it. Asking again with the same owner answers the
     same. Readers that wait together are let in together.
     KEYS[1] who writes   KEYS[2] who reads, by the end of each lease   KEYS[3] since when they read   KEYS[4] fence
     KEYS[5] queue   KEYS[6] until when each in the queue is sure to wait
     ARGV[1] owner, ending with ':r'   ARGV[2] lease ms   ARGV[3] ms for which the owner is sure to wait, 0 not at all
     ARGV[4] µs for which others may overtake a writer in the queue   ARGV[5] ms for which the fence is kept
     ARGV[6] what the channels of clients begin with
     returns the token | ms after which the lease of the writer ends, -1 when a writer is to come first ]]
local lock, shares, notes, queue, deadlines, owner = KEYS[1], KEYS[2], KEYS[3], KEYS[5], KEYS[6], ARGV[1]

local function writerBefore()
  local from = 0
  while true do
    local some = redis.call('ZRANGE', queue, from, from + 99, 'WITHSCORES')
    for i = 1, #some, 2 do
      if some[i] == owner or isMark(some[i]) then
        return false
      end
      if not isReader(some[i]) and micros() - tonumber(some[i + 1]) >= tonumber(ARGV[4]) then
        return true
      end
    end
    if #some < 200 then
      return false
    end
    from = from + 100
  end
end

endShares(shares, notes)
if hasShare(shares, owner) then
  share(shares, notes, owner, ARGV[2], whole(micros()))
  return readersToken(KEYS[4], ARGV[5])
end
local state = redis.call('GET', lock)
local first = head(queue, deadlines)
if first and isRefused(queue, owner) then
  return -1
end
if not state and not (first and writerBefore()) then
  if first then
    leave(queue, deadlines, owner)
    wakeReader(queue, ARGV[6])
  end
  share(shares, notes, owner, ARGV[2], whole(micros()))
  return readersToken(KEYS[4], ARGV[5])
end
if not state and countShares(shares) == 0 then
  callFirst(ARGV[6], first, owner)
end
if ARGV[3] ~= '0' then
  wait(queue, deadlines, owner, ARGV[3])
end
return state and redis.call('PTTL', lock) or -1
