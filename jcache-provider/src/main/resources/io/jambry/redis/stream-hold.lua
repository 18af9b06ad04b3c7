--[[ Keeps entries that a consumer has and has not begun with, or gives them back as if they had not been delivered.
     KEYS[1] stream
     ARGV[1] group   ARGV[2] consumer   ARGV[3] 'keep' | 'return'   ARGV[4] ms after which others take what is not acknowledged
     ARGV[5] and following: ids
     returns the ids that are still the consumer's ]]
local stream, group, consumer = KEYS[1], ARGV[1], ARGV[2]
local held = {}
for i = 5, #ARGV do
  local id = ARGV[i]
  local pending = redis.call('XPENDING', stream, group, id, id, 1)[1]
  if pending and pending[2] == consumer then
    held[#held + 1] = id
    if ARGV[3] == 'keep' then
      redis.call('XCLAIM', stream, group, consumer, 0, id, 'JUSTID')
    else
      redis.call('XCLAIM', stream, group, consumer, 0, id, 'IDLE', ARGV[4], 'RETRYCOUNT', math.max(0, pending[4] - 1), 'JUSTID')
    end
  end
end
return held
