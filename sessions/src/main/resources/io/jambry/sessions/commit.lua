--[[ Writes what a request changed, beside what others changed. What is not there, is over, or is being ended, stays so.
     KEYS[1] session
     ARGV[1] max. inactive ms, 0 for ever, empty to leave it   ARGV[2] touch window ms, of meaning with the former
     ARGV[3] grace ms   ARGV[4] how many fields to remove   ARGV[5...] those, then fields and values to write
     returns 'gone' | 'moved <to>' | 'stored <now> <version> <the version before>' ]]
local had = redis.call('HMGET', KEYS[1], '~v', '~moved', '~claim', '~m', '~w', '~a')
if had[2] then
    return 'moved ' .. had[2]
end
if not had[1] or had[3] then
    return 'gone'
end
local time = redis.call('TIME')
local millis = time[1] * 1000 + math.floor(time[2] / 1000)
local now = string.format('%.0f', millis)
local idle, window = had[4], had[5]
if tonumber(idle) > 0 and millis >= had[6] + idle + window then
    return 'gone'
end
if ARGV[1] ~= '' then
    idle, window = ARGV[1], ARGV[2]
    redis.call('HSET', KEYS[1], '~m', idle, '~w', window)
end
-- millions count the changes; the rest is the microsecond, so that a change that a failover has lost is not taken for the one in its place
local count = math.floor(had[1] / 1000000) + 1
local version = string.format('%.0f', count * 1000000 + time[2])
local values = 5 + tonumber(ARGV[4])
local fields = { had[1] }
for i = 5, values - 1 do
    redis.call('HDEL', KEYS[1], ARGV[i])
    fields[#fields + 1] = ARGV[i]
end
for i = values, #ARGV, 2 do
    fields[#fields + 1] = ARGV[i]
end
-- the version before, and what this one has changed, for nodes that have that one; too much is not noted
local slot, note = '~h' .. count % 8, #fields <= 65 and cmsgpack.pack(fields) or ''
local from = values
repeat
    redis.call('HSET', KEYS[1], '~a', now, '~v', version, slot, note, unpack(ARGV, from, math.min(from + 999, #ARGV)))
    from = from + 1000
until from > #ARGV
if tonumber(idle) > 0 then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', idle + window + ARGV[3]))
else
    redis.call('PERSIST', KEYS[1])
end
return 'stored ' .. now .. ' ' .. version .. ' ' .. had[1]
