--[[ Part of scripts that change entries while somebody listens to expiry, as part/entry.lua does while nobody does: what gives an
     entry a value or a time to live gives both to its last value, in the same step.
     KEYS[3] index of what is to be looked at, or the entry once more where that lies in another slot
     remarks: 32 an end was told first   64 the entry was gone before its end   128 the index has to be told, when to look or that
     it may as well be at once ]]
local index = KEYS[3]
local ended, remarks = '', 0

local function tellIndex()
  if remarks < 128 then
    remarks = remarks + 128
  end
end

local function lookAt(key, ends)
  if index == key then
    tellIndex()
  else
    note(index, key, before(ends - now()))
    keepUntil(index, ends + grace)
  end
end

local function forget(key)
  local wasKnown = redis.call('UNLINK', last) == 1
  if index ~= key then
    redis.call('ZREM', index, key)
  elseif wasKnown then
    tellIndex()
  end
end

-- whether an entry that is not there was evicted, and all that could tell its end with it
local function isLost(key)
  return index ~= key and isNoted(index, key, epoch) and redis.call('EXISTS', last) == 0
end

local function follow(key, value, ends)
  local known = deadline()
  remember(value, ends)
  if not known or ends < known then
    lookAt(key, ends)
  end
end

-- after a change that left the time to live alone
local function followKept(key, value)
  local left = redis.call('PTTL', key)
  if left < 0 then
    return
  end
  local known = deadline()
  if not known then
    -- a deadline may be a moment too early: the clock has gone on since the server looked
    follow(key, value, now() + left - 100)
  elseif valued then
    remember(value, known)
  end
end

local function take(key)
  redis.call('UNLINK', key)
  forget(key)
end

local function write(key, value, ttl)
  if ttl == '-1' then
    redis.call('SET', key, value, 'KEEPTTL')
    followKept(key, value)
  elseif ttl == '0' then
    redis.call('SET', key, value)
    forget(key)
  elseif ttl == '-2' then
    take(key)
  else
    local ends = now() + ttl
    redis.call('SET', key, value, 'PXAT', whole(ends))
    follow(key, value, ends)
  end
end

-- one that has got a value by other means comes with it
local function age(key, ttl, value)
  if value then
    write(key, value, ttl)
  elseif ttl == '0' then
    redis.call('PERSIST', key)
    forget(key)
  elseif ttl == '-2' then
    take(key)
  elseif ttl ~= '-1' then
    local ends = now() + ttl
    redis.call('PEXPIREAT', key, whole(ends))
    local known, hasValue = deadline()
    if not known or (valued and not hasValue) then
      remember(valued and redis.call('GET', key) or '', ends)
    else
      redis.call('SETRANGE', last, #epoch + 1, moment(ends))
      redis.call('PEXPIREAT', last, whole(math.max(known, ends) + grace))
    end
    if not known or ends < known then
      lookAt(key, ends)
    end
  end
end

-- gives an entry that is there a value; answers whether there was one
local function overwrite(key, value, ttl)
  if ttl == '-1' then
    if not redis.call('SET', key, value, 'XX', 'KEEPTTL') then
      return false
    end
    followKept(key, value)
  elseif redis.call('EXISTS', key) == 0 then
    return false
  else
    write(key, value, ttl)
  end
  return true
end

-- gives an entry that is not there a value; the end of the one before is told first. One that expires at once has never been there
local function create(key, value, ttl)
  if ttl == '-2' then
    return
  end
  local known = deadline()
  if known and known < now() then
    ended = ending()
    remarks = 32
  elseif known or isLost(key) then
    remarks = 64
  end
  if ttl == '0' then
    redis.call('SET', key, value)
    forget(key)
    return
  end
  local ends = now() + ttl
  redis.call('SET', key, value, 'PXAT', whole(ends))
  remember(value, ends)
  if index ~= key then
    lookAt(key, ends)
  end
end
