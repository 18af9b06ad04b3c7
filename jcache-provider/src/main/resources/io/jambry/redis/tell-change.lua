--[[ Changes an entry, and tells it.
     KEYS[1] entry
     ARGV[1] channel   ARGV[2] head of the message   ARGV[3] events if created   ARGV[4] events if changed
     ARGV[5] 'put' | 'remove' | 'touch'   ARGV[6] value
     ARGV[7] ttl ms of a new entry   ARGV[8] ttl ms of an old one; -1 keeps, 0 for ever, -2 expires at once
     ARGV[9] what must be there: 'none' | 'absent' | 'present' | 'bytes'   ARGV[10] '1' if the value before is wanted
     ARGV[11] the bytes that must be there; from 9 on they may be left out
     returns 1 created | 2 changed | 0 untouched, or a list of that and the value before; 1 and 2 plus 16 when the message could
     not be published ]]
local key, verb, condition, changed = KEYS[1], ARGV[5], ARGV[9], ARGV[4]
local wanted = ARGV[10] == '1'
local current
if wanted or condition == 'bytes' or (changed ~= '' and string.byte(changed) >= 32) then
  current = redis.call('GET', key)
else
  current = redis.call('EXISTS', key) == 1
end
if condition == 'absent' then
  if current then
    return wanted and {0, current} or 0
  end
elseif condition == 'bytes' then
  if current ~= ARGV[11] then
    return current and {0, current} or 0
  end
elseif not current and (condition == 'present' or verb ~= 'put') then
  return 0
end
if not current then
  if ARGV[7] ~= '-2' then
    write(key, ARGV[6], ARGV[7])
  end
  return 1 + tell(ARGV[3], ARGV[6])
end
if verb == 'put' then
  write(key, ARGV[6], ARGV[8])
elseif verb == 'remove' then
  redis.call('UNLINK', key)
else
  age(key, ARGV[8])
end
local code = 2 + tell(changed, ARGV[6], current)
return wanted and {code, current} or code
