--[[ Gives out permits that come back one by one, evenly spread (generic cell rate algorithm): so many in so many microseconds, as the
     smallest whole numbers that say so.
     KEYS[1] when everything taken so far has come back: microseconds of the server's clock, and behind a blank what is
     to be added, in fractions of a microsecond of which <permits> are a whole one; left out when it is none. Lives until then
     ARGV[1] permits wanted, 0 only looks   ARGV[2] burst   ARGV[3] permits   ARGV[4] us in which they come back
     returns {1 given or 0, permits that remain, us until the same can be had, us until everything has come back, us of the clock} ]]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local wanted, burst, permits, period = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
-- what has not come back yet, in fractions: a permit is <period> of them, so all is whole numbers
local most, taken = burst * period, 0
local found = redis.call('GET', KEYS[1])
if found then
  local whole, fraction = string.match(found, '^(%d+) ?(%d*)$')
  if not whole then
    return redis.error_reply('WRONGTYPE Not what is left of a steady limit')
  end
  local ahead = tonumber(whole) - now
  -- further ahead nobody gets: another limit, or another clock, has been here
  if ahead > most / permits then
    taken = most
  elseif ahead >= 0 then
    taken = math.min(most, ahead * permits + math.min(tonumber(fraction) or 0, permits - 1))
  end
end
local function micros(fractions)
  return math.ceil(fractions / permits)
end
local asked = taken + wanted * period
if asked > most then
  return {0, math.floor((most - taken) / period), micros(asked - most), micros(taken), now}
end
if wanted > 0 then
  local whole = math.floor(asked / permits)
  local fraction = asked - whole * permits
  local value = string.format('%.0f', now + whole)
  if fraction > 0 then
    value = value .. ' ' .. string.format('%.0f', fraction)
  end
  -- counted from the moment above: the server's own begins earlier, and would end a little too early
  redis.call('SET', KEYS[1], value, 'PXAT', string.format('%.0f', math.ceil((now + micros(asked)) / 1000)))
end
return {1, math.floor((most - asked) / period), 0, micros(asked), now}
