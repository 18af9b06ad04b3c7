--[[ Reads a session, and notes the access once in a touch window.
     KEYS[1] session
     ARGV[1] the version that the caller has at hand, or empty   ARGV[2] '1' notes the access, '0' does not   ARGV[3] grace in ms
     ARGV[4] '1' finds it even if it is over, as long as it is there; no access is noted then
     returns {} if there is none
       | {now, touched, 'same', accessed} | {now, touched, 'found', field, value, ...} as they were before the access ]]
local had = redis.call('HMGET', KEYS[1], '~v', '~a', '~m', '~w', '~claim')
if not had[1] or had[5] then
    return {}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local accessed, idle, window = tonumber(had[2]), tonumber(had[3]), tonumber(had[4])
local over = idle > 0 and now >= accessed + idle + window
if over and ARGV[4] ~= '1' then
    return {}
end
local found
if had[1] == ARGV[1] then
    found = { string.format('%.0f', now), '0', 'same', had[2] }
else
    found = { string.format('%.0f', now), '0', 'found' }
    local fields = redis.call('HGETALL', KEYS[1])
    for i = 1, #fields do
        found[i + 3] = fields[i]
    end
end
if ARGV[2] == '1' and not over and now - accessed >= window then
    redis.call('HSET', KEYS[1], '~a', string.format('%.0f', now))
    if idle > 0 then
        redis.call('PEXPIRE', KEYS[1], string.format('%.0f', idle + window + ARGV[3]))
    end
    found[2] = '1'
end
return found
