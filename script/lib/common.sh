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
