# shellcheck shell=bash
# Gets a Rust that can build for WASM: by rustup where the Rust distribution server can be reached, else from Debian's packages.

remember_toolchain() {
    mkdir -p "$REPTIDEX_CACHE"
    echo "$1" >"$REPTIDEX_CACHE/toolchain"
    if [ "$1" = system ]; then unset RUSTUP_TOOLCHAIN; else export RUSTUP_TOOLCHAIN=$1; fi
}

rust_ready() { rust_new_enough && wasm_target_works; }

# The first way. Fails quietly where the server can't be reached, for there is a second.
rust_by_rustup() {
    have rustup || return 1
    note "trying rustup: toolchain stable with wasm32-unknown-unknown"
    local toolchain=stable log
    log=$(mktemp)
    if ! { at_least "$(RUSTUP_TOOLCHAIN=stable rustc --version 2>/dev/null | awk '{ print $2 }')" "$RUST_WANTED" ||
        timeout 600 rustup toolchain install stable --profile minimal -c rustfmt -c clippy --no-self-update >"$log" 2>&1; } ||
        ! timeout 600 rustup target add --toolchain "$toolchain" wasm32-unknown-unknown >"$log" 2>&1; then
        note "the Rust distribution server gave nothing: $(tail -n 1 "$log")"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
    remember_toolchain "$toolchain"
    rust_ready
}

# The second way: Debian's rustc-web (1.96, security suite), and a standard library for WASM built from Debian's own sources.
rust_by_debian() {
    have apt-get || return 1
    local packages=(rustc-web cargo-web rust-web-src libstd-rust-web-dev rustfmt-web rust-web-clippy) package missing=()
    for package in "${packages[@]}"; do
        dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    if [ "${#missing[@]}" -gt 0 ]; then
        # Without root the message at the end names rustup first, which needs none.
        can_be_root || return 1
        apt_install "${missing[@]}" || return 1
    fi
    at_least "$(/usr/bin/rustc --version | awk '{ print $2 }')" "$RUST_WANTED" || {
        warn "Debian's rustc-web is older than $RUST_WANTED."
        return 1
    }
    if have rustup; then
        # It belongs to the user, not to the machine: no rights needed.
        rustup toolchain link reptidex /usr
        remember_toolchain reptidex
    else
        remember_toolchain system
    fi
    wasm_target_works || wasm_std_from_source
    rust_ready
}

# wasm_lld: the wasm-ld whose LLVM is rustc's, installed if missing.
wasm_lld() {
    local major linker
    major=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    linker=/usr/lib/llvm-$major/bin/wasm-ld
    [ -x "$linker" ] || apt_install "lld-$major" >&2 || true
    [ -x "$linker" ] || linker=$(printf '%s\n' /usr/lib/llvm-*/bin/wasm-ld | sort -Vr | head -n 1)
    [ -x "$linker" ] || return 1
    echo "$linker"
}

wasm_std_from_source() {
    local linker sysroot=/usr/lib/rustlib host work file
    linker=$(wasm_lld) || die "No wasm-ld was found." "apt-get install lld, then run this again."
    can_be_root || die "The WASM standard library has to be copied to $sysroot, which needs root." \
        "Run script/bootstrap once as root, or install rustup (https://rustup.rs) and run this again."
    host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
    work=$(mktemp -d)
    mkdir "$work/src"
    printf '[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\npanic = "abort"\n' >"$work/Cargo.toml"
    echo 'fn main() {}' >"$work/src/main.rs"
    note "building std for wasm32-unknown-unknown from Debian's sources (half a minute)"
    # Without the bitcode a bundle with lto = "fat" can't be linked.
    if ! (cd "$work" && env -u CARGO_TARGET_DIR RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
        cargo build --release --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort,panic_unwind,proc_macro) >"$work/log" 2>&1; then
        tail -n 15 "$work/log" >&2
        rm -rf "$work"
        die "std for WASM could not be built." "The last lines of cargo are above. Installing rustup (https://rustup.rs) is the other way."
    fi
    as_root mkdir -p "$sysroot/wasm32-unknown-unknown/lib" "$sysroot/$host/bin"
    as_root find "$sysroot/wasm32-unknown-unknown/lib" -name '*.rlib' -delete
    for file in "$work"/target/wasm32-unknown-unknown/release/deps/lib*.rlib; do
        case $file in */libprobe-*) ;; *) as_root cp "$file" "$sysroot/wasm32-unknown-unknown/lib/" ;; esac
    done
    as_root ln -sfn "$(dirname "$linker")/lld" "$sysroot/$host/bin/rust-lld"
    rm -rf "$work"
    # Cargo doesn't notice another std: what was compiled against the old one has to go.
    rm -rf "$CARGO_TARGET_DIR/wasm32-unknown-unknown" "$CARGO_TARGET_DIR/front"
}

install_rust() {
    rust_ready && return 0
    # Linked by an earlier run whose note in the cache is gone.
    if [ -e "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/reptidex" ]; then
        remember_toolchain reptidex
        rust_ready && return 0
    fi
    rust_by_rustup && return 0
    note "second way: Debian's packages"
    rust_by_debian && return 0
    die "No Rust ≥ $RUST_WANTED with the target wasm32-unknown-unknown could be installed." \
        "Install rustup from https://rustup.rs, then: rustup toolchain install stable -t wasm32-unknown-unknown -c rustfmt -c clippy" \
        "On Debian without access to it: apt-get install rustc-web cargo-web rust-web-src libstd-rust-web-dev rustfmt-web rust-web-clippy"
}
