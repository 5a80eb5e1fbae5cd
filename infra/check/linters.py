"""Programs of others that read the templates, the image and the workflows. One that isn't there is a failure that says what to install."""

import functools
import os
import pathlib
import shutil
import subprocess
import sys

from check import context
from check.program import ROOT

BIN = pathlib.Path(sys.executable).parent
CLOUDFORMATION = ROOT / "infra/cloudformation"


def _find(name, folder=BIN):
    """A program of our own folder, or else of the PATH."""
    own = folder / name
    return str(own) if own.exists() else shutil.which(name)


def _run(name, *words, folder=BIN, **options):
    """What a program has against something: its output when it fails."""
    program = _find(name, folder)
    if program is None:
        return [f"{name} isn't here: script/bootstrap --for infra installs it"]
    done = subprocess.run([program, *map(str, words)], cwd=ROOT, capture_output=True, text=True, check=False, **options)  # noqa: S603
    if done.returncode == 0:
        return []
    return [(done.stdout + done.stderr).strip()[-6000:] or f"{name} ended with {done.returncode}"]


def _tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def yaml_files(report):
    """yamllint over every YAML file of the infrastructure."""
    files = _tracked("infra/*.yaml", "infra/*.yml", ".github/*.yml", ".github/*.yaml", ".yamllint")
    report.timed(f"yamllint: {len(files)} files", functools.partial(_run, "yamllint", "--strict", *files))


def templates(report):
    """cfn-lint over the templates."""
    files = sorted(CLOUDFORMATION.glob("*.yaml"))
    report.timed(f"cfn-lint: {len(files)} templates", functools.partial(_run, "cfn-lint", *files))


def security(report):
    """checkov over the templates, with the skips that `.checkov.yaml` gives reasons for."""
    folder = pathlib.Path(os.environ.get("REPTIDEX_CHECKOV", BIN)) / "bin"
    report.timed("checkov", functools.partial(_run, "checkov", "--config-file", ".checkov.yaml", "--directory", CLOUDFORMATION, "--compact", "--quiet", folder=folder))


def image(report):
    """hadolint over the Dockerfile, and what it takes from the checkout."""
    report.timed("hadolint", functools.partial(_run, "hadolint", ROOT / "infra/docker/Dockerfile"))
    context.run(report)


def workflows(report):
    """zizmor over the workflows: their shape, and what would let somebody else in."""
    report.timed("zizmor: workflows", functools.partial(_run, "zizmor", "--offline", "--no-progress", "--strict-collection", ROOT / ".github/workflows"))
