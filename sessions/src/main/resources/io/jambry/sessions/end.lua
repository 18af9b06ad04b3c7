--[[ Ends a session. A mark stays for a while, so that nobody makes the same id live again.
     KEYS[1] session
     ARGV[1] who ends it   ARGV[2] for how long the mark stays, ms
     returns {'ended'} to the first who asks | {'gone'} | {'moved', to} ]]
local had = redis.call('HMGET', KEYS[1], '~s', '~moved', '~claim', '~dead')
if had[4] == ARGV[1] then
    return { 'ended' }
end
if had[2] then
    return { 'moved', had[2] }
end
if not had[1] and had[3] ~= ARGV[1] then
    return { 'gone' }
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], '~dead', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 'ended' }
