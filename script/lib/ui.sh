# shellcheck shell=bash
# Progress on the terminal: named steps with their time, warnings, and failures that say what to do.

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    _bold=$'\e[1m' _dim=$'\e[2m' _red=$'\e[31m' _green=$'\e[32m' _yellow=$'\e[33m' _off=$'\e[0m'
else
    _bold='' _dim='' _red='' _green='' _yellow='' _off=''
fi

say() { printf '%s\n' "$*"; }
note() { printf '%s    %s%s\n' "$_dim" "$*" "$_off"; }
warn() { printf '%s!   %s%s\n' "$_yellow" "$*" "$_off" >&2; }

# die WHAT [WHAT-TO-DO...]: ends the script.
die() {
    printf '%sx   %s%s\n' "$_red" "$1" "$_off" >&2
    shift
    local line
    for line in "$@"; do printf '    %s\n' "$line" >&2; done
    exit 1
}

# step NAME COMMAND...: runs the command, and prints the name before and its seconds after.
step() {
    local name=$1 started=$SECONDS status=0
    shift
    printf '%s==> %s%s\n' "$_bold" "$name" "$_off"
    "$@" || status=$?
    if [ "$status" -eq 0 ]; then
        printf '%s ok %s%s (%s s)\n' "$_green" "$name" "$_off" "$((SECONDS - started))"
    else
        printf '%s x  %s%s failed after %s s\n' "$_red" "$name" "$_off" "$((SECONDS - started))" >&2
    fi
    return "$status"
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least HAVE WANT: is version HAVE not older than WANT?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
