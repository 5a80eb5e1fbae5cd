# shellcheck shell=bash
# Builds the four portals and the server, optimised, and keeps the result in .run/build (for tests, with a debug server, in
# .run/build-test):
#   reptidex                the server
#   site/site-<portal>/     what the browser gets, compressed ahead
#   site/site-api/          ReDoc

# The state of everything the build reads, in well under a second: names, sizes and times of the files git knows or would know.
source_fingerprint() {
    {
        rustc -vV 2>/dev/null
        git ls-files -co --exclude-standard -z -- Cargo.toml Cargo.lock .cargo .sqlx sqlx.toml package-lock.json \
            app crates frontend-public frontend-breeder frontend-admin frontend-embed server style migrations \
            script/lib/bundle.mjs script/lib/portal tools/bundle |
            xargs -0 -r stat -c '%n %Y %s' 2>&1
    } | sha256sum | cut -d' ' -f1
}

build_is_current() { [ "$(cat "$BUILD_DIR/fingerprint" 2>/dev/null)" = "$1" ] && [ -x "$BUILD_DIR/reptidex" ]; }

# build_for_tests: optimised bundles, as people get them, and the debug server that the Rust tests have compiled anyhow, by plain cargo
# as they compile it. The two fit because components are erased in every build (.cargo/config.toml).
build_for_tests() {
    local fingerprint portal
    BUILD_DIR=$RUN_DIR/build-test
    fingerprint=$(source_fingerprint)
    if build_is_current "$fingerprint"; then
        note "nothing changed since the last build"
        return 0
    fi
    mkdir -p "$CARGO_TARGET_DIR" "$RUN_DIR"
    exec 8>"$CARGO_TARGET_DIR/reptidex-build.lock"
    flock 8
    for portal in "${PORTALS[@]}"; do
        step "Portal $portal" portal_build "$portal" || return 1
    done
    step "Server for tests" cargo build --quiet -p reptidex || return 1
    take_build "$fingerprint" debug
    exec 8>&-
}

# build_release: does nothing where no source changed since the last one.
build_release() {
    local fingerprint portal server_log aside_pid
    fingerprint=$(source_fingerprint)
    if build_is_current "$fingerprint"; then
        note "nothing changed since the last build"
        return 0
    fi
    mkdir -p "$CARGO_TARGET_DIR" "$RUN_DIR"
    # Another checkout with the same target folder would overwrite the site between our build and our copy of it.
    exec 8>"$CARGO_TARGET_DIR/reptidex-build.lock"
    flock -n 8 || {
        note "waiting for another build in $CARGO_TARGET_DIR"
        flock 8
    }
    # The server beside the portals, with equal rights: both end in a chain of steps that leave a core idle, and whoever went first would leave the
    # other's chain to run alone (measured: eight minutes of it).
    server_log=$RUN_DIR/build-server.log
    run_aside "$server_log" cargo build --package reptidex --no-default-features --profile server-release
    note "the server compiles beside the portals ($server_log)"
    for portal in "${PORTALS[@]}"; do
        step "Portal $portal" portal_build "$portal" || return 1
    done
    step "Server" finish_server "$aside_pid" "$server_log" || return 1
    take_build "$fingerprint"
    exec 8>&-
}

# finish_server PID LOG: waits for the server's build, and shows the end of what it said where it failed.
finish_server() {
    wait "$1" && return 0
    tail -n 40 "$2" >&2
    warn "cargo build --package reptidex --no-default-features --profile server-release failed: the last lines are above, all of them in $2."
    return 1
}

portal_build() {
    "$ROOT/script/lib/portal" "$1" || {
        warn "The portal $1 could not be built: the reason is above. Is the disk full? By hand: script/lib/portal $1"
        return 1
    }
}

# take_build FINGERPRINT [PROFILE]: copied beside the old one and moved, so that a running server never sees half of it.
take_build() {
    local fresh=$BUILD_DIR.new portal
    rm -rf "$fresh"
    mkdir -p "$fresh/site"
    cp "$CARGO_TARGET_DIR/${2:-server-release}/reptidex" "$fresh/reptidex"
    for portal in "${PORTALS[@]}"; do
        cp -R "$CARGO_TARGET_DIR/site-$portal" "$fresh/site/"
    done
    # The page of the API's description is drawn by a script of its makers, which nobody else serves for us.
    mkdir -p "$fresh/site/site-api"
    cp "$ROOT/node_modules/redoc/bundles/redoc.standalone.js" "$fresh/site/site-api/"
    # Type declarations are for bundlers; nobody's browser asks for them.
    find "$fresh/site" -name '*.d.*.ts*' -delete
    echo "$1" >"$fresh/fingerprint"
    rm -rf "$BUILD_DIR.old"
    [ ! -d "$BUILD_DIR" ] || mv "$BUILD_DIR" "$BUILD_DIR.old"
    mv "$fresh" "$BUILD_DIR"
    rm -rf "$BUILD_DIR.old"
}
