--[[ Part of scripts that tell or commit while nobody listens to expiry: nothing comes before their events, there is nothing to
     remark, and an entry is all there is to take away. ]]
local ended, remarks = '', 0

local function take(key)
  redis.call('UNLINK', key)
end
