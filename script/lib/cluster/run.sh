# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2153 # `named` and STATE are script/cluster's; `instance` sets three words
# The commands of script/cluster.

# running: does a cluster hold the lock?
running() { [ -e "$STATE/lock" ] && ! flock -n "$STATE/lock" true; }

# one_at_a_time COMMAND...: two at once could take both processes of a service away.
one_at_a_time() {
    exec 7>"$STATE/change.lock"
    flock -n 7 || {
        note "waiting for another change of this cluster"
        flock 7
    }
    "$@"
}

# take_over: locks the state folder, and ends what a cluster that was killed has left there.
take_over() {
    mkdir -p "$STATE"
    exec 9>"$STATE/lock"
    flock -n 9 || die "This cluster is already running." "script/cluster status, or script/cluster down"
    echo $$ >"$STATE/supervisor"
    end_all
    rm -rf "${STATE:?}"/{pids,hold,out,logs,env,instances,tmp}
    mkdir -p "$STATE"/{pids,hold,out,logs}
}

# bring_up DATA [SETTING...]: stores and everything else, as children of this script until it ends. BUILD_DIR has the program.
bring_up() {
    local name started=$SECONDS monitoring alerts
    RUN_DIR=$STATE start_stores "$1" "$(socket_dir)-${STATE##*/}" "${@:2}"
    on_exit end_all
    [ -n "${PORT:-}" ] || { new_port 8080 && PORT=$port_found; }
    # Twenty processes share one PostgreSQL.
    export REPTIDEX_SECRETS_DIR=$STATE/secrets REPTIDEX_MEDIA_DIR=$STATE/media REPTIDEX_TRUSTED_PROXIES=${REPTIDEX_TRUSTED_PROXIES:-1} \
        REPTIDEX_DATABASE_CONNECTIONS=${REPTIDEX_DATABASE_CONNECTIONS:-6} REPTIDEX_LINGER=${REPTIDEX_LINGER:-5}
    app_env "$PORT" 0
    step "Migrations" "$BUILD_DIR/reptidex" migrate
    step "Demo data" "$BUILD_DIR/reptidex" seed --if-empty
    # One set of keys for all: each process would make its own.
    [ -n "$(find "$REPTIDEX_SECRETS_DIR" -name 'jwt-*.pem')" ] || "$BUILD_DIR/reptidex" keys new >/dev/null
    lay_out
    step "nginx" nginx_start "$PORT"
    while read -r name; do launch "$name"; done < <(names)
    step "$(names | wc -l) processes of ReptiDex" all_ready
    new_port && monitoring=$port_found
    new_port && alerts=$port_found
    step "Prometheus and Alertmanager" monitoring_start "$monitoring" "$alerts"
    printf 'export %s=%q\n' PORT "$PORT" PROMETHEUS_PORT "$monitoring" ALERTMANAGER_PORT "$alerts" REPTIDEX_BASE_HOST "$REPTIDEX_BASE_HOST" >"$STATE/env"
    # shellcheck source=/dev/null
    . "$STATE/env"
    note "the cluster is up after $((SECONDS - started)) s"
}

all_ready() {
    local name
    while read -r name; do
        wait_ready "$name" 90 || die "$name did not start." "Its last lines are above; all of them: $STATE/logs/$name.log"
    done < <(names)
}

cluster_up() {
    bootstrap --for server --for cluster
    take_over
    build_release
    bring_up "$(pg_home)-${STATE##*/}"
    print_addresses "$PORT"
    say "  Prometheus    http://localhost:$PROMETHEUS_PORT"
    say "  Alertmanager  http://localhost:$ALERTMANAGER_PORT"
    say ""
    say "script/cluster status says what runs where. Ctrl-C stops everything."
    supervise
}

cluster_down() {
    local until=$((SECONDS + 60))
    if running; then
        # It ends by itself what it started.
        kill -TERM "$(<"$STATE/supervisor")"
        while running; do
            [ "$SECONDS" -lt "$until" ] || die "It doesn't end. Its process id: $(<"$STATE/supervisor")"
            sleep 0.2
        done
        return 0
    fi
    take_over
    pg_stop "$(pg_home)-${STATE##*/}"
    redis_end_left "$STATE/redis"
}

