--[[ Part of scripts that tell what they did: publishes one message for all events of a change. An event is a byte: its kind, and
     16 if the new value belongs to it, and 32 if the value before does. The value before a second event is the one after the
     first. What ended before comes first. Answers what there is to remark, and 16 more when the message could not be published.
     ARGV[1] channel   ARGV[2] head of the message ]]
local function tell(events, new, old)
  if events == '\0' then
    events = ''
  end
  if events == '' and ended == '' then
    return remarks
  end
  local message = ARGV[2] .. ended
  for i = 1, #events do
    local event = string.byte(events, i)
    message = message .. string.char(event)
    if event % 32 >= 16 then
      message = message .. struct.pack('>I4', #new) .. new
    end
    if event >= 32 then
      message = message .. struct.pack('>I4', #old) .. old
    end
    old = new
  end
  -- what is changed is changed: a refusal of the message must not make a failure of it
  return remarks + (type(redis.pcall('PUBLISH', ARGV[1], message)) == 'table' and 16 or 0)
end
