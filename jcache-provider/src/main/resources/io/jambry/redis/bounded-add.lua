--[[ Adds to the whole number behind a prefix in a bounded cache, and tells it if there is anything to tell.
     KEYS[1] values   KEYS[2] scores   KEYS[3] ends   KEYS[4] state
     ARGV as tell-add, and at the end two more: key   policy and limits, as part/bounded.lua has them
     returns as tell-add, and a code also plus what bounded-change adds ]]
return addAndTell()
