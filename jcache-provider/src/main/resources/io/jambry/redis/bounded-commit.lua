--[[ Ends an exclusive update in a bounded cache as invoke-commit does, and tells it if there is anything to tell.
     KEYS[1] values   KEYS[2] scores   KEYS[3] ends   KEYS[4] state   KEYS[5] lease
     ARGV as tell-commit, and at the end two more: key   policy and limits, as part/bounded.lua has them
     returns as tell-commit, and 1 also plus what bounded-change adds ]]
return commitAndTell(KEYS[5])
