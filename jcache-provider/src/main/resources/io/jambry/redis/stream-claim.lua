--[[ Takes over entries that nobody acknowledged for a time; those that were delivered often enough become dead letters.
     KEYS[1] stream   KEYS[2] dead letters of the group
     ARGV[1] group   ARGV[2] consumer   ARGV[3] ms without acknowledgement   ARGV[4] id from which to look   ARGV[5] how many at most
     ARGV[6] deliveries at most   ARGV[7] how many dead letters to keep, about
     returns {id from which to look next, how many became dead letters, {id, deliveries, {field, value, …}}, …} ]]
local stream, letters, group, consumer = KEYS[1], KEYS[2], ARGV[1], ARGV[2]
local found = redis.call('XAUTOCLAIM', stream, group, consumer, ARGV[3], ARGV[4], 'COUNT', ARGV[5], 'JUSTID')
local reply = {found[1], 0}
for _, id in ipairs(found[2]) do
  local entry = redis.call('XRANGE', stream, id, id)[1]
  local deliveries = redis.call('XPENDING', stream, group, id, id, 1)[1][4]
  if not entry then
    redis.call('XACK', stream, group, id)
  elseif deliveries >= tonumber(ARGV[6]) then
    bury(stream, letters, group, id, entry[2], deliveries, 'was not acknowledged', ARGV[7])
    reply[2] = reply[2] + 1
  else
    redis.call('XCLAIM', stream, group, consumer, 0, id, 'RETRYCOUNT', deliveries + 1, 'JUSTID')
    reply[#reply + 1] = {id, deliveries + 1, entry[2]}
  end
end
return reply
