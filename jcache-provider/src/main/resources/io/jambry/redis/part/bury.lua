--[[ Part of scripts that give up entries of a stream: adds a copy to the dead letters, with where it came from behind its fields, and
     acknowledges the entry. One with more fields than the stack has room for is not copied; it is still in its stream. ]]
local function bury(stream, letters, group, id, fields, deliveries, reason, kept)
  local letter = {'MAXLEN', '~', kept, '*'}
  if #fields <= 6000 then
    for i = 1, #fields do
      letter[#letter + 1] = fields[i]
    end
  end
  for _, word in ipairs({'dead.id', id, 'dead.deliveries', deliveries, 'dead.reason', reason}) do
    letter[#letter + 1] = word
  end
  redis.call('XADD', letters, unpack(letter))
  redis.call('XACK', stream, group, id)
end
