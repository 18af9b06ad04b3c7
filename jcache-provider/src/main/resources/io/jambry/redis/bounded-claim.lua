--[[ Claims an entry of a bounded cache for an exclusive update and reads it, which is a use of it.
     KEYS[1] values   KEYS[2] scores   KEYS[3] ends   KEYS[4] state   KEYS[5] lease
     ARGV as invoke-claim, and at the end two more: key   policy and limits, as part/bounded.lua has them
     returns as invoke-claim ]]
local answer = claim(KEYS[5])
if current and type(answer) == 'table' then
  use(false)
end
return answer
