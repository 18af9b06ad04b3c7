--[[ Writes what a request changed, beside what others changed. What is not there, is over, or is being ended, stays so.
     KEYS[1] session
     ARGV[1] max. inactive ms, 0 for ever, empty to leave it   ARGV[2] touch window ms, of meaning with the former
     ARGV[3] grace ms   ARGV[4] '+' and the packed names of all fields that follow, empty if they are too many to be noted
     ARGV[5] how many fields to remove   ARGV[6...] those, then fields and values to write
     returns nothing if it is gone, or packed parts: 'stored', the state that it has now | 'moved', to. For the state see load.lua ]]
local call, pack, unpack, values_of = redis.call, struct.pack, struct.unpack, unpack
local had = call('HGET', KEYS[1], '~s')
if not had then
    local moved = call('HGET', KEYS[1], '~moved')
    return moved and pack('<I4c0I4c0', 5, 'moved', #moved, moved) or ''
end
local version, accessed, idle, window = unpack('<dddd', had)
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if idle > 0 and now >= accessed + idle + window then
    return ''
end
local another = ARGV[1] ~= ''
if another then
    idle, window = tonumber(ARGV[1]), tonumber(ARGV[2])
end
local values = 6 + ARGV[5]
for i = 6, values - 1 do
    call('HDEL', KEYS[1], ARGV[i])
end
-- millions count the changes; the rest is the microsecond, so that a change that a failover has lost is not taken for the one in its place
local count = math.floor(version / 1000000)
local state = pack('<ddddd', (count + 1) * 1000000 + time[2], now, idle, window, version) .. ARGV[4]
local from = values
repeat
    call('HSET', KEYS[1], '~s', state, '~h' .. count % 8, string.sub(had, 33), values_of(ARGV, from, math.min(from + 999, #ARGV)))
    from = from + 1000
until from > #ARGV
-- it lives a touch window longer than it must, so that its life is changed once in each
if another or window == 0 or math.floor(now / window) ~= math.floor(accessed / window) then
    if idle > 0 then
        call('PEXPIRE', KEYS[1], string.format('%.0f', idle + 2 * window + ARGV[3]))
    else
        call('PERSIST', KEYS[1])
    end
end
return pack('<I4c0I4c0', 6, 'stored', #state, state)
