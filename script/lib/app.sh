# shellcheck shell=bash
# Starts the built server, and says where it is.

# start_stores DATA SOCKETS [SETTING...]: this checkout's own PostgreSQL (with these settings) and Redis until the script ends, or those that the environment names.
start_stores() {
    if [ -z "${DATABASE_URL:-}" ]; then
        on_exit pg_stop "$1"
        step "Private PostgreSQL" pg_start "$1" "$2" reptidex -- "${@:3}"
        # The owner's: the server itself steps down to the role reptidex_app on every connection.
        DATABASE_URL=$(pg_url "$2" reptidex)
        export DATABASE_URL MIGRATE_DATABASE_URL=$DATABASE_URL
    else
        note "PostgreSQL: DATABASE_URL is set, so that one is used"
        export MIGRATE_DATABASE_URL=${MIGRATE_DATABASE_URL:-$DATABASE_URL}
    fi
    if [ -z "${REDIS_URL:-}" ]; then
        on_exit redis_stop
        step "Private Redis" redis_start "$RUN_DIR/redis"
    else
        note "Redis: REDIS_URL is set, so that one is used"
    fi
}

# app_env PORT METRICS_PORT: the configuration of a server on this machine. The databases' addresses are set already.
app_env() {
    export REPTIDEX_LISTEN=127.0.0.1:$1
    export REPTIDEX_METRICS_LISTEN=127.0.0.1:$2
    export REPTIDEX_SITE_DIR=$BUILD_DIR/site
    export REPTIDEX_BASE_HOST=${REPTIDEX_BASE_HOST:-localhost}
    export REPTIDEX_PUBLIC_PORT=${REPTIDEX_PUBLIC_PORT:-$1}
    export REPTIDEX_ENV=${REPTIDEX_ENV:-development}
    export REPTIDEX_SECRETS_DIR=${REPTIDEX_SECRETS_DIR:-$RUN_DIR/secrets}
    export REPTIDEX_MEDIA_DIR=${REPTIDEX_MEDIA_DIR:-$RUN_DIR/media}
    (umask 077 && mkdir -p "$REPTIDEX_SECRETS_DIR")
}

# wait_for PORT PID SECONDS: until the server there is ready; fails if the process ends first.
wait_for() {
    local tries=$(($3 * 10))
    until curl -fsS -o /dev/null --max-time 2 -H 'Host: localhost' "http://127.0.0.1:$1/health" 2>/dev/null; do
        if ! kill -0 "$2" 2>/dev/null || [ "$tries" -le 0 ]; then return 1; fi
        sleep 0.1
        tries=$((tries - 1))
    done
}

print_addresses() {
    local port=$1
    say ""
    say "  public    http://localhost:$port"
    say "  breeder   http://breeder.localhost:$port"
    say "  admin     http://admin.localhost:$port"
    say "  embed     http://embed.localhost:$port"
    say "  API       http://api.localhost:$port/docs"
    say "  mail      http://localhost:$port/dev/mailbox"
    say "  a site that isn't ours, with widgets: http://demo-site.localhost:$port"
    say ""
}
