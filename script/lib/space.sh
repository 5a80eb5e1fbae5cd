# shellcheck shell=bash
# Room on the disk for compiled code. Every checkout leaves its own copy of our crates in the shared target folder, and cargo never clears any away: after
# a day of clean checkouts that were 50 GB, and PostgreSQL ran out of room in the middle of the tests.

# What a build and the tests' databases need at the most, in GB.
ROOM_WANTED=12

existing_parent() {
    local dir=$1
    while [ ! -d "$dir" ]; do dir=$(dirname "$dir"); done
    echo "$dir"
}

# room_in DIR: free GB on the disk that has it or will have it.
room_in() { df -Pk "$(existing_parent "$1")" | awk 'NR == 2 { print int($4 / 1048576) }'; }

# make_room: clears what can be compiled anew in minutes out of our own target folder where the disk is nearly full. What took longest, other people's
# crates, stays; so does a target folder that the user chose. Warns if it wasn't enough, since a warm build needs little.
make_room() {
    local profile
    [ "$(room_in "$CARGO_TARGET_DIR")" -lt "$ROOM_WANTED" ] || return 0
    if [ "$CARGO_TARGET_DIR" = "$REPTIDEX_CACHE/target" ]; then
        for profile in "$CARGO_TARGET_DIR"/*/ "$CARGO_TARGET_DIR"/wasm32-unknown-unknown/*/; do
            [ -d "$profile/deps" ] && clear_ours "$profile"
        done
    fi
    [ "$(room_in "$CARGO_TARGET_DIR")" -ge "$ROOM_WANTED" ] ||
        warn "Only $(room_in "$CARGO_TARGET_DIR") GB are free for compiled code, and a first build wants $ROOM_WANTED: free some, or set CARGO_TARGET_DIR to another disk."
}

# clear_ours PROFILE-DIR: incremental state, and the compiled files of this workspace's packages and tests, unless cargo is at work there.
clear_ours() {
    local -a names=()
    local name
    while read -r name; do names+=(-o -name "$name-*" -o -name "lib$name-*"); done < <(
        sed -n 's/^name = "\(.*\)"$/\1/p' Cargo.toml app/*/Cargo.toml crates/*/Cargo.toml frontend-*/Cargo.toml server/Cargo.toml xtask/Cargo.toml | tr - _ | sort -u
        for name in */tests/*/ crates/*/tests/*/; do [ ! -d "$name" ] || basename "$name"; done
    )
    note "the disk is nearly full: clearing what this project compiled in $1"
    (
        flock -n 7 || exit 0
        rm -rf "${1:?}/incremental"
        find "$1/deps" -maxdepth 1 -type f \( -false "${names[@]}" \) -delete
    ) 7>>"$1/.cargo-lock"
}
