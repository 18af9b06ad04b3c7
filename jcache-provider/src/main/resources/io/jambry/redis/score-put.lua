--[[ Writes the score of an element, and tells the one before.
     KEYS[1] sorted set      ARGV[1] element   ARGV[2] score
     returns the score before, as text | nil ]]
local before = redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
return before
