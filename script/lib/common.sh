# shellcheck shell=bash
# Sourced first by every script: where things are, which tools come first, how progress is shown.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export ROOT
cd "$ROOT" || exit 1

# shellcheck source=script/lib/ui.sh
. "$ROOT/script/lib/ui.sh"
# shellcheck source=script/lib/env.sh
. "$ROOT/script/lib/env.sh"
# shellcheck source=script/lib/cleanup.sh
. "$ROOT/script/lib/cleanup.sh"

# bootstrap [--for GROUP]...: what is missing is installed, and used from here on. A linker that only the next command found would have everything
# compiled a second time, for other flags.
bootstrap() {
    "$ROOT/script/bootstrap" "$@"
    # shellcheck source=script/lib/env.sh
    . "$ROOT/script/lib/env.sh"
}
