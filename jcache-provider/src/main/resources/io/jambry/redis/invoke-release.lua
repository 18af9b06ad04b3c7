--[[ Gives a claim up. Who waits for it longer than a turn lasts gets it next.
     KEYS[1] lease
     ARGV[1] fence, or member.number   ARGV[2] microseconds of a turn   ARGV[3] microseconds the lease is kept for the waiter
     returns 1 | 0 when there is no such claim ]]
local state = redis.call('GET', KEYS[1])
if not state then
  return 0
end
local kind, fence, owner, waiter, since = string.match(state, '^(%a):(%d+):([^:]*):([^:]*):(%d*)$')
if kind ~= 'h' or (fence ~= ARGV[1] and owner ~= ARGV[1]) then
  return 0
end
if waiter == '' then
  return redis.call('UNLINK', KEYS[1])
end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local kept = now - since >= tonumber(ARGV[2]) and now + ARGV[3] or 0
local free = 'f:' .. fence .. ':' .. string.format('%.0f', kept) .. ':' .. waiter .. ':' .. since
-- a full memory must not keep the claim
if type(redis.pcall('SET', KEYS[1], free, 'PX', 1000).err) == 'string' then
  redis.call('UNLINK', KEYS[1])
end
return 1
