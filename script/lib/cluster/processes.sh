# shellcheck shell=bash
# shellcheck disable=SC2119,SC2120,SC2034 # called with and without arguments; `instance` sets three words, of which few want all
# The processes of script/cluster: which there are, how one is started, found, waited for and ended. All about a running cluster lies in $STATE:
#   instances     a line a process: NAME SERVICE PORT METRICS-PORT
#   pids/NAME     its process id
#   hold/NAME     it is to stay away
#   out/NAME      nginx sends it nothing
#   env           ports and folders, for the other commands
#   logs/         what everybody said

# Services behind nginx. The API services commerce and community come with their first address: today the program has nothing to serve there.
SERVICES=(public breeder admin embed media core-api animal-api media-api ops-api)
# Two of each, so that one can go while the other serves.
COPIES=2

# own_process PID: is it one of this cluster? A process id may have a new owner since it was written down. The program has the state folder in its
# environment, nginx, Prometheus and Alertmanager have it in their arguments.
own_process() { grep -qzF -- "$STATE/" "/proc/$1/cmdline" "/proc/$1/environ" 2>/dev/null; }

# pid_of NAME: its process id; nothing where none was written down.
pid_of() { cat "$STATE/pids/$1" 2>/dev/null || true; }

# alive NAME: is it running?
alive() {
    local pid
    pid=$(pid_of "$1")
    [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && own_process "$pid"
}

# instance NAME: sets `service`, `port` and `metrics` of its caller.
instance() { read -r service port metrics < <(awk -v name="$1" '$1 == name { print $2, $3, $4 }' "$STATE/instances"); }

# names [WORD...]: the processes of these services or of these names, in the order in which they are rolled; all without a word.
names() {
    local word found
    if [ $# -eq 0 ]; then
        awk '{ print $1 }' "$STATE/instances"
        return
    fi
    for word in "$@"; do
        found=$(awk -v word="$word" '$1 == word || $2 == word { print $1 }' "$STATE/instances")
        [ -n "$found" ] || die "The cluster has no process and no service $word." "It has: $(awk '{ print $2 }' "$STATE/instances" | sort -u | xargs)"
        echo "$found"
    done
}

# new_port [PREFERRED]: sets `port_found` to a free port that nothing else of this cluster was given.
declare -A _given=()
new_port() {
    port_found=$(free_port "${1:-}")
    while [ -n "${_given[$port_found]:-}" ]; do port_found=$(free_port ''); done
    _given[$port_found]=1
}

# lay_out: writes down all processes with their ports.
lay_out() {
    local number service port
    for service in "${SERVICES[@]}" worker; do
        for ((number = 1; number <= COPIES; number++)); do
            new_port
            port=$port_found
            new_port
            echo "$service-$number $service $port $port_found"
        done
    done >"$STATE/instances"
}

# launch NAME: starts it as a child of this script.
launch() {
    local service port metrics
    local -a role
    instance "$1"
    case $service in
    worker) role=(worker) ;;
    *-api) role=(serve --only api) ;;
    *) role=(serve --only "$service") ;;
    esac
    REPTIDEX_LISTEN=127.0.0.1:$port REPTIDEX_METRICS_LISTEN=127.0.0.1:$metrics REPTIDEX_CLUSTER=$STATE/ \
        "$BUILD_DIR/reptidex" "${role[@]}" >>"$STATE/logs/$1.log" 2>&1 </dev/null 9>&- &
    echo $! >"$STATE/pids/$1"
    # The shell says nothing of its end: `supervise` does.
    disown
}

# host_of SERVICE: a name under which it answers.
host_of() {
    case $1 in
    public) echo "$REPTIDEX_BASE_HOST" ;;
    *) echo "$1.$REPTIDEX_BASE_HOST" ;;
    esac
}

# ready NAME: does it serve? A worker does once its figures can be read.
ready() {
    local service port metrics
    alive "$1" || return 1
    instance "$1"
    if [ "$service" = worker ]; then
        curl -fsS -o /dev/null --max-time 2 "http://127.0.0.1:$metrics/metrics" 2>/dev/null
    else
        curl -fsS -o /dev/null --max-time 5 -H "Host: $(host_of "$service")" "http://127.0.0.1:$port/health" 2>/dev/null
    fi
}

# wait_ready NAME [SECONDS]: shows the end of its log where it doesn't get there.
wait_ready() {
    local until=$((SECONDS + ${2:-60}))
    until ready "$1"; do
        if [ "$SECONDS" -ge "$until" ]; then
            tail -n 5 "$STATE/logs/$1.log" >&2
            return 1
        fi
        sleep 0.1
    done
}

# end NAME: asks it to stop, and waits until it is gone. It has 25 seconds for what it has begun.
end() {
    local pid
    pid=$(pid_of "$1")
    if [ -n "$pid" ] && own_process "$pid"; then stop_pid "$pid" 35; fi
}

# end_all: everybody is asked at once.
end_all() {
    local file pid
    [ -d "$STATE/pids" ] || return 0
    for file in "$STATE"/pids/*; do
        pid=$(pid_of "${file##*/}")
        if [ -n "$pid" ] && own_process "$pid"; then kill -TERM "$pid" 2>/dev/null || true; fi
    done
    for file in "$STATE"/pids/*; do end "${file##*/}"; done
    rm -f "$STATE"/pids/*
}

# supervise [PID]: starts again what ends, as a scheduler does in production; until the process PID ends, else for ever.
supervise() {
    local name pid
    local -a all
    local -A since=()
    mapfile -t all < <(names)
    while [ -z "${1:-}" ] || kill -0 "$1" 2>/dev/null; do
        for name in "${all[@]}"; do
            read -r pid <"$STATE/pids/$name" || continue
            if kill -0 "$pid" 2>/dev/null || [ -e "$STATE/hold/$name" ]; then continue; fi
            # One that can't start must not take a core for itself.
            if [ $((SECONDS - ${since[$name]:--9})) -lt 2 ]; then continue; fi
            since[$name]=$SECONDS
            note "$name starts anew"
            launch "$name"
        done
        read -r pid <"$STATE/pids/nginx"
        kill -0 "$pid" 2>/dev/null || die "nginx has ended." "$(tail -n 3 "$STATE/logs/nginx-error.log")"
        sleep 0.2
    done
}
