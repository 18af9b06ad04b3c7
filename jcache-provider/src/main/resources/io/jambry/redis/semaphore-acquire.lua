--[[ Takes a permit of a semaphore, or a place in the queue for one. Asking again with the same owner answers the same.
     KEYS[1] number of permits   KEYS[2] permits taken, by the end of each lease   KEYS[3] the token of each   KEYS[4] fence
     KEYS[5] queue   KEYS[6] until when each in the queue is sure to wait
     ARGV[1] owner   ARGV[2] lease ms   ARGV[3] ms for which the owner is sure to wait, 0 not at all
     ARGV[4] µs for which others may overtake the first in the queue   ARGV[5] ms for which the fence is kept
     ARGV[6] what the channels of clients begin with
     returns the token | ms after which the first lease ends, -1 when none is taken | nil the number of permits is not set ]]
local shares, notes, queue, deadlines, owner = KEYS[2], KEYS[3], KEYS[5], KEYS[6], ARGV[1]
endShares(shares, notes)
if hasShare(shares, owner) then
  share(shares, notes, owner, ARGV[2], '0')
  return redis.call('HGET', notes, owner)
end
local permits = tonumber(redis.call('GET', KEYS[1]) or nil)
if not permits then
  return nil
end
local first, came = head(queue, deadlines)
if first and isRefused(queue, owner) then
  return -1
end
local taken = countShares(shares)
if taken < permits and mayPass(first, came, owner, ARGV[4]) then
  local token = nextToken(KEYS[4], ARGV[5])
  share(shares, notes, owner, ARGV[2], token)
  if first then
    leave(queue, deadlines, owner)
    first = head(queue, deadlines)
    if first and not isMark(first) and taken + 1 < permits then
      wake(ARGV[6], first)
    end
  end
  return token
end
if taken < permits then
  callFirst(ARGV[6], first, owner)
end
if ARGV[3] ~= '0' then
  wait(queue, deadlines, owner, ARGV[3])
end
local earliest = redis.call('ZRANGE', shares, 0, 0, 'WITHSCORES')[2]
return earliest and math.max(0, earliest - millis()) or -1
