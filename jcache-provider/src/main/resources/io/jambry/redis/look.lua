--[[ Looks at an entry: gives it a last value if it has none, or tells that it has expired if nobody else did. What is over leaves the
     index in the same step, where that is at hand.
     KEYS[1] entry   KEYS[2] last value   KEYS[3] index, or the entry once more where that lies in another slot
     ARGV[1] channel   ARGV[2] head of the message   ARGV[3] epoch ':' grace in ms ':' mark of the event of an end
     returns ms until it ends | -1 it never does | -2 nothing is there | -3 it has expired, and that is told
     | -4 the same, and the message could not be published | -5 it was gone before its end, or what could tell that is gone
     | -6 a later time of tracking has begun ]]
local key, index = KEYS[1], KEYS[3]
local left = redis.call('PTTL', key)
local known, hasValue = deadline()
local isAlone = false
if not known then
  local other = redis.call('GETRANGE', last, 0, 30)
  local since = string.match(other, '^(%d+):')
  if since and tonumber(since) > tonumber(epoch) then
    return -6
  end
  isAlone = other == ''
end
if left >= 0 then
  if not known or (valued and not hasValue) or math.abs(now() + left - known) > 1000 then
    -- a deadline may be a moment too early: the clock has gone on since the server looked
    remember(valued and redis.call('GET', key) or '', now() + left - 100)
  end
  return left
end
local wasNoted = index ~= key and isNoted(index, key, epoch)
if index ~= key then
  redis.call('ZREM', index, key)
end
if left == -1 then
  redis.call('UNLINK', last)
  return -1
elseif not known then
  return isAlone and wasNoted and -5 or -2
end
local message = ARGV[2] .. ending()
redis.call('UNLINK', last)
if known >= now() then
  return -5
end
return type(redis.pcall('PUBLISH', ARGV[1], message)) == 'table' and -4 or -3
