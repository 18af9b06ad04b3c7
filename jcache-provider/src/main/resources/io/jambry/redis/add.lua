--[[ Adds to the whole number behind a prefix.
     KEYS[1] entry
     ARGV[1] what to add   ARGV[2] prefix   ARGV[3] ttl ms of a new entry   ARGV[4] ttl ms of an old one;
     -1 keeps, 0 for ever, -2 expires at once
     returns {1, new value} created | {2, new value} updated | {0, current value} no such number, or too large ]]
local key, prefix = KEYS[1], ARGV[2]
local current = redis.call('GET', key)
if not current then
  local value, ttl = prefix .. ARGV[1], ARGV[3]
  create(key, value, ttl)
  return {1, value}
end
local value, failure = sum(key, current, prefix, ARGV[1])
if not value then
  return failure or {0, current}
end
age(key, ARGV[4])
return {2, value}
