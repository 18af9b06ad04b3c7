--[[ Ends an exclusive update: changes the entry if the claim still holds and nobody wrote in between. Asking again within five
     seconds answers the same. Who waits for the claim longer than a turn lasts gets it next.
     KEYS[1] entry   KEYS[2] lease
     ARGV[1] fence   ARGV[2] expected: 'absent' | 'bytes' | 'digest' | 'any'   ARGV[3] bytes, or SHA-1 in hexadecimal digits
     ARGV[4] 'put' | 'remove' | 'touch'   ARGV[5] ttl ms, -1 keeps, 0 for ever, -2 expires at once   ARGV[6] value
     ARGV[7] microseconds of a turn   ARGV[8] microseconds the lease is kept for the waiter
     returns 1 committed | {current value or nil} changed, still claimed | 0 claim over | -1 over, and claimed anew since ]]
return (commit(KEYS[2], 1))
