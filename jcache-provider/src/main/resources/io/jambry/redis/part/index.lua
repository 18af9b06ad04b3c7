--[[ Part of scripts that note when to look at an entry: a second before its end, to see whether it is still there, and then at its
     end. The moment noted may be too early, never too late. An index lives as long as all that it leads to.
     Behind all that is due stands a mark without a name, or with that of a member that is about to set it: an index without one was
     evicted. ]]

-- when to look at an entry that ends after so many ms
local function before(left)
  return now() + left - math.max(0, math.min(1000, math.floor(left / 2)))
end

local function keepUntil(index, moment)
  if redis.call('PTTL', index) < moment - now() then
    redis.call('PEXPIREAT', index, whole(moment + 60000))
  end
end

-- What is noted becomes another number in any case, so that who has just looked in vain sees that he has to look again.
local function note(index, name, moment)
  local noted = tonumber(redis.call('ZSCORE', index, name))
  if noted and noted <= moment then
    moment = math.floor(noted) - 1
  end
  redis.call('ZADD', index, whole(moment), name)
end

-- whether it was noted since a moment in microseconds when to look at an entry
local function isNoted(index, name, since)
  local noted = redis.call('ZSCORE', index, name)
  return noted and noted * 1000 >= tonumber(since)
end
