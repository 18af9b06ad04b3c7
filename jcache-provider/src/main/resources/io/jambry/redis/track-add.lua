--[[ Adds to the whole number behind a prefix, follows that in the last value, and tells it.
     KEYS[1] entry   KEYS[2] last value   KEYS[3] index, or the entry once more
     ARGV as tell-add, and at the end one more: epoch ':' grace in ms ':' mark of the event of an end
     returns as tell-add, and a code also plus 32 when an end was told, 64 when the entry was gone before its end, 128 when the
     index has to be told ]]
return addAndTell()
