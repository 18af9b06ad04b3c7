--[[ Part of scripts about plain locks, which can be taken in one command: without a token, and without a look at the queue. ]]

-- a lock that is free says so while there is a queue, since who takes it in one command does not look there
local FREE = '-'

local function stateOf(lock)
  local state = redis.call('GET', lock)
  return state ~= FREE and state
end

-- for as long as there may be a queue; a full memory must not keep the lock
local function keepForQueue(lock, queue)
  local left = redis.call('PTTL', queue)
  if left > 0 then
    redis.pcall('SET', lock, FREE, 'PX', left)
  else
    redis.call('UNLINK', lock)
  end
end

-- the token of a lock that is held, which gets one now if it was taken without
local function tokenOf(lock, fence, ms, token, owner)
  local without = tonumber(token)
  if without >= 0 then
    return token
  end
  local left = redis.call('PTTL', lock)
  if left < 0 then
    -- somebody else has taken the end of its lease away
    left = -without
  end
  left = math.max(1, left)
  -- a full memory refuses the first write only, and this one takes none
  redis.call('PEXPIRE', lock, left)
  token = nextToken(fence, ms, (millis() + left + without) * 1000)
  redis.call('SET', lock, token .. ':' .. owner, 'PX', left)
  return token
end
