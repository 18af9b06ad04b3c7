--[[ Changes an entry, and tells it.
     KEYS[1] entry
     ARGV[1] channel   ARGV[2] head of the message   ARGV[3] the event if created, 0 for none, and the events if changed
     ARGV[4] 'put' | 'remove' | 'touch'   ARGV[5] value
     ARGV[6] ttl ms of a new entry   ARGV[7] ttl ms of an old one; -1 keeps, 0 for ever, -2 expires at once
     ARGV[8] what must be there: 'none' | 'absent' | 'present' | 'bytes'   ARGV[9] '1' if the value before is wanted
     ARGV[10] the bytes that must be there; from 8 on they may be left out
     returns 1 created | 2 changed | 0 untouched, or a list of that and the value before; 1 and 2 plus 16 when the message could
     not be published ]]
local key, verb, value, condition = KEYS[1], ARGV[4], ARGV[5], ARGV[8] or 'none'
local created, changed = string.sub(ARGV[3], 1, 1), string.sub(ARGV[3], 2)
local wanted = ARGV[9] == '1'
local current
if wanted or condition == 'bytes' or (changed ~= '' and string.byte(changed) >= 32) then
  current = redis.call('GET', key)
elseif verb == 'put' and condition == 'none' then
  if overwrite(key, value, ARGV[7]) then
    return 2 + tell(changed, value)
  end
else
  current = redis.call('EXISTS', key) == 1
end
if condition == 'absent' then
  if current then
    return wanted and {0, current} or 0
  end
elseif condition == 'bytes' then
  if current ~= ARGV[10] then
    return current and {0, current} or 0
  end
elseif not current and (condition == 'present' or verb ~= 'put') then
  return 0
end
if not current then
  create(key, value, ARGV[6])
  return 1 + tell(created, value)
end
if verb == 'put' then
  write(key, value, ARGV[7])
elseif verb == 'remove' then
  redis.call('UNLINK', key)
else
  age(key, ARGV[7])
end
local code = 2 + tell(changed, value, current)
return wanted and {code, current} or code
