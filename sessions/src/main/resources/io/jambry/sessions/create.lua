--[[ Writes a session that is not there yet. The same session may be written again as long as nobody changed it: it has the same '~i'.
     KEYS[1] session
     ARGV[1] '~i', its name for ever   ARGV[2] when it was created, ms, empty for now   ARGV[3] max. inactive ms, 0 for ever
     ARGV[4] touch window ms   ARGV[5] grace ms   ARGV[6] its version   ARGV[7...] fields and values
     returns {'taken'} | {'created', now} ]]
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HGET', KEYS[1], '~i') ~= ARGV[1] then
    return { 'taken' }
end
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local created = ARGV[2]
if created == '' then
    created = now
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], '~i', ARGV[1], '~c', created, '~s', struct.pack('<ddddd', ARGV[6], now, ARGV[3], ARGV[4], 0))
for i = 7, #ARGV, 2 do
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
if tonumber(ARGV[3]) > 0 then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ARGV[3] + 2 * ARGV[4] + ARGV[5]))
end
return { 'created', now }
