--[[ Ends an exclusive update: changes the entry if the claim still holds and nobody wrote in between. Asking again within five
     seconds answers the same. Who waits for the claim longer than a turn lasts gets it next.
     KEYS[1] entry   KEYS[2] lease
     ARGV[1] fence   ARGV[2] expected: 'absent' | 'bytes' | 'digest' | 'any'   ARGV[3] bytes, or SHA-1 in hexadecimal digits
     ARGV[4] 'put' | 'remove' | 'touch'   ARGV[5] ttl ms, -1 keeps, 0 for ever, -2 expires at once   ARGV[6] value
     ARGV[7] microseconds of a turn   ARGV[8] microseconds the lease is kept for the waiter
     returns 1 committed | {current value or nil} changed, still claimed | 0 claim over | -1 over, and claimed anew since ]]
local key, lease, fence = KEYS[1], KEYS[2], ARGV[1]
local state = redis.call('GET', lease)
local answer = over(state, fence)
if answer then
  return answer
end
local same, current = unchanged(key, ARGV[2], ARGV[3])
if not same then
  return {current}
end
change(key, ARGV[4], ARGV[5], ARGV[6], ARGV[2])
finish(lease, state, fence, ARGV[7], ARGV[8])
return 1
