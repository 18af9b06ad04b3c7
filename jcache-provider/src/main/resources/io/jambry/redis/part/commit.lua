--[[ Part of scripts that end an exclusive update. A claim is over when its lease reads otherwise than 'h:fence:…'; the answer is the
     same when a script is asked again within five seconds. ]]
local function over(state, fence)
  if not state then
    return 0
  end
  local mark = ':' .. fence .. ':'
  if string.sub(state, 2, #mark + 1) ~= mark then
    return -1
  end
  local kind = string.sub(state, 1, 1)
  if kind ~= 'h' then
    return kind == 'd' and 1 or 0
  end
  return nil
end

-- whether the entry is what was seen, and what it is
local function unchanged(key, expected, argument)
  if expected == 'any' then
    return true
  end
  local current = read(key)
  if expected == 'bytes' then
    return current == argument, current
  elseif expected == 'absent' then
    return not current, current
  end
  return current and redis.sha1hex(current) == argument, current
end

local function change(key, verb, ttl, value, expected)
  if expected == 'absent' then
    if verb == 'put' then
      create(key, value, ttl)
    end
  elseif verb == 'remove' then
    take(key)
  elseif verb == 'put' then
    write(key, value, ttl)
  else
    age(key, ttl)
  end
end

-- who waits for the claim longer than a turn lasts gets it next
local function finish(lease, state, fence, turn, keep)
  local mark = ':' .. fence .. ':'
  local done
  if string.sub(state, -2) == '::' then
    done = 'd' .. mark .. '0::'
  else
    local waiter, since = string.match(state, ':([^:]*):(%d*)$')
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local kept = now - since >= tonumber(turn) and now + keep or 0
    done = 'd' .. mark .. string.format('%.0f', kept) .. ':' .. waiter .. ':' .. since
  end
  -- a full memory must not make a failure of what is done
  if type(redis.pcall('SET', lease, done, 'PX', 5000).err) == 'string' then
    redis.call('UNLINK', lease)
  end
end

--[[ Ends the update, with arguments from the given one on: fence, expected ('absent' | 'bytes' | 'digest' | 'any'), bytes or SHA-1,
     verb, ttl, value, turn, keep. Answers what the script answers, whether it has made the change now, and what the entry was. ]]
local function commit(lease, first)
  local key, fence, expected = KEYS[1], ARGV[first], ARGV[first + 1]
  local state = redis.call('GET', lease)
  local answer = over(state, fence)
  if answer then
    if answer == 1 then
      -- replicas are waited for only behind a write
      redis.call('PEXPIRE', lease, math.max(1, redis.call('PTTL', lease)))
    end
    return answer, false
  end
  local same, current = unchanged(key, expected, ARGV[first + 2])
  if not same then
    return {current}, false
  end
  change(key, ARGV[first + 3], ARGV[first + 4], ARGV[first + 5], expected)
  finish(lease, state, fence, ARGV[first + 6], ARGV[first + 7])
  return 1, true, current
end
