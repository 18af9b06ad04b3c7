--[[ Part of scripts that know the end of an entry by its last value, which lives for a grace longer. It reads
     'epoch:deadline:value', or 'epoch:deadline' while nobody wants the value: the number of the time of tracking, and when the
     entry ends, in ms and sixteen digits. One of another time of tracking is worth nothing.
     KEYS[2] last value   ARGV[last] epoch ':' grace in ms ':' mark of the event of an end ]]
local last = KEYS[2]
local epoch, grace, mark = string.match(ARGV[#ARGV], '^(%d+):(%d+):(.)$')
local valued = string.byte(mark) >= 32

-- when the entry ends, and whether its value is known; nothing if it has no last value
local function deadline()
  local known, ends, value = string.match(redis.call('GETRANGE', last, 0, #epoch + 17), '^(%d+):(%d+)(:?)$')
  if known == epoch then
    return tonumber(ends), value == ':'
  end
  return nil, false
end

local function moment(ends)
  return string.format('%016.0f', ends)
end

local function remember(value, ends)
  redis.call('SET', last, epoch .. ':' .. moment(ends) .. (valued and ':' .. value or ''), 'PXAT', whole(ends + grace))
end

-- the event of an end, with the last value if that is wanted and known
local function ending()
  local text = valued and redis.call('GET', last) or ''
  local at = #epoch + 18
  if string.sub(text, at, at) ~= ':' then
    return string.char(string.byte(mark) % 32)
  end
  local value = string.sub(text, at + 1)
  return mark .. struct.pack('>I4', #value) .. value
end
