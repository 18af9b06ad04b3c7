--[[ Changes an entry and its last value, and tells it, the end of what was there before included.
     KEYS[1] entry   KEYS[2] last value   KEYS[3] index, or the entry once more
     ARGV as tell-change, and at the end one more: epoch ':' grace in ms ':' mark of the event of an end
     returns as tell-change, and a code also plus 32 when an end was told, 64 when the entry was gone before its end, 128 when the
     index has to be told ]]
return changeAndTell()
