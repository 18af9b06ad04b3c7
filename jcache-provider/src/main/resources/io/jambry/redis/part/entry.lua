--[[ Part of scripts that change entries: gives an entry a value, or only a time to live. A time to live is in ms, -1 keeps, 0 for
     ever, -2 expires at once. ]]
local function write(key, value, ttl)
  if ttl == '-1' then
    redis.call('SET', key, value, 'KEEPTTL')
  elseif ttl == '0' then
    redis.call('SET', key, value)
  elseif ttl == '-2' then
    redis.call('UNLINK', key)
  else
    redis.call('SET', key, value, 'PX', ttl)
  end
end

local function age(key, ttl)
  if ttl == '0' then
    redis.call('PERSIST', key)
  elseif ttl == '-2' then
    redis.call('UNLINK', key)
  elseif ttl ~= '-1' then
    redis.call('PEXPIRE', key, ttl)
  end
end

-- gives an entry that is there a value; answers whether there was one
local function overwrite(key, value, ttl)
  if ttl == '-1' then
    return redis.call('SET', key, value, 'XX', 'KEEPTTL')
  elseif ttl == '0' then
    return redis.call('SET', key, value, 'XX')
  elseif ttl == '-2' then
    return redis.call('UNLINK', key) == 1
  end
  return redis.call('SET', key, value, 'XX', 'PX', ttl)
end

-- gives an entry that is not there a value; one that expires at once has never been there
local function create(key, value, ttl)
  if ttl == '0' then
    redis.call('SET', key, value)
  elseif ttl ~= '-2' then
    redis.call('SET', key, value, 'PX', ttl)
  end
end
