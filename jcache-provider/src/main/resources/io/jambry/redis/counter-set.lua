--[[ Sets a counter that has exactly a value; one that is not there has 0.
     KEYS[1] counter
     ARGV[1] value expected   ARGV[2] value
     returns 1 set | 0 it has another value ]]
if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1
