--[[ Makes an entry that a consumer gives up a dead letter.
     KEYS[1] stream   KEYS[2] dead letters of the group
     ARGV[1] group   ARGV[2] consumer   ARGV[3] id   ARGV[4] reason   ARGV[5] how many dead letters to keep, about
     returns 1 done | 0 it is not the consumer's any more ]]
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1)[1]
if not pending or pending[2] ~= ARGV[2] then
  return 0
end
local entry = redis.call('XRANGE', KEYS[1], ARGV[3], ARGV[3])[1]
if entry then
  bury(KEYS[1], KEYS[2], ARGV[1], ARGV[3], entry[2], pending[4], ARGV[4], ARGV[5])
else
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[3])
end
return 1
