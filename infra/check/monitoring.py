"""The monitoring's own checks, as one part of these."""

import functools
import subprocess
import sys

from check.program import ROOT

SCRIPT = ROOT / "infra/monitoring/check"


def complaints(folder=SCRIPT.parent, *parts):
    """What `infra/monitoring/check` has against the monitoring, its own or a copy's."""
    script = folder / "check"
    if not script.is_file():
        return [f"{SCRIPT.relative_to(ROOT)} isn't there"]
    done = subprocess.run([sys.executable, str(script), *parts], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()[-8000:]]


def run(report):
    """One line; what failed stands below it."""
    report.timed("monitoring", functools.partial(complaints))
