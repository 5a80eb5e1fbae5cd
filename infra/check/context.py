"""What the Dockerfile takes from the checkout reaches its build: a pattern of its .dockerignore can take along more than was meant."""

import fnmatch
import functools
import re

from check.program import ROOT

IGNORE = "infra/docker/Dockerfile.dockerignore"


def run(report):
    """A line for the image's context, and one that proves it."""
    text = (ROOT / IGNORE).read_text(encoding="utf-8")
    report.timed("image: what it is built from is in its context", functools.partial(_complaints, text))
    report.timed("image, proof: what builds the portals is left out", _proof)


def wanted(dockerfile):
    """The paths of the checkout that it names: what is copied by name, and the scripts that are run."""
    lines = re.sub(r"\\\n", " ", dockerfile).splitlines()
    found = set()
    for line in lines:
        if line.startswith("COPY ") and "--from=" not in line:
            found.update(word for word in line.split()[1:-1] if word != ".")
        if line.startswith("RUN "):
            found.update(re.findall(r"\b(script/[\w./-]+)", line))
    return found


def left_out(path, ignore):
    """Whether a path is kept out of the context, by the last pattern that is about it or a folder that it lies in."""
    parts = path.split("/")
    folders = ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
    out = False
    for line in ignore.splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        back = pattern.startswith("!")
        pattern = pattern.removeprefix("!").removeprefix("**/")
        if any(fnmatch.fnmatchcase(folder, pattern) and folder.count("/") == pattern.count("/") for folder in folders):
            out = not back
    return out


def _complaints(ignore):
    """What is wanted and isn't there, or is left out."""
    paths = wanted((ROOT / "infra/docker/Dockerfile").read_text(encoding="utf-8"))
    if "script/lib/portal" not in paths:
        raise LookupError("infra/docker/Dockerfile: what it takes from the checkout wasn't found")
    gone = [f"{path}: there is no such file" for path in sorted(paths) if not (ROOT / path).exists()]
    return gone + [f"{path}: {IGNORE} leaves it out" for path in sorted(paths) if left_out(path, ignore)]


def _proof():
    """A pattern that leaves out too much is noticed."""
    complaints = _complaints("script\n")
    return [] if any("script/lib/portal" in line for line in complaints) else [f"nobody misses script/lib/portal: {complaints}"]
