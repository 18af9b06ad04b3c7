--[[ Changes an entry of a bounded cache, and tells it if there is anything to tell.
     KEYS[1] values   KEYS[2] scores   KEYS[3] ends   KEYS[4] state
     ARGV as tell-change, all of them, and at the end two more: key   policy and limits, as part/bounded.lua has them
     returns as tell-change, and a code also plus 32 when an end was told, 64 when an entry was gone before its end was told, 256 for
     each entry that made room ]]
return changeAndTell()
