# shellcheck shell=bash
# shellcheck disable=SC2154 # work, bench_port and BUILD_DIR are script/bench's
# Roles at the sizes of production, for script/bench load: a share of a core and of memory by a control group, open load, the most that is carried within
# the objectives, what happens at three times that, and whether it is well again afterwards.

# A step of the search, the trial of what it found, the overload, and the look afterwards, in seconds.
STEP=8 TRIAL=24 OVERLOAD=15 AFTER=10

# share_open NAME CORES MEGABYTES: a control group of that size in `share_of`; says on failure what can be done.
share_open() {
    local quota=$(($(awk -v c="$2" 'BEGIN { printf "%d", c * 100000 }'))) bytes=$(($3 * 1048576)) base=/sys/fs/cgroup
    share_of=() share_peak=''
    if [ -f "$base/cgroup.controllers" ]; then
        mkdir "$base/$1" 2>/dev/null || no_shares
        share_of=("$base/$1")
        if ! { echo "$quota 100000" >"$base/$1/cpu.max" && echo "$bytes" >"$base/$1/memory.max"; }; then no_shares; fi
        share_peak=$base/$1/memory.peak
    else
        mkdir "$base/cpu/$1" "$base/memory/$1" 2>/dev/null || no_shares
        share_of=("$base/cpu/$1" "$base/memory/$1")
        if ! { echo 100000 >"$base/cpu/$1/cpu.cfs_period_us" && echo "$quota" >"$base/cpu/$1/cpu.cfs_quota_us" &&
            echo "$bytes" >"$base/memory/$1/memory.limit_in_bytes"; }; then no_shares; fi
        share_peak=$base/memory/$1/memory.max_usage_in_bytes
    fi
}

no_shares() {
    share_close
    die "This machine doesn't let us make a control group for processor and memory." "As root, or with cpu and memory delegated to this user, it does. The other sections of script/bench need none."
}

share_close() {
    local folder
    for folder in "${share_of[@]}"; do rmdir "$folder" 2>/dev/null || true; done
    share_of=()
}

# in_share COMMAND...: becomes the command within the share.
in_share() {
    local folder
    for folder in "${share_of[@]}"; do echo "$BASHPID" >"$folder/cgroup.procs"; done
    exec "$@"
}

# serve_share NAME CORES MEGABYTES ROLE...: the program with that role, in a share of that size.
serve_share() {
    share_open "reptidex-$$-$1" "$2" "$3"
    on_exit share_close
    (in_share "$BUILD_DIR/reptidex" "${@:4}") >"$work/$1.log" 2>&1 &
    server=$!
    on_exit stop_pid "$server" 35
}

# wait_role HOST PID: until the role of that process answers at its host.
wait_role() {
    local tries=300
    until curl -fsS -o /dev/null --max-time 2 -H "Host: $1" "http://127.0.0.1:$bench_port/health" 2>/dev/null; do
        if ! kill -0 "$2" 2>/dev/null || [ "$tries" -le 0 ]; then die "The role at $1 did not start." "$(tail -n 5 "$work"/*.log)"; fi
        sleep 0.1
        tries=$((tries - 1))
    done
}

# arrive RATE SECONDS: sets sent, good, busy, failed, p50 and p99, after load of that rate with the role's plan.
arrive() {
    read -r _ sent good busy failed p50 p99 < <(node "$ROOT/bench/arrivals.mjs" "$bench_port" "$work/plan.json" "$1" "$2" 2>>"$work/arrivals.log" | grep '^RESULT') ||
        die "The load gave no result." "$(tail -n 3 "$work/arrivals.log")"
    # Programs may ask ten times a second each, over a minute: what was used up comes back meanwhile, all of it within that.
    [ -z "${refill:-}" ] || sleep "$(awk -v n="$sent" -v per="$refill" 'BEGIN { need = n / per; printf "%.1f", (need < 60 ? need : 60) }')"
}

# carried: was the last load answered within the objectives? Less than 0.1 % unanswered, 99 % in time.
carried() {
    awk -v sent="$sent" -v bad="$((busy + failed))" -v p99="$p99" -v limit="$limit" 'BEGIN { exit !(sent > 0 && bad <= sent / 1000 && p99 <= limit) }'
}

# role_row NAME CORES MEGABYTES LIMIT-MS START-RATE: one line of the table for the role that runs.
role_row() {
    local name=$1 cores=$2 megabytes=$3 limit=$4 rate=$5 most=0 above=0 try
    local sent good busy failed p50 p99 at50 at99
    # What a process reads when it starts takes it a while at this size, and isn't what is asked about.
    for try in 1 2 3 4 5 6; do
        arrive 5 "$STEP"
        carried && break
        [ "$try" -lt 6 ] || die "$name doesn't carry five requests a second within the objectives."
    done
    while [ "$above" -eq 0 ] || [ $((above - most)) -gt $((most / 12 + 1)) ]; do
        arrive "$rate" "$STEP"
        if carried; then most=$rate; else above=$rate; fi
        if [ "$above" -eq 0 ]; then rate=$((most * 2)); else rate=$(((most + above) / 2)); fi
    done
    # What a short step hides: a queue that grows slowly.
    for try in 1 2 3 4 5 6 7 8; do
        arrive "$most" "$TRIAL"
        carried && break
        [ "$try" -lt 8 ] || die "$name carried $most requests a second for $STEP s, and not for $TRIAL."
        most=$((most * 9 / 10))
    done
    at50=$p50 at99=$p99
    arrive $((most * 3)) "$OVERLOAD"
    local over_good=$good over_busy=$busy over_failed=$failed over99=$p99 over_sent=$sent
    arrive $(((most + 1) / 2)) "$AFTER"
    local peak after
    peak=$(awk '{ printf "%.0f", $1 / 1048576 }' "$share_peak" 2>/dev/null || echo '?')
    after=$([ $((busy + failed)) -eq 0 ] && echo "well, p99 $p99 ms" || echo "$((busy + failed)) of $sent not answered")
    awk -v name="$name" -v size="$cores, $megabytes MB" -v most="$most" -v at50="$at50" -v at99="$at99" -v peak="$peak" -v seconds="$OVERLOAD" -v sent="$over_sent" \
        -v good="$over_good" -v busy="$over_busy" -v failed="$over_failed" -v over99="$over99" -v after="$after" -v cores="$cores" -v gb="$(awk -v m="$megabytes" 'BEGIN { print m / 1024 }')" \
        'BEGIN { hour = cores * 0.03238 + gb * 0.00356
                 printf "| %s | %s | %d | %s | %s | %d | %s | %.0f/s, p99 %.0f ms | %.0f %% | %.1f %% | %s | %.3f |\n", name, size, most, at50, at99, most * 20, peak, good / seconds, over99, 100 * busy / sent, 100 * failed / sent, after, hour / (most * 3600) * 1e6 }'
}
