--[[ Lists writes that were given up.
     KEYS[1] dead keys   KEYS[2] dead writes
     ARGV[1] most
     returns {{key, id, failures, reason, record}, …} ]]
local found, most = {}, tonumber(ARGV[1])
for _, key in ipairs(redis.call('HKEYS', KEYS[1])) do
  local reason, failures, ids = string.match(redis.call('HGET', KEYS[1], key), '^(.*):(%d+):([^:]*)$')
  for id in string.gmatch(ids, '%d+') do
    if #found >= most then
      return found
    end
    found[#found + 1] = {key, id, failures, reason, redis.call('HGET', KEYS[2], id) or ''}
  end
end
return found
