#!/bin/sh
# SPDX-FileCopyrightText: The Jambry authors
# SPDX-License-Identifier: Apache-2.0
#
# Fetches the server versions that the tests want, without installing anything:
#
#     tck-runner/servers.sh [directory]          (default ~/.cache/jambry-servers; else tell the tests by TEST_SERVERS)
#
# Afterwards directory/valkey-8.1/server and so on can be run. What is there already is kept. A version that is not to be had
# is told in one line and is no failure; the tests leave it out in the same way.
#
# Debian's packages of several suites are unpacked, each with its own C library, from the mirror that this machine's apt
# uses. Redis 6.2 is inside a library on Maven Central. Needs apt (on Debian) and a JDK; root is not needed.
set -eu

dest=${1:-${HOME}/.cache/jambry-servers}
project=$(cd "$(dirname "$0")/.." && pwd)
promised='redis-6.2 redis-7.0 redis-8.0 valkey-8.0 valkey-8.1 valkey-9.1'
redis_library=com.github.codemonstur:embedded-redis:1.4.4
# what a server needs to run, of all that apt would install
wanted='^(libc6|libgcc-s1|libstdc[+][+]6|libatomic1|libsystemd0|libssl3(t64)?|libjemalloc2|liblzf1|libcap2|libzstd1|liblz4-1|'
wanted="$wanted"'liblzma5|libgcrypt20|libgpg-error0|zlib1g|liblua5[.]1-0|lua-.*|libhiredis.*|(redis|valkey)-(server|tools))$'

mkdir -p "$dest"
dest=$(cd "$dest" && pwd)

say() {
    echo "[jambry] $*"
}

# The address of the Debian archive, as this machine's apt knows it.
mirror() {
    apt-get update --print-uris 2>/dev/null |
        sed -nE "s,^'([^']*)/dists/(bookworm|trixie|forky|sid|stable|testing|unstable)/InRelease'.*,\1,p" |
        head -n 1
}

# apt with a state of its own: private_apt suite arguments...
private_apt() {
    apt_state=$dest/.apt/$1
    shift
    apt-get -q -y \
        -o Dir::Etc::sourcelist="$apt_state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o Dir::State="$apt_state" -o Dir::State::lists="$apt_state/lists" -o Dir::State::status="$apt_state/status" \
        -o Dir::Cache="$apt_state/cache" -o APT::Sandbox::User="$(id -un)" -o APT::Default-Release= \
        -o APT::Install-Recommends=false -o Acquire::Languages=none "$@"
}

# The packages of a suite that make up one program: packages suite program
packages() {
    private_apt "$1" install -s ${3:+-t "$3"} "$2" | sed -n 's/^Inst \([^ :]*\).*/\1/p' | grep -E "$wanted"
}

