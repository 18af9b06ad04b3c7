--[[ Takes away an entry of a bounded cache that has expired, and tells its end.
     KEYS[1] values   KEYS[2] scores   KEYS[3] ends   KEYS[4] state
     ARGV[1] channel   ARGV[2] head of the message   ARGV[3] key   ARGV[4] policy, limits and mark, as part/bounded.lua has them
     returns 1 | 2 the message could not be published | 0 it has not expired, or is gone ]]
if not isOver then
  if not current then
    redis.call('ZREM', ends, field)
  end
  return 0
end
local message = ARGV[2] .. ending()
drop(field)
return type(redis.pcall('PUBLISH', ARGV[1], message)) == 'table' and 2 or 1
