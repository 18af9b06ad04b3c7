--[[ Adds to the whole number behind a prefix, and tells it.
     KEYS[1] entry
     ARGV[1] channel   ARGV[2] head of the message   ARGV[3] events if created   ARGV[4] events if updated
     ARGV[5] what to add   ARGV[6] prefix   ARGV[7] ttl ms of a new entry   ARGV[8] ttl ms of an old one;
     -1 keeps, 0 for ever, -2 expires at once
     returns {1, new value} created | {2, new value} updated, each plus 16 when the message could not be published
     | {0, current value} no such number, or too large ]]
local key, prefix = KEYS[1], ARGV[6]
local current = redis.call('GET', key)
if not current then
  local value, ttl = prefix .. ARGV[5], ARGV[7]
  if ttl ~= '-2' then
    write(key, value, ttl)
  end
  return {1 + tell(ARGV[3], value), value}
end
local value, failure = sum(key, current, prefix, ARGV[5])
if not value then
  return failure or {0, current}
end
age(key, ARGV[8])
return {2 + tell(ARGV[4], value, current), value}
