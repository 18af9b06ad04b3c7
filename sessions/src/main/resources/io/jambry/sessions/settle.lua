--[[ Gives members of an index back that were handed out, unless somebody gave them another score meanwhile.
     KEYS[1] index   ARGV[1] the score that they were handed out with   ARGV[2...] member and new score, empty to remove it, ...
     returns {} ]]
for i = 2, #ARGV, 2 do
    local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
    if score and tonumber(score) == tonumber(ARGV[1]) then
        if ARGV[i + 1] == '' then
            redis.call('ZREM', KEYS[1], ARGV[i])
        else
            redis.call('ZADD', KEYS[1], 'XX', ARGV[i + 1], ARGV[i])
        end
    end
end
return {}
