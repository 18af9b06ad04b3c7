--[[ Takes consumers that have nothing pending out of a group: one, or all that have not been heard of for a time.
     KEYS[1] stream
     ARGV[1] group   ARGV[2] consumer, empty for all   ARGV[3] ms without a sign of it
     returns how many were taken out ]]
local gone = 0
for _, told in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local consumer = {}
  for i = 1, #told, 2 do
    consumer[told[i]] = told[i + 1]
  end
  if (ARGV[2] == '' or consumer.name == ARGV[2]) and consumer.pending == 0 and consumer.idle >= tonumber(ARGV[3]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
    gone = gone + 1
  end
end
return gone
