--[[ Part of scripts that count: adds to a whole number within bounds, each of which is empty for none. INCRBY does the sum, and digits
     are compared, because numbers of this language end at 2^53. Answers the sum as text; false where it would pass a bound, and then
     changes nothing; an error where there is no whole number, or where the sum is too large and has no bound. ]]
local function less(a, b)
  local negative = string.sub(a, 1, 1) == '-'
  if negative ~= (string.sub(b, 1, 1) == '-') then
    return negative
  end
  if negative then
    a, b = string.sub(b, 2), string.sub(a, 2)
  end
  if #a ~= #b then
    return #a < #b
  end
  return a < b
end

local function count(key, delta, least, most)
  local before = redis.call('GET', key)
  local total = redis.pcall('INCRBY', key, delta)
  if type(total) == 'table' then
    local bounded = least ~= '' or most ~= ''
    return not (bounded and string.find(total.err, 'overflow', 1, true)) and total
  end
  local sum = redis.call('GET', key)
  if (least == '' or not less(sum, least)) and (most == '' or not less(most, sum)) then
    return sum
  end
  if before then
    redis.call('SET', key, before, 'KEEPTTL')
  else
    redis.call('UNLINK', key)
  end
  return false
end
