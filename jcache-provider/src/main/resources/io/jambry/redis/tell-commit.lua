--[[ Ends an exclusive update as invoke-commit does, and tells it; nothing is told again when it is asked again.
     KEYS[1] entry   KEYS[2] lease
     ARGV[1] channel   ARGV[2] head of the message   ARGV[3] events
     ARGV[4] fence   ARGV[5] expected: 'absent' | 'bytes' | 'digest' | 'any'   ARGV[6] bytes, or SHA-1 in hexadecimal digits
     ARGV[7] 'put' | 'remove' | 'touch'   ARGV[8] ttl ms, -1 keeps, 0 for ever, -2 expires at once   ARGV[9] value
     ARGV[10] microseconds of a turn   ARGV[11] microseconds the lease is kept for the waiter
     returns 1 committed, plus 16 when the message could not be published | {current value or nil} changed, still claimed
     | 0 claim over | -1 over, and claimed anew since ]]
return commitAndTell(KEYS[2])
