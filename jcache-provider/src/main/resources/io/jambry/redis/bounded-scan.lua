--[[ Reads a page of a shard, without what has expired. It is no use of an entry.
     KEYS[1] values
     ARGV[1] cursor   ARGV[2] how many, about   ARGV[3] 'keys' | 'entries'
     returns {cursor, key, …} | {cursor, key, value, …} ]]
local found = redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
local page = {found[1]}
for i = 1, #found[2], 2 do
  local record = found[2][i + 1]
  local colon = string.find(record, ':', 1, true)
  local finish = colon and tonumber(string.sub(record, 1, colon - 1))
  if colon and not (finish and finish <= now()) then
    page[#page + 1] = found[2][i]
    if ARGV[3] == 'entries' then
      page[#page + 1] = string.sub(record, colon + 1)
    end
  end
end
return page
