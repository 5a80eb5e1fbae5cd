# shellcheck shell=bash
# shellcheck disable=SC2034 # `instance` sets three words
# nginx before the processes: its configuration out of infra/cluster, and who gets requests.

# write_upstreams: the processes of each service; those that are out stay named, so that the rest keeps its place.
write_upstreams() {
    local service name port mark
    for service in "${SERVICES[@]}"; do
        echo "upstream $service {"
        echo "    zone $service 64k;"
        while read -r name port; do
            mark=
            if [ -e "$STATE/out/$name" ]; then mark=' down'; fi
            # A process that is gone refuses at once, so asking it costs nothing: none is ever left alone for a while, as two would be that fail together.
            echo "    server 127.0.0.1:$port max_fails=0$mark; # $name"
        done < <(awk -v service="$service" '$2 == service { print $1, $3 }' "$STATE/instances")
        echo "    keepalive 16;"
        # Sooner than a stopping process closes them (REPTIDEX_LINGER).
        echo "    keepalive_timeout 3s;"
        echo "}"
    done >"$STATE/upstreams.conf.new"
    mv "$STATE/upstreams.conf.new" "$STATE/upstreams.conf"
}

# nginx_start PORT
nginx_start() {
    mkdir -p "$STATE/tmp"
    sed -e "s|@STATE@|$STATE|g; s|@CONF@|$ROOT/infra/cluster|g; s|@PORT@|$1|g; s|@BASE@|$REPTIDEX_BASE_HOST|g" infra/cluster/nginx.conf >"$STATE/nginx.conf"
    write_upstreams
    "$(nginx_bin)" -q -t -p "$STATE" -c "$STATE/nginx.conf" -e "$STATE/logs/nginx-error.log" || die "nginx does not take its configuration." "$STATE/nginx.conf"
    "$(nginx_bin)" -p "$STATE" -c "$STATE/nginx.conf" -e "$STATE/logs/nginx-error.log" </dev/null 9>&- &
    echo $! >"$STATE/pids/nginx"
}

# nginx_workers: the process ids of those that handle requests.
nginx_workers() { tr ' ' '\n' <"/proc/$1/task/$1/children" | grep . || true; }

# nginx_reload: takes over who is out, and waits until no worker is left that knew the old state: from then on nobody sends those anything.
nginx_reload() {
    local master until old pid left
    master=$(pid_of nginx)
    write_upstreams
    "$(nginx_bin)" -q -t -p "$STATE" -c "$STATE/nginx.conf" -e "$STATE/logs/nginx-error.log" || die "nginx does not take the list of processes." "$STATE/upstreams.conf"
    old=$(nginx_workers "$master")
    kill -HUP "$master"
    # Who still sends a large file then is left to the server, which lets it end.
    until=$((SECONDS + 30))
    while [ "$SECONDS" -lt "$until" ]; do
        left=
        for pid in $old; do if kill -0 "$pid" 2>/dev/null; then left=1; fi; done
        [ -n "$left" ] || return 0
        sleep 0.05
    done
}

# roll NAME...: one after another leaves nginx, ends what it has begun, starts anew and comes back once it is ready. One that doesn't stays outside, and
# nobody else is touched.
roll() {
    local name before='' old service port metrics started
    for name in "$@"; do
        started=$SECONDS
        instance "$name"
        old=$(pid_of "$name")
        if [ "$service" != worker ]; then touch "$STATE/out/$name"; fi
        # The one before comes back with the same change.
        if [ -n "$before" ]; then rm -f "$STATE/out/$before"; fi
        if [ -n "$before" ] || [ "$service" != worker ]; then nginx_reload; fi
        before=
        end "$name"
        # The cluster's own loop starts it.
        until [ "$(pid_of "$name")" != "$old" ] || [ $((SECONDS - started)) -gt 90 ]; do sleep 0.1; done
        wait_ready "$name" || die "$name did not come back: it stays out of nginx, and what comes after it was left alone." "Its last lines are above; all of them: $STATE/logs/$name.log"
        if [ "$service" != worker ]; then before=$name; fi
        note "$name rolled ($((SECONDS - started)) s)"
    done
    if [ -n "$before" ]; then
        rm -f "$STATE/out/$before"
        nginx_reload
    fi
}
