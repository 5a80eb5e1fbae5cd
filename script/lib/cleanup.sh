# shellcheck shell=bash
# What a script starts, it stops: in reverse order, at its end, on failure and on Ctrl-C. By process id, never by name.

_cleanups=()
_cleaned=

# on_exit COMMAND...: runs when the script ends, the latest first.
on_exit() { _cleanups+=("$(printf '%q ' "$@")"); }

run_cleanups() {
    # Named so that no cleanup's own counter is this one.
    local status=$? _place
    [ -z "$_cleaned" ] || return "$status"
    _cleaned=1
    # A second Ctrl-C must not leave half of it running.
    trap '' INT TERM HUP
    for ((_place = ${#_cleanups[@]} - 1; _place >= 0; _place--)); do eval "${_cleanups[_place]}" || true; done
    return "$status"
}
trap run_cleanups EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# stop_pid PID [SECONDS]: asks, waits, and only then kills.
stop_pid() {
    local pid=$1 tries=$((${2:-15} * 10))
    kill -TERM "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null && [ "$tries" -gt 0 ]; do
        # Reaps it if it is a child of ours; else it has gone by itself.
        sleep 0.1
        tries=$((tries - 1))
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

# run_aside LOG COMMAND...: runs it in the background, its output in LOG, and sets `aside_pid`. It and what it starts are a process group of their own,
# which ends with the script: bash would leave them running on Ctrl-C. Not a session of their own, within which alone `nice` weighs where the kernel
# groups by session.
run_aside() {
    local log=$1
    shift
    set -m
    "$@" >"$log" 2>&1 </dev/null 9>&- &
    aside_pid=$!
    set +m
    on_exit stop_group "$aside_pid"
}

# stop_group PID: the process and all that it started.
stop_group() {
    kill -TERM -- "-$1" 2>/dev/null || return 0
    stop_pid "$1" 5
    kill -KILL -- "-$1" 2>/dev/null || true
}
