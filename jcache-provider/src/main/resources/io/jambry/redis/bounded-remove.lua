--[[ Removes entries of a bounded cache and tells nobody.
     KEYS[1] values   KEYS[2] scores   KEYS[3] ends   KEYS[4] state
     ARGV[1] key   ARGV[2] key   …   an empty one   policy and limits, as part/bounded.lua has them
     returns how many there were ]]
local removed = 0
for i = 1, #ARGV - 2 do
  if find(ARGV[i]) then
    removed = removed + 1
  end
  drop(ARGV[i])
end
return removed
