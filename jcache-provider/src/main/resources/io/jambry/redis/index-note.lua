--[[ Notes when to look at entries.
     KEYS[1] index
     ARGV[1] grace in ms   then for each entry: ARGV[2] ms until it ends   ARGV[3] entry
     returns 1 ]]
for i = 2, #ARGV, 2 do
  local left = tonumber(ARGV[i])
  note(KEYS[1], ARGV[i + 1], before(left))
  keepUntil(KEYS[1], now() + left + ARGV[1])
end
return 1
