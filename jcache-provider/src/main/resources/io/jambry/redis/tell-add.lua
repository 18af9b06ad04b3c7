--[[ Adds to the whole number behind a prefix, and tells it.
     KEYS[1] entry
     ARGV[1] channel   ARGV[2] head of the message   ARGV[3] the event if created, 0 for none, and the events if updated
     ARGV[4] what to add   ARGV[5] prefix   ARGV[6] ttl ms of a new entry   ARGV[7] ttl ms of an old one;
     -1 keeps, 0 for ever, -2 expires at once
     returns {1, new value} created | {2, new value} updated, each plus 16 when the message could not be published
     | {0, current value} no such number, or too large ]]
return addAndTell()
