--[[ Part of the script that takes a lock, with its KEYS and ARGV: a lock that nobody has and nobody waits for. It stands before
     everything else, because to define the rest takes the server time, too. The token is made as nextToken makes it. ]]
if redis.call('EXISTS', KEYS[1], KEYS[3]) == 0 then
  local time = redis.call('TIME')
  local micros = time[1] * 1000000 + time[2]
  local last = tonumber(string.match(redis.call('GET', KEYS[2]) or '', '^%d+') or 0)
  local token = string.format('%.0f', math.max(last + 1, micros))
  redis.call('SET', KEYS[2], token, 'PX', ARGV[5])
  redis.call('SET', KEYS[1], token .. ':' .. ARGV[1], 'PX', ARGV[2])
  return token
end

