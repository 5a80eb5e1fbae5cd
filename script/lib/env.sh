# shellcheck shell=bash
# The environment of every build: nothing here names a machine, and what the user has set wins.

export REPTIDEX_CACHE=${REPTIDEX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/reptidex}
export REPTIDEX_TOOLS=$REPTIDEX_CACHE/tools
# Compiled code is kept outside the checkout, so a second clone (or the next CI run) starts warm.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$REPTIDEX_CACHE/target}
export LEPTOS_OUTPUT_NAME=reptidex
# The checked queries are compiled against `.sqlx/`; only `sqlx prepare` talks to a database.
export SQLX_OFFLINE=${SQLX_OFFLINE:-true}

# Everything this checkout's own services write, ignored by git.
RUN_DIR=$ROOT/.run
# What was built last, copied out of the (shared) target folder.
BUILD_DIR=$RUN_DIR/build
# shellcheck disable=SC2034 # for the scripts that source this
PORTALS=(public breeder admin embed)
export RUN_DIR BUILD_DIR

for _dir in "$HOME/.cargo/bin" "$REPTIDEX_TOOLS/bin" "$ROOT/node_modules/.bin"; do
    case ":$PATH:" in *":$_dir:"*) ;; *) PATH=$_dir:$PATH ;; esac
done
export PATH
unset _dir

# `script/bootstrap` writes down which Rust toolchain can build for WASM here.
if [ -z "${RUSTUP_TOOLCHAIN:-}" ] && [ -s "$REPTIDEX_CACHE/toolchain" ]; then
    RUSTUP_TOOLCHAIN=$(<"$REPTIDEX_CACHE/toolchain")
    if [ "$RUSTUP_TOOLCHAIN" = system ]; then unset RUSTUP_TOOLCHAIN; else export RUSTUP_TOOLCHAIN; fi
fi

# A fast linker halves the time of a small rebuild. Only for the host: WASM has its own.
use_fast_linker() {
    local host variable linker
    host=$(uname -m)-unknown-linux-gnu
    variable=CARGO_TARGET_$(printf '%s' "$host" | tr 'a-z-' 'A-Z_')_RUSTFLAGS
    [ -z "${!variable:-}" ] || return 0
    # Cargo ignores the variable for one target where RUSTFLAGS is set: then the user decides.
    [ -z "${RUSTFLAGS:-}" ] || return 0
    for linker in mold lld; do
        if have "$linker" || have "ld.$linker"; then
            export "$variable=-Clink-arg=-fuse-ld=$linker"
            return 0
        fi
    done
}
if [ "$(uname -s)" = Linux ]; then use_fast_linker; fi

# locked_version CRATE [DIR]: its version in the Cargo.lock of the workspace, or of one in a folder beside it.
locked_version() {
    awk -v want="\"$1\"" '$1 == "name" { name = $3 } $1 == "version" && name == want { gsub(/"/, "", $3); print $3; exit }' "$ROOT/${2:-.}/Cargo.lock"
}
