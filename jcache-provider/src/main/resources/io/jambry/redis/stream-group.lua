--[[ Makes a group of consumers of a stream, and the stream itself, unless it is there.
     KEYS[1] stream
     ARGV[1] group   ARGV[2] id behind which it begins, '$' for the end
     returns 1 made | 0 it was there ]]
local made = redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], ARGV[2], 'MKSTREAM')
if made.err then
  return string.find(made.err, 'BUSYGROUP', 1, true) and 0 or made
end
return 1
