--[[ Part of scripts that look at an entry which is a key of its own. ]]
local function read(key)
  return redis.call('GET', key)
end

local function exists(key)
  return redis.call('EXISTS', key) == 1
end
