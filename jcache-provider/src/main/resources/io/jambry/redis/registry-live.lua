--[[ Lists the members whose lease has not ended.
     KEYS[1] members by the end of their lease
     returns {member, ...} ]]
local time = redis.call('TIME')
return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. (time[1] * 1000 + math.floor(time[2] / 1000)), '+inf')
