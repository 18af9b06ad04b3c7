--[[ Tells who holds a lock and who waits for it.
     KEYS[1] lock, or who writes   KEYS[2] shares by the end of each lease   KEYS[3] notes about shares
     KEYS[4] queue   KEYS[5] until when each in the queue is sure to wait
     returns {the clock in µs, what the lock says or '', ms left of that, {share, end ms, …}, {share, note, …},
     {who waits, µs of coming, …}, {who waits, until ms, …}} ]]
return {
  whole(micros()),
  redis.call('GET', KEYS[1]) or '',
  redis.call('PTTL', KEYS[1]),
  redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. whole(millis()), '+inf', 'WITHSCORES'),
  redis.call('HGETALL', KEYS[3]),
  redis.call('ZRANGE', KEYS[4], 0, -1, 'WITHSCORES'),
  redis.call('ZRANGE', KEYS[5], 0, -1, 'WITHSCORES')
}
