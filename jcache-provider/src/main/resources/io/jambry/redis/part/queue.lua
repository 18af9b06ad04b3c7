--[[ Part of scripts about locks: those who wait in a queue in the order in which they came, and the tokens of those who hold.
     The queue has who waits by the µs of coming; a second list has them by the ms until which they are sure to wait. An owner
     that has given up while a request of its was still under way stands behind all others, with '!' before it. ]]
local clock

-- the server's clock in µs
local function micros()
  if not clock then
    local time = redis.call('TIME')
    clock = time[1] * 1000000 + time[2]
  end
  return clock
end

local function millis()
  return math.floor(micros() / 1000)
end

local function whole(number)
  return string.format('%.0f', number)
end

-- lets a key live for so many ms at least
local function keep(key, ms)
  if redis.call('PTTL', key) < tonumber(ms) then
    redis.call('PEXPIRE', key, ms)
  end
end

-- token and owner of a lock that is held; instead of a token minus the ms of its lease, where it was taken without
local function split(state)
  if state then
    return string.match(state, '^(-?%d+):(.+)$')
  end
end

-- a token is greater than all before it, and the µs at which the lock was taken unless that is too small
local function nextToken(fence, ms, taken)
  local last = tonumber(string.match(redis.call('GET', fence) or '', '^%d+') or 0)
  local token = whole(math.max(last + 1, taken or micros()))
  redis.call('SET', fence, token, 'PX', ms)
  return token
end

-- takes those away who may have died, and answers the first of the others and when it came
local function head(queue, deadlines)
  local first = redis.call('ZRANGE', queue, 0, 0, 'WITHSCORES')
  if not first[1] then
    return nil
  end
  local dead = redis.call('ZRANGEBYSCORE', deadlines, '-inf', whole(millis()), 'LIMIT', 0, 1000)
  if dead[1] then
    redis.call('ZREM', queue, unpack(dead))
    redis.call('ZREM', deadlines, unpack(dead))
    first = redis.call('ZRANGE', queue, 0, 0, 'WITHSCORES')
  end
  return first[1], tonumber(first[2] or 0)
end

local function isMark(member)
  return string.sub(member, 1, 1) == '!'
end

-- whether an owner has given up before this request of its came
local function isRefused(queue, owner)
  return redis.call('ZSCORE', queue, '!' .. owner)
end

-- whether an owner need not wait for the first in the queue, which may be overtaken for so many µs
local function mayPass(first, came, owner, patience)
  return not first or first == owner or isMark(first) or micros() - came < tonumber(patience)
end

local function wait(queue, deadlines, owner, ms)
  redis.call('ZADD', queue, 'NX', whole(micros()), owner)
  redis.call('ZADD', deadlines, whole(millis() + ms), owner)
  keep(queue, 2 * ms)
  keep(deadlines, 2 * ms)
end

local function leave(queue, deadlines, owner)
  redis.call('ZREM', queue, owner)
  redis.call('ZREM', deadlines, owner)
end

-- refuses, for so many ms, what an owner that gives up has still under way; a full memory must not keep the lock
local function refuse(queue, deadlines, owner, ms)
  redis.pcall('ZADD', queue, '9000000000000000', '!' .. owner)
  redis.pcall('ZADD', deadlines, whole(millis() + ms), '!' .. owner)
  keep(queue, ms)
  keep(deadlines, ms)
end

-- tells the client of one who waits; without the right to publish, it asks by itself a moment later
local function wake(channels, owner)
  redis.pcall('PUBLISH', channels .. string.match(owner, '^[^:]*'), owner)
end

-- who must not be passed although nothing is in its way was let sleep when it had not waited long enough
local function callFirst(channels, first, owner)
  if first and first ~= owner and not isMark(first) then
    wake(channels, first)
  end
end

-- the end of giving back: an owner that held nothing leaves the queue, late requests of it are refused for some ms, and the first one
-- is woken if nothing is in its way and it has waited for so many µs
local function giveWay(queue, deadlines, owner, held, free, channels, patience, refusing)
  local first, came = head(queue, deadlines)
  if first and held == 0 then
    leave(queue, deadlines, owner)
    first, came = head(queue, deadlines)
  end
  if refusing ~= '0' then
    refuse(queue, deadlines, owner, refusing)
  end
  if free and first and not isMark(first) and (patience == '0' or micros() - came >= tonumber(patience)) then
    wake(channels, first)
  end
end