# Unpacks what a suite has of servers: unpack suite main-suite program...
unpack() {
    suite=$1
    main=$2
    shift 2
    root=$dest/.roots/$suite
    state=$dest/.apt/$suite
    rm -rf "$root" "$state"
    mkdir -p "$root" "$state/lists/partial" "$state/cache/archives/partial" "$state/deb"
    : >"$state/status"
    for name in "$main" "$suite"; do
        echo "deb [signed-by=$keyring] $mirror $name main"
    done | sort -u >"$state/sources.list"
    if ! private_apt "$suite" update >"$state/log" 2>&1; then
        return 1
    fi
    backports=
    [ "$suite" = "$main" ] || backports=$suite
    list=
    for program in "$@"; do
        list="$list $(packages "$suite" "$program" "$backports" 2>>"$state/log")" || true
    done
    [ -n "$(echo $list)" ] || return 1
    # with a release named, apt takes the newer one where there are two
    # shellcheck disable=SC2086,SC2046
    (cd "$state/deb" && private_apt "$suite" ${backports:+-t "$backports"} download \
        $(printf '%s\n' $list | sort -u) >>"$state/log" 2>&1) || return 1
    for package in "$state"/deb/*.deb; do
        dpkg -x "$package" "$root"
    done
    rm -rf "$state/deb" "$state/lists" "$state/cache"
}

# Makes a program of an unpacked suite runnable under the name of its version: offer root flavour program [cli]
offer() {
    root=$1
    flavour=$2
    program=$3
    cli=${4:-}
    # newer suites have merged lib into usr/lib
    loader=$(find "$root/lib" "$root/lib64" "$root/usr/lib" "$root/usr/lib64" -name 'ld-linux*.so.*' 2>/dev/null |
        head -n 1)
    libraries=$(find "$root/lib" "$root/usr/lib" -maxdepth 1 -type d -name '*-linux-gnu*' 2>/dev/null | paste -s -d : -)
    [ -x "$program" ] && [ -n "$loader" ] || return 1
    version=$("$loader" --library-path "$libraries" "$program" --version 2>/dev/null |
        sed -n 's/.* v=\([0-9]*\.[0-9]*\).*/\1/p')
    [ -n "$version" ] || return 1
    folder=$dest/$flavour-$version
    [ ! -x "$folder/server" ] || return 0
    mkdir -p "$folder"
    wrap "$folder/server" "$program"
    [ -z "$cli" ] || [ ! -x "$cli" ] || wrap "$folder/cli" "$cli"
    say "$flavour-$version: $("$folder/server" --version | sed 's/ malloc=.*//')"
}

# Writes a program that becomes another one, so that its process is the server itself: wrap file program
wrap() {
    cat >"$1.draft" <<WRAPPER
#!/bin/sh
exec "$loader" --library-path "$libraries" "$2" "\$@"
WRAPPER
    chmod 755 "$1.draft"
    mv "$1.draft" "$1"
}

# All of a suite, unless each of the versions it usually has is there: suite suite main-suite version...
suite() {
    suite=$1
    main=$2
    shift 2
    missing=
    programs=
    for name in "$@"; do
        programs="$programs ${name%%-*}-server"
        [ -x "$dest/$name/server" ] || missing="$missing $name"
    done
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086
    if [ -z "$mirror" ] || ! unpack "$suite" "$main" $programs; then
        return 0
    fi
    for flavour in redis valkey; do
        offer "$dest/.roots/$suite" "$flavour" "$dest/.roots/$suite/usr/bin/$flavour-server" \
            "$dest/.roots/$suite/usr/bin/$flavour-cli" || true
    done
}

# Redis 6.2: the library carries one program per platform.
from_library() {
    [ ! -x "$dest/redis-6.2/server" ] || return 0
    case $(uname -m) in
        x86_64) platform=amd64 ;;
        aarch64) platform=arm64 ;;
        *) return 0 ;;
    esac
    place=$dest/.roots/library
    mkdir -p "$place"
    (cd "$place" && "$project/mvnw" -q -B dependency:copy -Dartifact=$redis_library -DoutputDirectory="$place" \
        >"$place/log" 2>&1) || return 0
    (cd "$place" && jar xf embedded-redis-*.jar) || return 0
    program=$(find "$place" -type f -name "redis-server-6.2*linux*$platform*" | head -n 1)
    [ -n "$program" ] || return 0
    chmod 755 "$program"
    # it wants a C library and OpenSSL 3, which a suite has brought
    for root in "$dest/.roots/trixie" "$dest/.roots/sid" "$dest/.roots/bookworm"; do
        if offer "$root" redis "$program"; then
            break
        fi
    done
}

mirror=
if command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
    mirror=$(mirror)
fi
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -n "$mirror" ] || say "apt knows no mirror of Debian here"

suite bookworm bookworm redis-7.0
suite bookworm-backports bookworm valkey-8.0
suite trixie trixie redis-8.0 valkey-8.1
suite sid sid valkey-9.1
from_library

for name in $promised; do
    [ -x "$dest/$name/server" ] || say "$name: not to be had, skipped (see the logs in $dest/.apt and $dest/.roots)"
done
