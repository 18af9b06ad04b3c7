--[[ Part of scripts that add: adds to the whole number behind a prefix and leaves the time to live alone. INCRBY does the sum,
     because numbers of this language end at 2^53. Answers the new value; nothing where there is no such number, or where the sum is
     too large; nothing and an error that has another reason. ]]
local function sum(key, current, prefix, delta)
  local behind = #prefix
  if string.sub(current, 1, behind) ~= prefix then
    return nil
  end
  if behind > 0 then
    redis.call('SET', key, string.sub(current, behind + 1), 'KEEPTTL')
  end
  local total = redis.pcall('INCRBY', key, delta)
  if type(total) == 'table' then
    if behind > 0 then
      redis.call('SET', key, current, 'KEEPTTL')
    end
    local known = string.find(total.err, 'integer', 1, true) or string.find(total.err, 'overflow', 1, true)
    return nil, not known and total or nil
  end
  local value = prefix .. redis.call('GET', key)
  if behind > 0 then
    redis.call('SET', key, value, 'KEEPTTL')
  end
  return value
end
