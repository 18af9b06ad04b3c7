--[[ Part of scripts that add and tell it; their arguments are those of tell-add.lua. ]]
local function addAndTell()
  local key, prefix = KEYS[1], ARGV[5]
  local current = read(key)
  if not current then
    local value = prefix .. ARGV[4]
    create(key, value, ARGV[6])
    return {1 + tell(string.sub(ARGV[3], 1, 1), value), value}
  end
  local value, failure = sum(key, current, prefix, ARGV[4])
  if not value then
    return failure or {0, current}
  end
  age(key, ARGV[7], value)
  return {2 + tell(string.sub(ARGV[3], 2), value, current), value}
end
