--[[ Part of scripts that end an exclusive update and tell it; their arguments are those of tell-commit.lua. ]]
local function commitAndTell(lease)
  local answer, made, current = commit(lease, 4)
  return made and answer + tell(ARGV[3], ARGV[9], current) or answer
end
