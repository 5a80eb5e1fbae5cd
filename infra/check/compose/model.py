"""infra/compose.yaml as Compose reads it: merged, with values put in, and in one shape where it allows several."""

import functools
import pathlib
import re

import yaml

# The values of a trial, so that what is put in from outside is put in somewhere.
VALUES = {"REPTIDEX_BASE_HOST": "reptidex.localhost"}
VALUE = re.compile(r"\$(?:\$|\{([A-Z_]+)(?:(:?[-?])([^}]*))?\})")


def put_in(text):
    """A string with ${NAME}, ${NAME:-default} and $$ replaced."""

    def found(match):
        name, how, default = match.groups()
        if name is None:
            return "$"
        value = VALUES.get(name)
        return value if value or (value is not None and how == "-") else default or ""

    return VALUE.sub(found, text)


def _walk(part):
    if isinstance(part, dict):
        return {key: _walk(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_walk(value) for value in part]
    return put_in(part) if isinstance(part, str) else part


def _pairs(given):
    """Environment, labels: a map, also of lines NAME=VALUE."""
    if isinstance(given, list):
        return dict(line.split("=", 1) for line in given)
    return {name: "" if value is None else str(value) for name, value in (given or {}).items()}


class Service:
    """One service."""

    def __init__(self, name, given, compose):
        self.name = name
        self.given = given
        self.compose = compose
        self.image = given["image"]
        self.networks = set() if "network_mode" in given else set(given.get("networks", ["default"]))
        self.environment = _pairs(given.get("environment"))
        self.labels = _pairs(given.get("labels"))
        # Compose splits a string as a shell would; ours are lists.
        self.words = [*map(str, given.get("entrypoint", [])), *map(str, given.get("command", []))]
        self.health = [] if given.get("healthcheck", {}).get("disable") else list(map(str, given.get("healthcheck", {}).get("test", [])))
        self.ports = {str(port).split("/")[0] for port in given.get("expose", [])}
        self.limits = given.get("deploy", {}).get("resources", {}).get("limits", {})
        needs = given.get("depends_on", {})
        self.needs = dict.fromkeys(needs, {}) if isinstance(needs, list) else needs

    @functools.cached_property
    def secrets(self):
        """Where a secret is found in the container → its name."""
        found = {}
        for entry in self.given.get("secrets", []):
            entry = {"source": entry} if isinstance(entry, str) else entry
            target = entry.get("target", entry["source"])
            found[target if target.startswith("/") else f"/run/secrets/{target}"] = entry["source"]
        return found

    @functools.cached_property
    def mounts(self):
        """(what, where, read only) of each volume; what is a path or a volume's name."""
        found = []
        for entry in self.given.get("volumes", []):
            what, where, *mode = entry.split(":")
            found.append((what, where, "ro" in (mode[0].split(",") if mode else [])))
        return found

    @functools.cached_property
    def is_product(self):
        """Does it run our image?"""
        return self.image == self.compose.services["migrate"].image


class Compose:
    """The file in a folder, which is infra or a copy of it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.text = (self.folder / "compose.yaml").read_text(encoding="utf-8")
        self.raw = yaml.safe_load(self.text)
        self.data = _walk(self.raw)
        self.services = {}
        for name, given in self.data["services"].items():
            self.services[name] = Service(name, given, self)

    @property
    def own(self):
        """What `prepare` has made."""
        return self.folder / "compose" / "own"

    @property
    def product(self):
        """The services of the product."""
        return [service for service in self.services.values() if service.is_product]

    def env_file(self, service):
        """Lines of a service's files of variables."""
        lines = {}
        for path in service.given.get("env_file", []):
            text = (self.folder / path).read_text(encoding="utf-8")
            lines |= dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))
        return lines
