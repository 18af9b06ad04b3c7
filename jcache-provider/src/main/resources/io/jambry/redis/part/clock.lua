--[[ Part of scripts that may need to know the time, in ms. Whole numbers leave as text without an exponent. ]]
local clock

local function now()
  if not clock then
    local time = redis.call('TIME')
    clock = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return clock
end

local function whole(number)
  return string.format('%.0f', number)
end
