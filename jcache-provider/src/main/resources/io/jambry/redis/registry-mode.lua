--[[ Reads the mode of a cache.
     KEYS[1] modes by cache   KEYS[2] wishes by cache   KEYS[3] who has the cache open
     KEYS[4] since when expiry is listened to, by cache
     ARGV[1] member   ARGV[2] cache
     returns {mode, wishes or '', since when expiry is listened to or ''} | nil when the member has the cache not open, because it was destroyed ]]
if not redis.call('HGET', KEYS[3], ARGV[1]) then
  return false
end
return {
  tonumber(redis.call('HGET', KEYS[1], ARGV[2]) or 0),
  redis.call('HGET', KEYS[2], ARGV[2]) or '',
  redis.call('HGET', KEYS[4], ARGV[2]) or ''
}
