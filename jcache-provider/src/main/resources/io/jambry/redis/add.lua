--[[ Adds to the whole number behind a prefix; INCRBY does the sum, because numbers of this language end at 2^53.
     KEYS[1] entry
     ARGV[1] what to add   ARGV[2] prefix   ARGV[3] ttl ms of a new entry   ARGV[4] ttl ms of an old one;
     -1 keeps, 0 for ever, -2 expires at once
     returns {1, new value} created | {2, new value} updated | {0, current value} no such number, or too large ]]
local key, prefix = KEYS[1], ARGV[2]
local current = redis.call('GET', key)
if not current then
  local value, ttl = prefix .. ARGV[1], ARGV[3]
  if ttl == '0' then
    redis.call('SET', key, value)
  elseif ttl ~= '-2' then
    redis.call('SET', key, value, 'PX', ttl)
  end
  return {1, value}
end
local behind = #prefix
if string.sub(current, 1, behind) ~= prefix then
  return {0, current}
end
if behind > 0 then
  redis.call('SET', key, string.sub(current, behind + 1), 'KEEPTTL')
end
local sum = redis.pcall('INCRBY', key, ARGV[1])
if type(sum) == 'table' then
  if behind > 0 then
    redis.call('SET', key, current, 'KEEPTTL')
  end
  if not string.find(sum.err, 'integer', 1, true) and not string.find(sum.err, 'overflow', 1, true) then
    return sum
  end
  return {0, current}
end
local value = prefix .. redis.call('GET', key)
if behind > 0 then
  redis.call('SET', key, value, 'KEEPTTL')
end
local ttl = ARGV[4]
if ttl == '0' then
  redis.call('PERSIST', key)
elseif ttl == '-2' then
  redis.call('UNLINK', key)
elseif ttl ~= '-1' then
  redis.call('PEXPIRE', key, ttl)
end
return {2, value}