cluster_status() {
    local name state service port metrics
    for name in "${named[@]}"; do
        instance "$name"
        state='not ready'
        if [ -e "$STATE/hold/$name" ]; then state=stopped; elif ready "$name"; then state=ready; fi
        if [ -e "$STATE/out/$name" ]; then state+=', out of nginx'; fi
        printf '%-14s %-8s port %-6s metrics %-6s %s\n' "$name" "$(pid_of "$name")" "$port" "$metrics" "$state"
    done
    printf '%-14s %-8s port %s\n' nginx "$(pid_of nginx)" "$PORT" prometheus "$(pid_of prometheus)" "$PROMETHEUS_PORT" alertmanager "$(pid_of alertmanager)" "$ALERTMANAGER_PORT"
}

# cluster_stop NAME...
cluster_stop() {
    local name
    for name in "$@"; do touch "$STATE/out/$name" "$STATE/hold/$name"; done
    nginx_reload
    for name in "$@"; do end "$name"; done
}

# cluster_start NAME...
cluster_start() {
    local name
    for name in "$@"; do rm -f "$STATE/hold/$name"; done
    for name in "$@"; do wait_ready "$name" || die "$name did not come back, and stays out of nginx."; done
    for name in "$@"; do rm -f "$STATE/out/$name"; done
    nginx_reload
}

# for_tests: a cluster with data of its own that are thrown away. Of the builds that are there the optimised one is taken, if it is current.
for_tests() {
    unset DATABASE_URL MIGRATE_DATABASE_URL REDIS_URL PORT
    bootstrap --for server --for test --for cluster
    take_over
    if build_is_current "$(source_fingerprint)"; then note "the optimised build in .run/build is tried"; else build_for_tests; fi
    local data
    data=$(pg_home)-${STATE##*/}
    pg_stop "$data"
    rm -rf "$data" "${STATE:?}"/{redis,secrets,media}
    on_exit rm -rf "$data"
    PORT=$(free_port '')
    new_port "$PORT"
    # The two cores are the tests': coding every photograph of the demo as AVIF takes minutes, where the build has it.
    export PORT CLUSTER_QUICK=1 REPTIDEX_AVIF=false
    bring_up "$data" fsync=off synchronous_commit=off full_page_writes=off
}

# beside COMMAND...: runs it while the cluster is looked after; its status.
beside() {
    "$@" </dev/null 9>&- &
    local tests=$!
    on_exit stop_pid "$tests"
    supervise "$tests"
    wait "$tests"
}

# closing PASSED FAILED STATUS: the last line, behind everything that ending the cluster says.
closing() {
    run_cleanups
    echo "$1 passed, $2 failed"
    exit "$3"
}

cluster_test() {
    local report status=0 passed failed
    report=$STATE/tests.tap
    rm -f "$report"
    new_port
    export PAGER_PORT=$port_found PAGER_URL=http://127.0.0.1:$port_found/pager DEADMAN_URL=http://127.0.0.1:$port_found/deadman
    for_tests
    REPTIDEX_CLUSTER=$STATE beside node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$report" \
        end2end/cluster/cluster.test.mjs || status=1
    read -r passed failed < <(awk '$2 == "pass" { passed = $3 } $2 == "fail" || $2 == "cancelled" { failed += $3 } END { print passed + 0, failed + 0 }' "$report")
    if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
    [ "$passed" -gt 0 ] || status=1
    closing "$passed" "$failed" "$status"
}

browser_tests() { cd "$ROOT/end2end" && exec npx playwright test --reporter=list,json "$@"; }

cluster_browser() {
    local report status=0 passed failed
    report=$STATE/playwright.json
    [ $# -gt 0 ] || set -- public registry accounts
    # Each test says that it comes from an address of its own, as behind one more proxy.
    export REPTIDEX_TRUSTED_PROXIES=2
    for_tests
    CHROMIUM_PATH=$(chromium_path)
    export CHROMIUM_PATH REPTIDEX_PORT=$PORT BASE_URL=http://localhost:$PORT REPTIDEX_BIN=$BUILD_DIR/reptidex
    PLAYWRIGHT_JSON_OUTPUT_NAME=$report beside browser_tests "$@" || status=1
    read -r passed failed _ < <(node "$ROOT/script/lib/playwright-count.mjs" "$report" || echo "0 1 0")
    closing "$passed" "$failed" "$status"
}
