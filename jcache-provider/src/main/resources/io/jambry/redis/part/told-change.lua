--[[ Part of scripts that put, remove or touch, and tell it; their arguments are those of tell-change.lua. ]]
local function changeAndTell()
  local key, verb, value, condition = KEYS[1], ARGV[4], ARGV[5], ARGV[8] or 'none'
  local created, changed = string.sub(ARGV[3], 1, 1), string.sub(ARGV[3], 2)
  local wanted = ARGV[9] == '1'
  local current
  if wanted or condition == 'bytes' or (changed ~= '' and string.byte(changed) >= 32) then
    current = read(key)
  elseif verb == 'put' and condition == 'none' then
    if overwrite(key, value, ARGV[7]) then
      return 2 + tell(changed, value)
    end
  else
    current = exists(key)
  end
  if condition == 'absent' then
    if current then
      return wanted and {0, current} or 0
    end
  elseif condition == 'bytes' then
    if current ~= ARGV[10] then
      return current and {0, current} or 0
    end
  elseif not current and (condition == 'present' or verb ~= 'put') then
    return 0
  end
  if not current then
    create(key, value, ARGV[6])
    return 1 + tell(created, value)
  end
  if verb == 'put' then
    write(key, value, ARGV[7])
  elseif verb == 'remove' then
    take(key)
  else
    age(key, ARGV[7])
  end
  local code = 2 + tell(changed, value, current)
  return wanted and {code, current} or code
end
