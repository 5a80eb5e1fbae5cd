# shellcheck shell=bash
# Python programs of others, each set in a folder of its own under the cache: what deploys, what checks, what we are measured against, and checkov,
# which wants other versions of the same packages. Versions stand in requirements.txt files beside what uses them.

PYTHON_WANTED=3.10

# requirements_of SET
requirements_of() {
    case $1 in
    deploy) echo "$ROOT/infra/deploy/requirements.txt" ;;
    check) echo "$ROOT/infra/check/requirements.txt" ;;
    checkov) echo "$ROOT/infra/check/checkov.txt" ;;
    bench) echo "$ROOT/bench/requirements.txt" ;;
    esac
}

# python_home SET: its folder.
python_home() { echo "$REPTIDEX_CACHE/python/$1"; }

# Can this machine's Python make such folders?
python_works() {
    have python3 && python3 -c "import sys, ensurepip, venv; sys.exit(sys.version_info < ($(echo "$PYTHON_WANTED" | tr . ,)))" >/dev/null 2>&1
}

# python_stamp SET: its state is that of its list and of the Python that it was made with.
python_stamp() { { cat "$(requirements_of "$1")" && python3 --version; } | sha256sum | cut -d' ' -f1; }
has_python() { [ -x "$(python_home "$1")/bin/python" ] && [ "$(cat "$(python_home "$1")/stamp" 2>/dev/null)" = "$(python_stamp "$1")" ]; }

# install_python SET
install_python() {
    local home log=$REPTIDEX_CACHE/pip-$1.log
    home=$(python_home "$1")
    python_works || die "Python $PYTHON_WANTED or later with venv is needed." "As root: apt-get install python3 python3-venv"
    mkdir -p "$REPTIDEX_CACHE"
    rm -rf "$home"
    if ! { python3 -m venv "$home" && "$home/bin/pip" install --disable-pip-version-check --only-binary :all: --no-deps -q -r "$(requirements_of "$1")"; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        die "The packages of $(requirements_of "$1") could not be installed." "Is the Python package index reachable? All of it: $log"
    fi
    python_stamp "$1" >"$home/stamp"
}

# bootstrap_python SET...: those that are missing, side by side, since most of it is waiting for the network.
bootstrap_python() {
    local set
    local -a missing=()
    for set in "$@"; do has_python "$set" || missing+=("$set"); done
    [ "${#missing[@]}" -gt 0 ] || return 0
    # shellcheck disable=SC2034 # bootstrap's
    did_something=1
    step "Python packages: ${missing[*]}" install_pythons "${missing[@]}"
}

install_pythons() {
    local set pid status=0
    local -a pids=()
    for set in "$@"; do
        install_python "$set" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || status=1; done
    return "$status"
}

# run_python SET MODULE ARGUMENT...: a module of infra/.
run_python() {
    local home
    home=$(python_home "$1")
    # No compiled files in the checkout.
    PYTHONPATH=$ROOT/infra PYTHONPYCACHEPREFIX=$REPTIDEX_CACHE/python/compiled exec "$home/bin/python" -m "${@:2}"
}
