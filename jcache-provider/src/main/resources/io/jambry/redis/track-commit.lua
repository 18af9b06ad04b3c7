--[[ Ends an exclusive update as tell-commit does, with the last value.
     KEYS[1] entry   KEYS[2] last value   KEYS[3] index, or the entry once more   KEYS[4] lease
     ARGV as tell-commit, and at the end one more: epoch ':' grace in ms ':' mark of the event of an end
     returns as tell-commit, and 1 also plus 32 when an end was told, 64 when the entry was gone before its end, 128 when the index
     has to be told ]]
return commitAndTell(KEYS[4])
