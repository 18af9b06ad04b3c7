--[[ Gives out permits that come back one by one, evenly spread (generic cell rate algorithm): so many in so many microseconds, as the
     smallest whole numbers that say so.
     KEYS[1] when everything taken so far has come back: microseconds of the server's clock, and behind a blank what is
     to be added, in fractions of a microsecond of which <permits> are a whole one; left out when it is none. Lives until then
     ARGV[1] permits wanted, 0 only looks   ARGV[2] burst   ARGV[3] permits   ARGV[4] us in which they come back
     returns '<1 given or 0> <permits that remain> <us until the same can be had> <us until everything has come back> <us of the clock>':
     as one text, because the server begins a block of its own for each list ]]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wanted, burst, permits, period = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
-- what has not come back yet, in fractions: a permit is <period> of them, so all is whole numbers
local most, taken = burst * period, 0
local found = redis.call('GET', KEYS[1])
if found then
  local whole, fraction = tonumber(found), 0
  if not whole then
    whole, fraction = string.match(found, '^(%d+) (%d+)$')
    if not whole then
      return redis.error_reply('WRONGTYPE Not what is left of a steady limit')
    end
    whole, fraction = tonumber(whole), math.min(tonumber(fraction), permits - 1)
  end
  local ahead = whole - now
  -- further ahead nobody gets: another limit, or another clock, has been here
  if ahead > most / permits then
    taken = most
  elseif ahead >= 0 then
    taken = math.min(most, ahead * permits + fraction)
  end
end
local asked = taken + wanted * period
if asked > most then
  return string.format('0 %.0f %.0f %.0f %.0f', math.floor((most - taken) / period), math.ceil((asked - most) / permits), math.ceil(taken / permits), now)
end
local reset = math.ceil(asked / permits)
if wanted > 0 then
  local whole = math.floor(asked / permits)
  local value, fraction = now + whole, asked - whole * permits
  if fraction > 0 then
    value = string.format('%.0f %.0f', value, fraction)
  end
  -- counted from the moment above: the server's own begins earlier, and would end a little too early
  redis.call('SET', KEYS[1], value, 'PXAT', math.ceil((now + reset) / 1000))
end
return string.format('1 %.0f 0 %.0f %.0f', math.floor((most - asked) / period), reset, now)
