--[[ Ends a session without telling anybody: whoever sweeps claims it, tells its listeners and removes it. Nobody finds or changes it any more.
     KEYS[1] session
     ARGV[1] who expels it   ARGV[2] for how long it waits for a sweep, ms
     returns {'expelled'} to the first who asks | {'gone'} | {'moved', to} ]]
local had = redis.call('HMGET', KEYS[1], '~s', '~moved', '~claim')
if had[3] == ARGV[1] then
    return { 'expelled' }
end
if had[2] then
    return { 'moved', had[2] }
end
if not had[1] then
    return { 'gone' }
end
redis.call('HDEL', KEYS[1], '~s')
redis.call('HSET', KEYS[1], '~over', had[1], '~claim', ARGV[1], '~until', '0')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 'expelled' }
