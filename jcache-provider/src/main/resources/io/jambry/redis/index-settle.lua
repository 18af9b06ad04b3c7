--[[ Notes what was seen of entries, unless somebody has noted something meanwhile. What was not there is looked at once more: it may
     be about to be written.
     KEYS[1] index
     ARGV[1] grace in ms   then for each entry: ARGV[2] entry   ARGV[3] moment that was noted   ARGV[4] ms until it ends | -1 drop it
     | -2 it was not there
     returns 1 ]]
for i = 2, #ARGV, 3 do
  local name, noted, left = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
  if redis.call('ZSCORE', KEYS[1], name) == noted then
    if left >= 0 then
      redis.call('ZADD', KEYS[1], whole(left > 1000 and before(left) or now() + left + 1), name)
      keepUntil(KEYS[1], now() + left + ARGV[1])
    elseif left == -2 and tonumber(noted) % 1 == 0 then
      -- half a millisecond tells that it was looked at before
      redis.call('ZADD', KEYS[1], string.format('%.1f', now() + 2000.5), name)
    else
      redis.call('ZREM', KEYS[1], name)
    end
  end
end
return 1
