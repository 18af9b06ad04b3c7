--[[ Claims an entry for an exclusive update and reads it. Asking again with the same owner answers the same.
     KEYS[1] entry   KEYS[2] lease
     ARGV[1] member   ARGV[2] number of the claim within the member   ARGV[3] lease ms
     returns {fence, value or nil} claimed | {ms after which to ask again, fence in the way} | ms, kept for another who waits
     The lease reads 'h:fence:member.number:waiter:since' while held and 'd:fence:until:waiter:since' ('f:' when nothing was
     committed) after it; since and until are the server's clock in microseconds. Until then it is kept for the waiter. ]]
return claim(KEYS[2])
