--[[ Notes what became of writes that were taken, and prolongs the lease. A write that another one has replaced meanwhile counts for nothing;
     the other has its turn in time.
     KEYS[1] due   KEYS[2] keys   KEYS[3] writes   KEYS[4] lease   KEYS[5] dead keys   KEYS[6] dead writes
     ARGV[1] fence ':' member   ARGV[2] lease ms, 0 gives it up   ARGV[3] delay ms
     ARGV[4] key   ARGV[5] id   ARGV[6] 'done' | 'failed' | 'later' | 'dead'
     ARGV[7] ms until the next turn of 'failed' and 'later' | reason of 'dead', and so on by four
     returns 1 | 0 when the lease is over, and nothing is noted ]]
local due, keys, writes, lease, deadKeys, deadWrites = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
if redis.call('GET', lease) ~= ARGV[1] then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function turn(key, wait)
  redis.call('ZADD', due, string.format('%.0f', now + wait), key)
end

local function advance(key, id, rest)
  redis.call('HDEL', writes, id)
  if rest == '' then
    redis.call('HDEL', keys, key)
    redis.call('ZREM', due, key)
  else
    redis.call('HSET', keys, key, '0:' .. rest)
    turn(key, 0)
  end
end

local function bury(key, id, failures, reason)
  redis.call('HSET', deadWrites, id, redis.call('HGET', writes, id))
  local dead = redis.call('HGET', deadKeys, key)
  local ids = dead and string.match(dead, ':([^:]*)$') .. ',' .. id or id
  redis.call('HSET', deadKeys, key, reason .. ':' .. failures .. ':' .. ids)
end

for i = 4, #ARGV, 4 do
  local key, id, verdict, argument = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local state = redis.call('HGET', keys, key)
  if state then
    local failures, first, rest = string.match(state, '^(%d+):(%d+),?(.*)$')
    if first ~= id then
      turn(key, (verdict == 'done' or verdict == 'dead') and ARGV[3] or argument)
    elseif verdict == 'done' then
      advance(key, id, rest)
    elseif verdict == 'dead' then
      bury(key, id, failures + 1, argument)
      advance(key, id, rest)
    else
      if verdict == 'failed' then
        redis.call('HSET', keys, key, (failures + 1) .. string.match(state, ':.*$'))
      end
      turn(key, argument)
    end
  end
end
if ARGV[2] == '0' then
  redis.call('UNLINK', lease)
else
  redis.call('PEXPIRE', lease, ARGV[2])
end
return 1
