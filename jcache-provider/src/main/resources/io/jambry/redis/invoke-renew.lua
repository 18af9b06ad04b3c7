--[[ Prolongs a claim.
     KEYS[1] lease
     ARGV[1] fence   ARGV[2] lease ms
     returns 1 | 0 when the claim is over ]]
local state = redis.call('GET', KEYS[1])
local held = 'h:' .. ARGV[1] .. ':'
if not state or string.sub(state, 1, #held) ~= held then
  return 0
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
