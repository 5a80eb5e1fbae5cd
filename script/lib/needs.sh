# shellcheck shell=bash
# What has to be on the machine, and how to find out that it is. Used by script/bootstrap (installs it) and script/server doctor (says it).
# Groups: server (run ReptiDex), test (script/test), lint (script/lint), bench (script/bench), watch (script/watch), cluster (script/cluster), infra (script/infra).

RUST_WANTED=1.96.0
# shellcheck disable=SC2034 # for install.sh and doctor
NODE_WANTED=20.0.0

# wants GROUP: was it asked for? WANTED_GROUPS is set by the caller.
wants() { case " ${WANTED_GROUPS:-server test lint} " in *" $1 "*) ;; *) return 1 ;; esac; }

# missing_debian_packages: one a line; nothing where nothing is missing.
missing_debian_packages() {
    have cc && have make || echo build-essential
    have pkg-config || echo pkg-config
    have git || echo git
    have curl || echo curl
    [ -d /etc/ssl/certs ] && [ -s /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
    have mold || have ld.lld || echo mold
    have node || echo nodejs
    have npm || echo npm
    pg_bin >/dev/null || printf '%s\n' postgresql postgresql-contrib
    redis_bin >/dev/null || echo redis-server
    if wants test; then chromium_path >/dev/null || echo chromium; fi
    if wants test || wants lint; then have psql || echo postgresql-client; fi
    if wants lint; then have shellcheck || echo shellcheck; fi
    if wants bench; then
        have wrk || echo wrk
        have brotli || echo brotli
    fi
    if wants cluster; then
        nginx_bin >/dev/null || echo nginx-light
        have prometheus || echo prometheus
        have prometheus-alertmanager || echo prometheus-alertmanager
    fi
    if wants infra; then
        python_works || printf '%s\n' python3 python3-venv
        nginx_bin >/dev/null || echo nginx-light
        have promtool || echo prometheus
        have amtool || echo prometheus-alertmanager
    fi
}

# nginx_bin: the program, which Debian keeps where not every PATH looks.
nginx_bin() { PATH=$PATH:/usr/sbin:/sbin command -v nginx; }

# chromium_path: the browser of the browser tests.
chromium_path() {
    local name
    if [ -n "${CHROMIUM_PATH:-}" ]; then
        echo "$CHROMIUM_PATH"
        return 0
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if have "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# rust_version: of the rustc that a build would use now; empty where there is none.
rust_version() { rustc --version 2>/dev/null | awk '{ print $2 }'; }

rust_new_enough() {
    local version
    version=$(rust_version)
    [ -n "$version" ] && at_least "${version%%-*}" "$RUST_WANTED"
}

# Can this rustc build for the browser? Asked by building something: a std left by another version has the files and fails.
wasm_target_works() {
    local out
    out=$(mktemp) || return 1
    echo '#![allow(dead_code)] pub fn probe() -> String { String::new() }' |
        rustc --edition 2024 --crate-name probe --crate-type lib --target wasm32-unknown-unknown --emit metadata -o "$out" - >/dev/null 2>&1
    local status=$?
    rm -f "$out"
    return "$status"
}

# has_version COMMAND WANTED: does its --version say exactly that?
has_version() {
    local command=$1 wanted=$2 answer
    have "$command" || return 1
    answer=$("$command" --version 2>/dev/null) || return 1
    case " $answer " in *" $wanted "* | *" $wanted"$'\n'*) ;; *) return 1 ;; esac
}

# The bundler's wasm-bindgen has to be the one of the code. tool_stamp: the state of its sources, which says more than a version.
tool_stamp() { find "$ROOT/tools/$1" -name target -prune -o -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -d' ' -f1; }
has_tool() { have "$1" && [ "$(cat "$REPTIDEX_TOOLS/$2.stamp" 2>/dev/null)" = "$(tool_stamp "$2")" ]; }
has_bundler() { has_tool reptidex-bundle bundle && has_version reptidex-bundle "$(locked_version wasm-bindgen)"; }
has_watcher() { has_tool cargo-leptos watch; }
has_nextest() { have cargo-nextest; }
has_rustfmt() { cargo fmt --version >/dev/null 2>&1; }
has_clippy() { cargo clippy --version >/dev/null 2>&1; }

# npm_current DIR: are the packages of DIR/package-lock.json the installed ones?
npm_current() {
    [ ! -f "$1/package-lock.json" ] || cmp -s "$1/package-lock.json" "$1/node_modules/.reptidex-installed"
}
