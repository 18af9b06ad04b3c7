--[[ Part of scripts that change an entry and tell it, before all others, because each function costs its making in every run: a put
     that asks for nothing, whose value stays, and whose events have that value alone. What it leaves goes on below. ]]
if ARGV[4] == 'put' and not ARGV[8] and ARGV[7] ~= '-2' and string.find(ARGV[3], '^[%z\16-\31][\16-\31]?$') then
  local key, value = KEYS[1], ARGV[5]
  for code = 2, 1, -1 do
    local ttl, way, done = ARGV[5 + code], code == 2 and 'XX' or 'NX', false
    if ttl == '-1' then
      done = redis.call('SET', key, value, way, 'KEEPTTL')
    elseif ttl == '0' then
      done = redis.call('SET', key, value, way)
    elseif ttl ~= '-2' then
      done = redis.call('SET', key, value, way, 'PX', ttl)
    end
    if done then
      local mark = string.sub(ARGV[3], code, code)
      if mark == '' or mark == '\0' then
        return code
      end
      local message = ARGV[2] .. mark .. struct.pack('>I4', #value) .. value
      return code + (type(redis.pcall('PUBLISH', ARGV[1], message)) == 'table' and 16 or 0)
    end
  end
end
