--[[ Part of scripts that add to an entry of a bounded cache, as part/sum.lua does to one that is a key of its own; what is done with the
     new value is left to whoever asks. ]]
local function sum(_, value, prefix, delta)
  local behind = #prefix
  if string.sub(value, 1, behind) ~= prefix then
    return nil
  end
  redis.call('HSET', state, 'sum', string.sub(value, behind + 1))
  local total = redis.pcall('HINCRBY', state, 'sum', delta)
  local text = redis.call('HGET', state, 'sum')
  redis.call('HDEL', state, 'sum')
  if type(total) == 'table' then
    local known = string.find(total.err, 'integer', 1, true) or string.find(total.err, 'overflow', 1, true)
    return nil, not known and total or nil
  end
  return prefix .. text
end
