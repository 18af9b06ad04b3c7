--[[ Part of scripts that end an exclusive update and tell it; their arguments are those of tell-commit.lua. ]]
local function commitAndTell(lease)
  local key, fence = KEYS[1], ARGV[4]
  local state = redis.call('GET', lease)
  local answer = over(state, fence)
  if answer then
    return answer
  end
  local same, current = unchanged(key, ARGV[5], ARGV[6])
  if not same then
    return {current}
  end
  change(key, ARGV[7], ARGV[8], ARGV[9], ARGV[5])
  finish(lease, state, fence, ARGV[10], ARGV[11])
  return 1 + tell(ARGV[3], ARGV[9], current)
end
