--[[ As part/quick-put.lua, while somebody listens to expiry: a put with a time to live over a value whose end is known and not
     later than the new one, so that whoever looks at the entry comes early enough. Its last value follows it. ]]
if ARGV[4] == 'put' and tonumber(ARGV[7]) > 0 and ARGV[6] ~= '-2' and ARGV[8] == 'none' and ARGV[9] == '0'
    and string.find(ARGV[3], '^.[\16-\31]$') then
  local last, value = KEYS[2], ARGV[5]
  local epoch, grace, mark = string.match(ARGV[#ARGV], '^(%d+):(%d+):(.)$')
  local known = redis.call('GETRANGE', last, 0, #epoch + 16)
  if string.sub(known, 1, #epoch + 1) == epoch .. ':' then
    local time = redis.call('TIME')
    local ends = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[7]
    local text = epoch .. ':' .. string.format('%016.0f', ends)
    if known <= text and redis.call('SET', KEYS[1], value, 'XX', 'PXAT', string.format('%.0f', ends)) then
      text = string.byte(mark) < 32 and text or text .. ':' .. value
      redis.call('SET', last, text, 'PXAT', string.format('%.0f', ends + grace))
      local message = ARGV[2] .. string.sub(ARGV[3], 2) .. struct.pack('>I4', #value) .. value
      return 2 + (type(redis.pcall('PUBLISH', ARGV[1], message)) == 'table' and 16 or 0)
    end
  end
end
