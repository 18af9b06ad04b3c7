--[[ Gives a dead letter back to the group that it comes from, to be delivered once more as if never before.
     KEYS[1] stream   KEYS[2] dead letters of the group
     ARGV[1] group   ARGV[2] id of the letter
     returns 1 given back | 0 there is no such letter, or its entry is in the stream no more ]]
local letter = redis.call('XRANGE', KEYS[2], ARGV[2], ARGV[2])[1]
if not letter then
  return 0
end
local id = letter[2][#letter[2] - 4]
if #redis.call('XRANGE', KEYS[1], id, id) == 0 then
  return 0
end
-- for so long that every consumer takes it over at its next look
redis.call('XCLAIM', KEYS[1], ARGV[1], 'redelivery', 0, id, 'IDLE', '100000000000', 'RETRYCOUNT', '0', 'FORCE', 'JUSTID')
redis.call('XDEL', KEYS[2], ARGV[2])
return 1
