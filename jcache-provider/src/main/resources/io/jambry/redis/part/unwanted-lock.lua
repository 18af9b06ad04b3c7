--[[ Part of the script that gives a lock back, with its KEYS and ARGV: a lock that nobody else waits for, by an owner without late
     requests. It stands before everything else, because to define the rest takes the server time, too. ]]
if ARGV[4] == '0' and redis.call('EXISTS', KEYS[2]) == 0 then
  local state = redis.call('GET', KEYS[1])
  if state and string.match(state, '^-?%d+:(.+)$') == ARGV[1] then
    redis.call('UNLINK', KEYS[1])
    return 1
  end
  return 0
end

