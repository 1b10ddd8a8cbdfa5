# A part of bin/platter, read when there is no AOT cache yet: makes one in the background, in the folder of the installation or,
# if that belongs to somebody else, in the user's. The run itself neither waits for it nor notices it. A failure leaves nothing
# behind, and only costs time at the next start.
#
# shellcheck disable=SC2154 # What is not set here is set there.
#
# PLATTER_AOT=make makes it at once and does nothing else, for packages and images. If a run in the background is making it
# already, this waits for it.

# Seconds. A maker takes a few, and at its low priority minutes on a machine that has other work.
patience=300

# lock PID: one maker at a time. The lock of a maker that was killed does not count. Sets $maker to the one that holds it.
lock() {
    ln -s "$1" "$made.lock" 2>/dev/null && return 0
    maker=$(readlink "$made.lock")
    ! kill -0 "$maker" 2>/dev/null || return 1
    rm -f "$made.lock"
    ln -s "$1" "$made.lock" 2>/dev/null
}

# make_cache PID: the id of the process that does it.
make_cache() {
    made=$home/lib/$file
    mkdir -p "$home/lib/aot" 2>/dev/null && [ -w "$home/lib/aot" ] || made=$user/$file
    mkdir -p "${made%/*}" || return 1

    waited=0
    until lock "$1"; do
        [ "$PLATTER_AOT" = make ] || return 0
        if [ ! -h "$made.lock" ]; then
            echo "platter: error: cannot write to ${made%/*}" >&2
            return 1
        elif [ "$waited" -eq "$patience" ]; then
            echo "platter: error: process $maker makes $made, and is not done after $patience s: wait for its end, or end it" >&2
            return 1
        elif [ "$waited" -eq 0 ]; then
            echo "platter: process $maker makes $made already: waiting for it, at most $patience s" >&2
        fi
        sleep 1
        waited=$((waited + 1))
    done
    trap 'rm -f "$made.lock" "$made.new" "$made.new.config" "$made.log"' EXIT
    trap 'exit 1' HUP INT TERM
    # By the maker that this one has waited for, or by one that ended just now.
    [ ! -r "$made" ] || return 0

    # Short runs of what most runs do. Longer ones would make each start slower: Java loads all classes that it has seen, and
    # compiles hot methods at once. The final name appears only when the cache is whole.
    TMPDIR=/tmp nice "$java" "@$home/etc/jvm.options" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining "-XX:AOTCacheOutput=$made.new" \
        "-Djava.library.path=$home/lib/META-INF/native" "-Dplatter.home=$home" -cp "$common" \
        dev.platter.start.Start dev.platter.cli.Rehearsal \
        --version --next --help --next -U - memory 1M --run true --next \
        -U - --filter=offset --filter=readonly null 1M --run true --next >"$made.log" 2>&1 &&
        mv "$made.new" "$made" && return 0
    cat "$made.log" >&2
    return 1
}

if [ "$PLATTER_AOT" = make ]; then
    (make_cache $$) || fail "no AOT cache could be made in $home/lib/aot or $user/aot: see above"
    exit 0
fi
# Detached: it is not a child of the run, holds none of its descriptors, and goes on when the run has ended. Sockets that were handed
# over begin at 3: a client would wait for ever at one that nobody else holds any more.
(unset LISTEN_FDS LISTEN_PID LISTEN_FDNAMES NOTIFY_SOCKET
    make_cache "$(exec sh -c 'echo $PPID')" &) </dev/null >/dev/null 2>&1 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
