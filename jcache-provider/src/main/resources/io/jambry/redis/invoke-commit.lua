--[[ Ends an exclusive update: changes the entry if the claim still holds and nobody wrote in between. Asking again within five
     seconds answers the same. Who waits for the claim longer than a turn lasts gets it next.
     KEYS[1] entry   KEYS[2] lease
     ARGV[1] fence   ARGV[2] expected: 'absent' | 'bytes' | 'digest' | 'any'   ARGV[3] bytes, or SHA-1 in hexadecimal digits
     ARGV[4] 'put' | 'remove' | 'touch'   ARGV[5] ttl ms, -1 keeps, 0 for ever, -2 expires at once   ARGV[6] value
     ARGV[7] microseconds of a turn   ARGV[8] microseconds the lease is kept for the waiter
     returns 1 committed | {current value or nil} changed, still claimed | 0 claim over | -1 over, and claimed anew since ]]
local key, lease, fence = KEYS[1], KEYS[2], ARGV[1]
local state = redis.call('GET', lease)
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
local expected = ARGV[2]
if expected ~= 'any' then
  local current = redis.call('GET', key)
  local same
  if expected == 'bytes' then
    same = current == ARGV[3]
  elseif expected == 'absent' then
    same = not current
  else
    same = current and redis.sha1hex(current) == ARGV[3]
  end
  if not same then
    return {current}
  end
end
local verb, ttl = ARGV[4], ARGV[5]
if verb == 'remove' or ttl == '-2' then
  redis.call('UNLINK', key)
elseif verb == 'put' then
  if ttl == '0' then
    redis.call('SET', key, ARGV[6])
  elseif ttl == '-1' then
    redis.call('SET', key, ARGV[6], 'KEEPTTL')
  else
    redis.call('SET', key, ARGV[6], 'PX', ttl)
  end
elseif ttl == '0' then
  redis.call('PERSIST', key)
elseif ttl ~= '-1' then
  redis.call('PEXPIRE', key, ttl)
end
local done
if string.sub(state, -2) == '::' then
  done = 'd' .. mark .. '0::'
else
  local waiter, since = string.match(state, ':([^:]*):(%d*)$')
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  local kept = now - since >= tonumber(ARGV[7]) and now + ARGV[8] or 0
  done = 'd' .. mark .. string.format('%.0f', kept) .. ':' .. waiter .. ':' .. since
end
-- a full memory must not make a failure of what is done
if type(redis.pcall('SET', lease, done, 'PX', 5000).err) == 'string' then
  redis.call('UNLINK', lease)
end
return 1
