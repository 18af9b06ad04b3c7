--[[ Gives out permits in a window that slides over two neighbouring periods; what the earlier one has given counts by the share
     of it that lies in the window. Numbers are packed.
     KEYS[1] the number of the later period since 1970, what it has given, what the one before has given. Lives as long as it counts
     ARGV[1] permits wanted, 0 only looks; permits in a period; period in units; unit in us
     returns 1 given or 0, permits that remain, us until the same can be had, us until everything has come back, us of the clock ]]
local wanted, permits, period, unit = struct.unpack('<dddd', ARGV[1])
local time = redis.call('TIME')
local clock = time[1] * 1000000 + time[2]
local now = math.floor(clock / unit)
local number = math.floor(now / period)
local rest = period - (now - number * period)
local given, before, known = 0, 0, nil
local found = redis.call('GET', KEYS[1])
if found then
  if #found ~= 24 then
    return redis.error_reply('WRONGTYPE Not what is left of a window')
  end
  local later, earlier
  known, later, earlier = struct.unpack('<ddd', found)
  if known >= number then
    -- a later one is of a clock that went back, or of another limit: it counts as this one
    given, before = math.min(later, permits), math.min(earlier, permits)
  elseif known == number - 1 then
    before = math.min(later, permits)
  end
end
-- everything times the period, so all is whole numbers
local free = permits * period - given * period - before * rest
if wanted * period > free then
  local wait
  if given + wanted <= permits then
    -- in this period, when less of the one before counts
    wait = rest - math.floor((permits - given - wanted) * period / before)
  else
    wait = rest + period - math.floor((permits - wanted) * period / given)
  end
  return struct.pack('<ddddd', 0, math.max(0, math.floor(free / period)), wait * unit, (given > 0 and rest + period or rest) * unit, clock)
end
given = given + wanted
local reset = (given > 0 and rest + period or before > 0 and rest or 0) * unit
if wanted > 0 then
  local value = struct.pack('<ddd', number, given, before)
  if known == number then
    redis.call('SET', KEYS[1], value, 'KEEPTTL')
  else
    redis.call('SET', KEYS[1], value, 'PXAT', math.ceil((number + 2) * period * unit / 1000))
  end
end
return struct.pack('<ddddd', 1, math.max(0, math.floor(free / period) - wanted), 0, reset, clock)
