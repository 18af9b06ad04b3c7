--[[ Adds to a counter unless that would pass a bound.
     KEYS[1] counter
     ARGV[1] what to add   ARGV[2] least   ARGV[3] most; empty for no bound
     returns the sum | nil it would pass a bound ]]
return count(KEYS[1], ARGV[1], ARGV[2], ARGV[3])
