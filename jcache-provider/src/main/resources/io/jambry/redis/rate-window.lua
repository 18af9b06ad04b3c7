--[[ Gives out permits in a window that slides over two neighbouring periods; what the earlier one has given counts by the share
     of it that lies in the window.
     KEYS[1] the number of the later period since 1970, what it has given, what the one before has given. Lives as long as it counts
     ARGV[1] permits wanted, 0 only looks   ARGV[2] permits in a period   ARGV[3] period in units   ARGV[4] unit us
     returns '<1 given or 0> <permits that remain> <us until the same can be had> <us until everything has come back> <us of the clock>':
     as one text, because the server begins a block of its own for each list ]]
local time = redis.call('TIME')
local clock = time[1] * 1000000 + time[2]
local wanted, permits, period, unit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local now = math.floor(clock / unit)
local number = math.floor(now / period)
local rest = period - (now - number * period)
local given, before = 0, 0
local found = redis.call('GET', KEYS[1])
if found then
  local known, later, earlier = string.match(found, '^(%d+) (%d+) (%d+)$')
  if not known then
    return redis.error_reply('WRONGTYPE Not what is left of a window')
  end
  known = tonumber(known)
  if known >= number then
    -- a later one is of a clock that went back, or of another limit: it counts as this one
    given, before = math.min(tonumber(later), permits), math.min(tonumber(earlier), permits)
  elseif known == number - 1 then
    before = math.min(tonumber(later), permits)
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
  return string.format('0 %.0f %.0f %.0f %.0f', math.max(0, math.floor(free / period)), wait * unit, (given > 0 and rest + period or rest) * unit, clock)
end
given = given + wanted
local reset = (given > 0 and rest + period or before > 0 and rest or 0) * unit
if wanted > 0 then
  -- counted from the moment above: the server's own begins earlier, and would end a little too early
  redis.call('SET', KEYS[1], string.format('%.0f %.0f %.0f', number, given, before), 'PXAT', math.ceil((clock + reset) / 1000))
end
return string.format('1 %.0f 0 %.0f %.0f', math.max(0, math.floor(free / period) - wanted), reset, clock)
