"""`infra/compose/prepare` run on a copy, and what it makes read by the programs that it is for."""

import os
import pathlib
import shutil
import stat
import subprocess
import tempfile

from check.program import ROOT

# In place of the engine, which makes a key by the product's image.
ENGINE = """#!/bin/sh
case "$*" in *" keys new --print") ;; *) echo "asked for: $*" >&2; exit 1 ;; esac
printf '{"20260101T000000Z":"-----BEGIN PRIVATE KEY-----\\\\nMAo=\\\\n-----END PRIVATE KEY-----\\\\n"}\\n'
"""


class Copy:
    """The files of infra that compose.yaml is made of, to prepare and to break."""

    def __init__(self):
        self.place = tempfile.TemporaryDirectory(prefix="reptidex-compose-")
        self.folder = pathlib.Path(self.place.name) / "infra"
        self.folder.mkdir()
        shutil.copy(ROOT / "infra/compose.yaml", self.folder)
        shutil.copytree(ROOT / "infra/compose", self.folder / "compose", ignore=shutil.ignore_patterns("own"))
        for name in ("backup", "cluster", "monitoring"):
            shutil.copytree(ROOT / "infra" / name, self.folder / name)
        engine = self.folder.parent / "bin" / "docker"
        engine.parent.mkdir()
        engine.write_text(ENGINE, encoding="utf-8")
        engine.chmod(0o755)

    def prepare(self):
        """Runs it; what it says when it fails."""
        path = f"{self.folder.parent / 'bin'}:{os.environ['PATH']}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("REPTIDEX_", "ALERT_", "MAIL_"))}
        done = subprocess.run([self.folder / "compose/prepare"], env={**kept, "PATH": path}, capture_output=True, text=True, check=False)  # noqa: S603
        return None if done.returncode == 0 else (done.stdout + done.stderr).strip()

    def close(self):
        """Takes it away."""
        self.place.cleanup()


def _state(own):
    return {path.relative_to(own): path.read_bytes() for path in own.rglob("*") if path.is_file()}


def prepare_keeps_what_is_there(copy):
    """A second `prepare` changes nothing, and nobody else can enter its folder"""
    own = copy.folder / "compose/own"
    before = _state(own)
    said = copy.prepare()
    if said:
        yield said
    after = _state(own)
    yield from (f"{path} is another now" for path in before if before[path] != after.get(path))
    yield from (f"{path} is new" for path in sorted(set(after) - set(before)))
    if stat.S_IMODE(own.stat().st_mode) != 0o700:
        yield f"the folder is {oct(own.stat().st_mode)}"
    values = [(own / "secrets" / name).read_text(encoding="utf-8") for name in ("DATABASE_PASSWORD", "MIGRATE_DATABASE_PASSWORD", "REDIS_PASSWORD", "postgres_password")]
    if len(set(values)) != len(values) or min(map(len, values)) < 40:
        yield "passwords are short, or the same"


def _said(words, **options):
    done = subprocess.run(words, capture_output=True, text=True, check=False, **options)  # noqa: S603
    return [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()[-2000:]]


def its_files_are_read(copy):
    """promtool and amtool read what it made beside the files that are mounted"""
    place = copy.folder.parent / "etc"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(copy.folder / "monitoring/prometheus", place / "prometheus", ignore=shutil.ignore_patterns("targets", "tests"))
    shutil.copytree(copy.folder / "compose/own/targets", place / "prometheus/targets")
    yield from _said(["promtool", "check", "config", place / "prometheus/prometheus.yml"])
    shutil.copytree(copy.folder / "monitoring/alertmanager/templates", place / "alertmanager/templates")
    shutil.copy(copy.folder / "compose/own/secrets/alertmanager.yml", place / "alertmanager")
    yield from _said(["amtool", "check-config", place / "alertmanager/alertmanager.yml"])


def compose_reads_it(copy):
    """Where Compose is installed, it reads the file"""
    for words in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(words[0]) and subprocess.run([*words, "version"], capture_output=True, check=False).returncode == 0:  # noqa: S603
            yield from _said([*words, "--file", copy.folder / "compose.yaml", "config", "--quiet"])
            return


CHECKS = (prepare_keeps_what_is_there, its_files_are_read, compose_reads_it)
