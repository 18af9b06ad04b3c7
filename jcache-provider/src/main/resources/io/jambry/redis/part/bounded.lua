--[[ Part of scripts over a shard of a bounded cache, in place of part/value.lua and part/entry.lua: an entry is a field of the shard.
     Room for what is written is made in the same step, by what has expired first, then by what the policy names. A time to live is
     in ms, -1 keeps, 0 for ever, -2 expires at once.
     KEYS[1] values by key, each 'end:value', the end in ms or nothing   KEYS[2] scores of keys   KEYS[3] ends of keys that end
     KEYS[4] state: 'clock' counts uses; 'bytes' of keys and values, where they are bounded; 'until', the end of the shard itself
     ARGV[last - 1] key   ARGV[last] policy ' ' most entries ' ' most bytes, each 0 for any number ' ' mark of the event of an end, nothing
     while nobody listens to that
     remarks: 32 an end was told first   64 an entry had to go before its end was told   256 for each entry that made room ]]
local values, scores, ends, state = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local field = ARGV[#ARGV - 1]
local policy, mostEntries, mostBytes, mark = string.match(ARGV[#ARGV], '^(%S+) (%d+) (%d+) ?(.?)$')
mostEntries, mostBytes = tonumber(mostEntries), tonumber(mostBytes)
local ended, remarks = '', 0

-- how many that have expired one write takes away, and how many entries may make room for it after a limit was lowered
local PURGED, EVICTED = 10, 1000

-- the value of an entry, or false; when it ends; whether it has expired
local function find(name)
  local record = redis.call('HGET', values, name)
  local colon = record and string.find(record, ':', 1, true)
  if not colon then
    return false
  end
  local finish = tonumber(string.sub(record, 1, colon - 1))
  if finish and finish <= now() then
    return false, finish, true, string.sub(record, colon + 1)
  end
  return string.sub(record, colon + 1), finish, false
end

local current, finish, isOver, last = find(field)

local function read()
  return current
end

local function exists()
  return current and true
end

-- answers how many entries and bytes are gone now
local function drop(name)
  local size = redis.call('HSTRLEN', values, name) + #name
  local gone = redis.call('HDEL', values, name)
  if gone == 1 and mostBytes > 0 then
    redis.call('HINCRBY', state, 'bytes', -size)
  end
  redis.call('ZREM', scores, name)
  redis.call('ZREM', ends, name)
  return gone, gone * size
end

local function due(most)
  return redis.call('ZRANGEBYSCORE', ends, '-inf', whole(now()), 'LIMIT', 0, most)
end

-- the event of the end of the entry
local function ending()
  if string.byte(mark) < 32 then
    return mark
  end
  return mark .. struct.pack('>I4', #last) .. last
end

local function micros()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- Time that passes by uses: a unit for eight uses of each entry. A score is the binary logarithm of the sum of 2^time over the uses of
-- an entry, so that a use counts half as much after each unit, and scores need not change for that.
local function frequency(isNew)
  local uses = 8 * math.max(1, redis.call('HLEN', values))
  local time = tonumber(redis.call('HINCRBYFLOAT', state, 'clock', string.format('%.17g', 1 / uses)))
  local known = not isNew and tonumber(redis.call('ZSCORE', scores, field) or nil)
  if not known then
    return time
  end
  return math.max(time, known) + math.log(1 + 2 ^ -math.abs(time - known)) / math.log(2)
end

-- the time of a use; nothing if the one known is nearly as good: to a sixteenth of the time since the longest unused entry was used
local function recency(isNew)
  local time = micros()
  if not isNew then
    local known = tonumber(redis.call('ZSCORE', scores, field) or 0)
    local oldest = tonumber(redis.call('ZRANGE', scores, 0, 0, 'WITHSCORES')[2] or 0)
    if (time - known) * 16 < time - oldest then
      return nil
    end
  end
  return time
end

-- what an entry scores that is new, or used; nothing where its score stays
local function points(isNew)
  if policy == 'lru' or policy == 'mru' then
    return redis.call('HINCRBY', state, 'clock', 1)
  elseif policy == 'lru-t' then
    return recency(isNew)
  elseif policy == 'lfu' then
    return frequency(isNew)
  elseif not isNew then
    return nil
  elseif policy == 'fifo' then
    return redis.call('HINCRBY', state, 'clock', 1)
  end
  return policy == 'fifo-t' and micros() or 0
end

local function use(isNew)
  local score = points(isNew)
  if score then
    redis.call('ZADD', scores, string.format('%.17g', score), field)
  end
end

-- who goes next; never the entry itself
local function victim()
  if policy == 'rr' then
    local name = redis.call('ZRANDMEMBER', scores)
    if name ~= field then
      return name
    end
  end
  local isLast = policy == 'mru'
  local two = redis.call('ZRANGE', scores, isLast and -2 or 0, isLast and -1 or 1)
  local first, second = two[1], two[2]
  if isLast and second then
    first, second = second, first
  end
  return first ~= field and first or second
end

-- whether the server has left all keys of the shard alone
local function isWhole(count)
  return redis.call('ZCARD', scores) == count
    and (count == 0 or mostBytes == 0 or redis.call('HGET', state, 'bytes'))
end

local function makeRoom(count, growth)
  local total = mostBytes > 0 and tonumber(redis.call('HGET', state, 'bytes') or 0) or 0
  local evicted, isGone = 0, false
  local function isFull()
    return (mostEntries > 0 and count > mostEntries) or (mostBytes > 0 and growth > 0 and total + growth > mostBytes)
  end
  while evicted < EVICTED and isFull() do
    local name = due(1)[1]
    if name then
      isGone = mark ~= ''
    else
      name = victim()
      evicted = evicted + 1
    end
    if not name then
      break
    end
    local gone, size = drop(name)
    count, total = count - gone, total - size
  end
  remarks = remarks + 256 * evicted + (isGone and 64 or 0)
end

-- a shard of which all entries end ends with them
local function limit(at, isFirst)
  local known = redis.call('HGET', state, 'until')
  if not at then
    if known then
      redis.call('HDEL', state, 'until')
      for i = 1, 4 do
        redis.call('PERSIST', KEYS[i])
      end
    end
  elseif isFirst or (known and at > tonumber(known)) then
    local text = whole(at + 60000)
    redis.call('HSET', state, 'until', text)
    for i = 1, 4 do
      redis.call('PEXPIREAT', KEYS[i], text)
    end
  elseif known and redis.call('PTTL', ends) < 0 then
    redis.call('PEXPIREAT', ends, known)
  end
end

-- gives the entry a value and an end, after room was made; the end is nothing for ever
local function put(value, at)
  local record = (at and whole(at) or '') .. ':' .. value
  local size = #record + #field
  local count = redis.call('HLEN', values)
  if not isWhole(count) then
    -- the server has evicted a part of the shard
    redis.call('UNLINK', values, scores, ends, state)
    count = 0
  end
  if mostBytes > 0 and size > mostBytes then
    drop(field)
    remarks = remarks + 256
    return
  end
  if mark == '' then
    for _, name in ipairs(due(PURGED)) do
      drop(name)
    end
    count = redis.call('HLEN', values)
  end
  local before = redis.call('HSTRLEN', values, field)
  local isNew = before == 0
  local growth = isNew and size or #record - before
  makeRoom(isNew and count + 1 or count, growth)
  redis.call('HSET', values, field, record)
  if mostBytes > 0 then
    redis.call('HINCRBY', state, 'bytes', growth)
  end
  if at then
    redis.call('ZADD', ends, whole(at), field)
  else
    redis.call('ZREM', ends, field)
  end
  use(isNew)
  limit(at, count == 0)
end

local function take()
  drop(field)
end

local function write(_, value, ttl)
  if ttl == '-2' then
    drop(field)
  elseif ttl == '-1' then
    put(value, finish)
  else
    put(value, ttl ~= '0' and now() + ttl or nil)
  end
end

-- one that has got a value by other means comes with it
local function age(key, ttl, value)
  if value then
    write(key, value, ttl)
  elseif ttl == '-2' then
    drop(field)
  elseif ttl ~= '-1' then
    local at = ttl ~= '0' and now() + ttl or nil
    local record = (at and whole(at) or '') .. ':' .. current
    local growth = #record - redis.call('HSTRLEN', values, field)
    redis.call('HSET', values, field, record)
    if mostBytes > 0 and growth ~= 0 then
      redis.call('HINCRBY', state, 'bytes', growth)
    end
    if at then
      redis.call('ZADD', ends, whole(at), field)
    else
      redis.call('ZREM', ends, field)
    end
    limit(at, redis.call('HLEN', values) == 1)
  end
end

-- gives an entry that is there a value; answers whether there was one
local function overwrite(key, value, ttl)
  if not current then
    return false
  end
  write(key, value, ttl)
  return true
end

-- gives an entry that is not there a value; the end of the one before is told first. One that expires at once has never been there
local function create(_, value, ttl)
  if ttl == '-2' then
    return
  end
  if isOver then
    if mark ~= '' then
      ended = ending()
      remarks = 32
    end
    drop(field)
  end
  put(value, ttl ~= '0' and now() + ttl or nil)
end
