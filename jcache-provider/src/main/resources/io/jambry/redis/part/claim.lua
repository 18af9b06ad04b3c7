--[[ Part of scripts that claim an entry; their arguments are those of invoke-claim.lua. ]]
local function claim(lease)
  local member = ARGV[1]
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  local fence, tail = now, '::'
  local state = redis.call('GET', lease)
  if state then
    local kind, last, third, waiter, since = string.match(state, '^(%a):(%d+):([^:]*):([^:]*):(%d*)$')
    last = tonumber(last)
    if kind == 'h' then
      if third == member .. '.' .. ARGV[2] then
        return {string.format('%.0f', last), read(KEYS[1])}
      end
      if waiter == '' and string.sub(third, 1, #member + 1) ~= member .. '.' then
        redis.call('SET', lease, 'h:' .. string.format('%.0f', last) .. ':' .. third .. ':' .. member .. ':'
          .. string.format('%.0f', now), 'KEEPTTL')
      end
      return {math.min(redis.call('PTTL', lease), 10), string.format('%.0f', last)}
    end
    local untilMicros = tonumber(third)
    if waiter ~= '' and waiter ~= member then
      if now < untilMicros then
        return math.ceil((untilMicros - now) / 1000)
      end
      if untilMicros == 0 then
        tail = ':' .. waiter .. ':' .. since
      end
    end
    if last >= now then
      fence = last + 1
    end
  end
  fence = string.format('%.0f', fence)
  redis.call('SET', lease, 'h:' .. fence .. ':' .. member .. '.' .. ARGV[2] .. tail, 'PX', ARGV[3])
  return {fence, read(KEYS[1])}
end
