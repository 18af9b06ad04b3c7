--[[ Changes an entry, and tells it.
     KEYS[1] entry
     ARGV[1] channel   ARGV[2] head of the message   ARGV[3] the event if created, 0 for none, and the events if changed
     ARGV[4] 'put' | 'remove' | 'touch'   ARGV[5] value
     ARGV[6] ttl ms of a new entry   ARGV[7] ttl ms of an old one; -1 keeps, 0 for ever, -2 expires at once
     ARGV[8] what must be there: 'none' | 'absent' | 'present' | 'bytes'   ARGV[9] '1' if the value before is wanted
     ARGV[10] the bytes that must be there; from 8 on they may be left out
     returns 1 created | 2 changed | 0 untouched, or a list of that and the value before; 1 and 2 plus 16 when the message could
     not be published ]]
return changeAndTell()
