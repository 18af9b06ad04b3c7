--[[ Gives out permits that come back one by one, evenly spread (generic cell rate algorithm): so many in so many microseconds, as the
     smallest whole numbers that say so. Numbers are packed: reading and writing their digits takes the server longer than all the rest.
     KEYS[1] when everything taken so far has come back: microseconds of the server's clock, and what is to be added in fractions of one,
     of which <permits> are a whole. Lives one to two seconds longer, so that its life is changed once a second at most
     ARGV[1] permits wanted, 0 only looks; burst; permits; us in which they come back
     returns 1 given or 0, what had not come back before that, us of the clock ]]
local call, pack, unpack = redis.call, struct.pack, struct.unpack
local wanted, burst, permits, period = unpack('<dddd', ARGV[1])
local time = call('TIME')
local now = time[1] * 1000000 + time[2]
-- what has not come back yet, in fractions: a permit is <period> of them, so all is whole numbers
local most, taken, second, isTooMuch = burst * period, 0, nil, false
local found = call('GET', KEYS[1])
if found then
  if #found ~= 16 then
    return redis.error_reply('WRONGTYPE Not what is left of a steady limit')
  end
  local whole, fraction = unpack('<dd', found)
  local ahead = whole - now
  second = whole - whole % 1000000
  -- further ahead nobody gets: another limit, or another clock, has been here
  isTooMuch = ahead > most / permits
  if isTooMuch then
    taken = most
  elseif ahead >= 0 then
    taken = math.min(most, ahead * permits + fraction)
  end
end
local asked = taken + wanted * period
local given = asked <= most
if given and wanted > 0 or isTooMuch then
  local left = given and asked or taken
  local fraction = left % permits
  local whole = now + (left - fraction) / permits
  if whole - whole % 1000000 == second then
    call('SET', KEYS[1], pack('<dd', whole, fraction), 'KEEPTTL')
  else
    call('SET', KEYS[1], pack('<dd', whole, fraction), 'PXAT', math.floor(whole / 1000000) * 1000 + 2000)
  end
end
return pack('<ddd', given and 1 or 0, taken, now)
