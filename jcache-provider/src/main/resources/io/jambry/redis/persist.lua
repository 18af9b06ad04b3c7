--[[ Takes the time to live from an entry; PERSIST alone does not tell an eternal entry from none.
     KEYS[1] entry
     returns 1 | 0 when there is none ]]
if redis.call('PERSIST', KEYS[1]) == 1 then
  return 1
end
return redis.call('EXISTS', KEYS[1])
