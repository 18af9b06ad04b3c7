--[[ Writes an entry of a map, and tells the value before.
     KEYS[1] map      ARGV[1] field   ARGV[2] value
     returns the value before | nil ]]
local before = redis.call('HGET', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return before
