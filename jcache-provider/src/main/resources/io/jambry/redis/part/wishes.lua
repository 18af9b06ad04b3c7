--[[ Part of scripts that change wishes: notes since when somebody listens to expiry, as microseconds of the server's clock, and
     what has been done for entries that were there before: 'none', 'deadlines', or 'values'. ]]
local function track(tracked, cache, wishes)
  if not string.find(wishes, ',expired', 1, true) then
    redis.call('HDEL', tracked, cache)
    return ''
  end
  local found = redis.call('HGET', tracked, cache)
  if not found then
    local clock = redis.call('TIME')
    found = string.format('%.0f', clock[1] * 1000000 + clock[2]) .. ' none'
    redis.call('HSET', tracked, cache, found)
  elseif string.sub(found, -6) == 'values' and not string.find(wishes, ',expired+old', 1, true) then
    found = string.gsub(found, 'values', 'deadlines')
    redis.call('HSET', tracked, cache, found)
  end
  return found
end
