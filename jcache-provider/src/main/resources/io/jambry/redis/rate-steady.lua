--[[ Gives out permits that come back one by one, evenly spread (generic cell rate algorithm): so many in so many microseconds, as the
     smallest whole numbers that say so. Numbers are packed: reading and writing their digits takes the server longer than all the rest.
     KEYS[1] when everything taken so far has come back: microseconds of the server's clock, and what is to be added in fractions of one,
     of which <permits> are a whole. Lives one to two seconds longer, so that its life is changed once a second at most
     ARGV[1] permits wanted, 0 only looks; burst; permits; us in which they come back
     returns 1 given or 0, permits that remain, us until the same can be had, us until everything has come back, us of the clock ]]
local wanted, burst, permits, period = struct.unpack('<dddd', ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function note(ahead, second)
  local fraction = ahead % permits
  local whole = now + (ahead - fraction) / permits
  if whole - whole % 1000000 == second then
    redis.call('SET', KEYS[1], struct.pack('<dd', whole, fraction), 'KEEPTTL')
  else
    redis.call('SET', KEYS[1], struct.pack('<dd', whole, fraction), 'PXAT', math.floor(whole / 1000000) * 1000 + 2000)
  end
end

-- what has not come back yet, in fractions: a permit is <period> of them, so all is whole numbers
local most, taken, second = burst * period, 0, nil
local found = redis.call('GET', KEYS[1])
if found then
  if #found ~= 16 then
    return redis.error_reply('WRONGTYPE Not what is left of a steady limit')
  end
  local whole, fraction = struct.unpack('<dd', found)
  second = whole - whole % 1000000
  local ahead = whole - now
  if ahead > most / permits then
    -- further ahead nobody gets: another limit, or another clock, has been here
    taken = most
    note(taken)
  elseif ahead >= 0 then
    taken = math.min(most, ahead * permits + math.min(fraction, permits - 1))
  end
end
local asked = taken + wanted * period
if asked > most then
  return struct.pack('<ddddd', 0, math.floor((most - taken) / period), math.ceil((asked - most) / permits), math.ceil(taken / permits), now)
end
if wanted > 0 then
  note(asked, second)
end
return struct.pack('<ddddd', 1, math.floor((most - asked) / period), 0, math.ceil(asked / permits), now)
