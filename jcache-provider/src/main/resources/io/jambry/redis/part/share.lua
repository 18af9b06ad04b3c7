--[[ Part of scripts about what several may hold: shares by the ms at which the lease of each ends, and notes about them. ]]

-- takes away the shares whose lease has ended
local function endShares(shares, notes)
  local dead = redis.call('ZRANGEBYSCORE', shares, '-inf', whole(millis()), 'LIMIT', 0, 1000)
  if dead[1] then
    redis.call('ZREM', shares, unpack(dead))
    redis.call('HDEL', notes, unpack(dead))
  end
end

local function countShares(shares)
  return redis.call('ZCOUNT', shares, '(' .. whole(millis()), '+inf')
end

local function hasShare(shares, owner)
  local ending = redis.call('ZSCORE', shares, owner)
  return ending and tonumber(ending) > millis()
end

-- takes a share, or prolongs it; a lease is never cut
local function share(shares, notes, owner, ms, note)
  local ending = tonumber(redis.call('ZSCORE', shares, owner) or 0)
  redis.call('ZADD', shares, whole(math.max(ending, millis() + ms)), owner)
  redis.call('HSETNX', notes, owner, note)
  keep(shares, ms)
  keep(notes, ms)
end

local function dropShare(shares, notes, owner)
  redis.call('ZREM', shares, owner)
  redis.call('HDEL', notes, owner)
end

local function isReader(member)
  return not isMark(member) and string.sub(member, -2) == ':r'
end

-- readers between two writers have one token, greater than that of the writer before
local function readersToken(fence, ms)
  local last = string.match(redis.call('GET', fence) or '', '^(%d+)r$')
  if last then
    redis.call('PEXPIRE', fence, ms)
    return last
  end
  local token = nextToken(fence, ms)
  redis.call('SET', fence, token .. 'r', 'PX', ms)
  return token
end

-- shares may be taken together, so whoever takes one wakes the next
local function wakeReader(queue, channels)
  local first = redis.call('ZRANGE', queue, 0, 0)[1]
  if first and isReader(first) then
    wake(channels, first)
  end
end
