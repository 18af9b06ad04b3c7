# SPDX-FileCopyrightText: The Jambry authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs one server as the JVM at the other end of the standard input says: 'start' answers with the process id, the name of a
# signal ends the server by it and answers 'ended'. When the input ends, because the JVM is gone in whatever way, so does
# the server, and its directory with it.
#
# usage: sh -c "$(cat supervise.sh)" sh directory program argument...
trap '' TERM INT HUP PIPE
directory=$1
shift
server=
end() {
    if [ -n "$server" ]; then
        kill -s "$1" "$server"
        # a paused server hears no polite signal
        kill -s CONT "$server"
        wait "$server"
        server=
    fi 2>/dev/null
}
while read -r word; do
    case $word in
        start)
            "$@" </dev/null >>"$directory/server.log" 2>&1 &
            server=$!
            echo "$server"
            ;;
        *)
            end "$word"
            echo ended
            ;;
    esac
done
end KILL
rm -rf "$directory"
