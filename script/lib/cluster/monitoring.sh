# shellcheck shell=bash
# shellcheck disable=SC2034 # of a line's words not all are wanted
# Prometheus and Alertmanager over the cluster, with the configuration of infra/monitoring.

# targets: whom Prometheus asks, in the form that ECS discovery writes too.
targets() {
    local name service port metrics separator=''
    echo '['
    while read -r name service port metrics; do
        printf '%s{"targets": ["127.0.0.1:%s"], "labels": {"role": "%s", "process": "%s"}}' "$separator" "$metrics" "$service" "$name"
        separator=$',\n'
    done <"$STATE/instances"
    printf '\n]\n'
}

# monitoring_start PROMETHEUS-PORT ALERTMANAGER-PORT
monitoring_start() {
    local here=$STATE/monitoring name
    rm -rf "$here"
    mkdir -p "$here"
    cp -R infra/monitoring/prometheus infra/monitoring/alertmanager "$here/"
    targets >"$here/prometheus/targets/reptidex.json"
    for name in "alertmanager $2" "prometheus $1"; do
        printf '[{"targets": ["127.0.0.1:%s"]}]\n' "${name#* }" >"$here/prometheus/targets/${name% *}.json"
    done
    if [ -n "${CLUSTER_QUICK:-}" ]; then quicken "$here"; fi
    infra/monitoring/render "$here/alertmanager/alertmanager.yml" "$here/alertmanager/example.env" >"$here/alertmanager/alertmanager.ready.yml"
    run_watcher alertmanager prometheus-alertmanager --config.file="$here/alertmanager/alertmanager.ready.yml" --storage.path="$here/alertmanager/data" \
        --web.listen-address="127.0.0.1:$2" --cluster.listen-address=''
    DEPLOYMENT=cluster run_watcher prometheus prometheus --config.file="$here/prometheus/prometheus.yml" --storage.tsdb.path="$here/prometheus/data" \
        --web.listen-address="127.0.0.1:$1" --enable-feature=expand-external-labels
    wait_for_path "$2" /-/ready alertmanager
    wait_for_path "$1" /-/ready prometheus
}

# quicken DIR: the same rules and routes in seconds instead of minutes, for the tests. Nothing else of them changes.
quicken() {
    sed -E -i 's/^( *for:) [0-9]+[mh]$/\1 2s/' "$1"/prometheus/rules/*.yml
    sed -E -i 's/^( *(scrape_interval|evaluation_interval|scrape_timeout|refresh_interval|interval):) .*$/\1 2s/' "$1/prometheus/prometheus.yml"
    sed -E -i 's/^( *group_wait:) .*$/\1 0s/; s/^( *group_interval:) .*$/\1 5s/' "$1/alertmanager/alertmanager.yml"
}

# run_watcher NAME COMMAND...
run_watcher() {
    "${@:2}" >>"$STATE/logs/$1.log" 2>&1 </dev/null 9>&- &
    echo $! >"$STATE/pids/$1"
}

# wait_for_path PORT PATH NAME
wait_for_path() {
    local until=$((SECONDS + 30))
    until curl -fsS -o /dev/null --max-time 2 "http://127.0.0.1:$1$2" 2>/dev/null; do
        if ! alive "$3" || [ "$SECONDS" -ge "$until" ]; then die "$3 did not start." "$(tail -n 5 "$STATE/logs/$3.log")"; fi
        sleep 0.1
    done
}
