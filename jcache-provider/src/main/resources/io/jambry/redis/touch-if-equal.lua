--[[ Changes the time to live of exactly a value.
     KEYS[1] entry
     ARGV[1] value expected   ARGV[2] ttl ms, -1 keeps, 0 for ever, -2 expires at once
     returns 1 | 0 when the value differs or there is none ]]
local key, ttl = KEYS[1], ARGV[2]
if redis.call('GET', key) ~= ARGV[1] then
  return 0
end
if ttl == '0' then
  redis.call('PERSIST', key)
elseif ttl == '-2' then
  redis.call('UNLINK', key)
elseif ttl ~= '-1' then
  redis.call('PEXPIRE', key, ttl)
end
return 1
