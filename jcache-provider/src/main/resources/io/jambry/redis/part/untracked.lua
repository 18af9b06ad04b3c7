--[[ Part of scripts that tell while nobody listens to expiry: nothing comes before their events, and there is nothing to remark. ]]
local ended, remarks = '', 0
