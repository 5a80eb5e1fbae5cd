# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # work, seconds, seeded and server are script/bench's
# Load on a server of our own, for script/bench: bounded in time and connections, and only ever on the loopback address.
# `work`, `seconds` and `server` belong to script/bench.

# bench_services: PostgreSQL with its ordinary durability, Redis, and the large demo data.
bench_services() {
    local url
    work=$(mktemp -d "${TMPDIR:-/tmp}/reptidex-bench-XXXXXX")
    chmod 711 "$work"
    on_exit rm -rf "$work"
    on_exit pg_stop "$work/pg"
    pg_start "$work/pg" "$work/s" reptidex -- shared_buffers=512MB effective_cache_size=2GB
    on_exit redis_stop
    redis_start "$work/redis"
    url=$(pg_url "$work/s" reptidex)
    export DATABASE_URL=$url MIGRATE_DATABASE_URL=$url REPTIDEX_SECRETS_DIR=$work/secrets REPTIDEX_MEDIA_DIR=$work/media RUST_LOG=warn
    bench_port=$(free_port)
    app_env "$bench_port" "$(free_port)"
    "$BUILD_DIR/reptidex" migrate
    note "seeding 100,000 public animals" >&2
    local from=$SECONDS
    "$BUILD_DIR/reptidex" seed --size large >&2
    seeded=$((SECONDS - from))
}

# on_core N COMMAND...: bound to that core, where there are two.
on_core() {
    local core=$1
    shift
    if have taskset && [ "$(nproc)" -gt 1 ]; then exec taskset -c "$core" "$@"; else exec "$@"; fi
}

serve_alone() {
    on_core 0 "$BUILD_DIR/reptidex" serve >"$work/server.log" 2>&1 &
    server=$!
    on_exit stop_pid "$server" 35
    wait_for "$bench_port" "$server" 30 || die "The server did not start." "$(tail -n 5 "$work/server.log")"
}

stop_alone() { stop_pid "$server" 35; }

fetch() { curl -fsS --max-time 10 -H 'Host: localhost' "http://127.0.0.1:$bench_port$1"; }

# Two hundred animals, spread over the sitemaps.
animal_paths() {
    fetch /sitemap.xml | grep -o '<loc>[^<]*' | sed -E 's#<loc>https?://[^/]*##' >"$work/locations"
    if grep -q '^/sitemap' "$work/locations"; then
        grep '^/sitemap' "$work/locations" | while read -r map; do fetch "$map"; done |
            grep -o '<loc>[^<]*' | sed -E 's#<loc>https?://[^/]*##' >"$work/pages"
    else
        cp "$work/locations" "$work/pages"
    fi
    # A fixed sample of it: every n-th.
    grep '^/animals\?/' "$work/pages" | awk -v n="$(($(grep -c '^/animals\?/' "$work/pages") / 200 + 1))" 'NR % n == 0'
}

# Words of the demo data, with and without facets.
search_paths() {
    local word
    for word in pastel clown banana albino hypo tremper axanthic lilly; do
        printf '/search?q=%s\n/search?q=%s&sex=female\n' "$word" "$word"
    done
}

# The same words with two letters changed over.
typo_paths() { printf '/search?q=%s\n' pastle cloun bananna albnio axanthci; }

# The plates that one page of a search shows.
plate_paths() { fetch /search | { grep -o "/plates/[^\"]*" || true; } | sed "s/&amp;/\\&/g" | sort -u; }

# The work of a process, in ticks of its processor time.
cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }

# The same of the database: of its server process and every process of it. What a backend has done is counted by its parent
# when it ends.
database_ticks() {
    local postmaster
    postmaster=$(head -n 1 "$work/pg/postmaster.pid")
    # By cat, which goes on after a process that has just ended; mawk would stop there and leave out whatever comes after it.
    { cat /proc/[0-9]*/stat 2>/dev/null || true; } |
        awk -v parent="$postmaster" '{ pid = $1; sub(/^.*\) /, ""); if ($2 == parent) sum += $12 + $13; if (pid == parent) sum += $12 + $13 + $14 + $15 } END { print sum + 0 }'
}

load_head() {
    echo "| what | requests/s | p50 ms | p99 ms | CPU ms a request | database CPU ms | memory MB | bytes |"
    echo "|---|---:|---:|---:|---:|---:|---:|---:|"
}

# load_row NAME HOST PATHS-FILE: one line of the table. Fails if an answer failed: a fast error is no result.
load_row() {
    local before database
    [ -s "$3" ] || die "There is no page to measure for: $1"
    while read -r path; do fetch "$path" >/dev/null || die "GET $path failed."; done < <(head -n 20 "$3")
    wrk_run "$2" "$3" 2 >/dev/null
    before=$(cpu_ticks) database=$(database_ticks)
    write_row "$1" "$before" "$database" < <(wrk_run "$2" "$3" "$seconds" | grep '^RESULT')
}

# write_row NAME TICKS DATABASE-TICKS: reads "RESULT requests failed seconds p50 p99 bytes" and writes the line.
write_row() {
    local requests failed took p50 p99 bytes
    read -r _ requests failed took p50 p99 bytes || die "The load for $1 gave no result."
    [ "$failed" -eq 0 ] || die "$failed of $requests requests failed for: $1"
    awk -v name="$1" -v n="$requests" -v t="$took" -v p50="$p50" -v p99="$p99" -v ticks="$(($(cpu_ticks) - $2))" \
        -v database="$(($(database_ticks) - $3))" -v hz="$(getconf CLK_TCK)" -v b="$bytes" \
        -v rss="$(awk '/^VmRSS/ { print $2 }' "/proc/$server/status")" \
        'BEGIN { ms = 1000 / hz / n; printf "| %s | %.0f | %.1f | %.1f | %.3f | %.3f | %.0f | %.0f |\n", name, n / t, p50, p99, ticks * ms, database * ms, rss / 1024, b / n }'
}

# wrk_run HOST PATHS-FILE SECONDS
wrk_run() {
    (HOST=$1 PATHS=$2 on_core 1 wrk -t1 -c16 "-d${3}s" --latency -s "$ROOT/bench/paths.lua" "http://127.0.0.1:$bench_port")
}

# ask_api: signs people in and asks for their animals, as many times as they may.
ask_api() {
    local what before database
    (on_core 1 node "$ROOT/bench/api.mjs" sign-in "$bench_port") >"$work/tokens.json"
    for what in list one; do
        before=$(cpu_ticks) database=$(database_ticks)
        write_row "$([ "$what" = list ] && echo "a list of 24" || echo "one animal")" "$before" "$database" \
            < <(on_core 1 node "$ROOT/bench/api.mjs" "$what" "$bench_port" "$work/tokens.json")
    done
}

# import_rows ROWS: a line of the table for each step of an import, and of the same one again.
import_rows() {
    (on_core 1 node "$ROOT/bench/import.mjs" "$bench_port" "$1") >"$work/import.txt" || die "The import failed: its message is above."
    awk '$1 == "ROW" { name = $2; sub(/^first-/, "", name); sub(/^again-/, "the same file again: ", name); printf "| %s | %.1f | %.0f |\n", name, $4, $3 / $4 }' "$work/import.txt"
}
