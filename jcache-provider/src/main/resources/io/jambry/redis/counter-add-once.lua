--[[ Adds to a counter, unless that would pass a bound, once for each id. Ids are in the hash of the period that they came in; the one before it is
     kept as long, so an id is known for one period at least and for two at most.
     KEYS[1] counter   KEYS[2] ids of this period   KEYS[3] ids of the period before
     ARGV[1] what to add   ARGV[2] least   ARGV[3] most; empty for no bound
     ARGV[4] id   ARGV[5] ms of a period   ARGV[6] how many ids a period may have
     returns the sum, also to who asks again | nil it would pass a bound | 0 nothing was added: too many ids in this period ]]
local known = redis.call('HGET', KEYS[2], ARGV[4]) or redis.call('HGET', KEYS[3], ARGV[4])
if known then
  return known
end
local period = tonumber(ARGV[5])
local left = redis.call('PTTL', KEYS[2])
if left >= 0 and left <= period then
  redis.call('UNLINK', KEYS[3])
  redis.call('RENAME', KEYS[2], KEYS[3])
elseif redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[6]) then
  return 0
end
local sum = count(KEYS[1], ARGV[1], ARGV[2], ARGV[3])
if type(sum) == 'string' then
  redis.call('HSET', KEYS[2], ARGV[4], sum)
  if redis.call('PTTL', KEYS[2]) < 0 then
    redis.call('PEXPIRE', KEYS[2], 2 * period)
  end
end
return sum
