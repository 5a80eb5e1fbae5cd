"""What the file names is there: files, networks, volumes, secrets, services; and the shape of it all."""

import importlib.util
import json
import pathlib
import re

import jsonschema

from check import program

# Of the machine itself, and who may see it.
MACHINE = {"/": "node-exporter", "/var/run/docker.sock": "alloy"}
# Programs of the images.
OF_IMAGES = ("/bin/", "/usr/bin/", "/garage", "/mailpit", "/tempo", "/dev/")
# Set by the images themselves.
NOT_MOUNTED = {"/var/log/reptidex/*.log"}


def the_specification(compose):
    """The file follows the compose specification's schema"""
    # Found without importing it: all that is wanted of the package is this file.
    package = importlib.util.find_spec("check_jsonschema").submodule_search_locations[0]
    path = pathlib.Path(package) / "builtin_schemas/vendor/compose-spec.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for error in validator.iter_errors(compose.data):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


def images_are_pinned(compose):
    """Every image has a version"""
    for name, given in compose.raw["services"].items():
        image = given["image"]
        if image.startswith("${REPTIDEX_IMAGE"):
            continue
        version = image.rsplit(":", 1)[-1] if ":" in image else ""
        if "@sha256:" not in image and not re.match(r"v?\d+\.\d+\.?\d*", version):
            yield f"{name}: {image} has no version"


def references_resolve(compose):
    """Every service, network, volume and secret that is named is there, and what is waited for can be waited for"""
    for name, service in compose.services.items():
        for other, how in service.needs.items():
            if other not in compose.services:
                yield f"{name}: depends on {other}, which isn't there"
            elif how.get("condition") == "service_healthy" and not compose.services[other].health:
                yield f"{name}: waits for {other} to be healthy, which has no health check"
        for network in sorted(service.networks - set(compose.data["networks"])):
            yield f"{name}: the network {network} isn't there"
        for what, _, _ in service.mounts:
            if not what.startswith((".", "/")) and what not in compose.data["volumes"]:
                yield f"{name}: the volume {what} isn't there"
        for secret in sorted(set(service.secrets.values()) - set(compose.data["secrets"])):
            yield f"{name}: the secret {secret} isn't there"
    for kind in ("networks", "volumes"):
        used = {what for service in compose.services.values() for what in (service.networks if kind == "networks" else [entry[0] for entry in service.mounts])}
        for unused in sorted(set(compose.data[kind]) - used):
            yield f"{kind}: nobody uses {unused}"
    yield from _circles(compose)


def _circles(compose):
    seen, path = set(), []

    def visit(name):
        if name in path:
            yield " → ".join([*path[path.index(name) :], name])
        elif name not in seen and name in compose.services:
            seen.add(name)
            path.append(name)
            for other in compose.services[name].needs:
                yield from visit(other)
            path.pop()

    for name in compose.services:
        yield from visit(name)


def files_are_there(compose):
    """Every file that is mounted is there, read-only"""
    for name, service in compose.services.items():
        for what, where, closed in service.mounts:
            if what.startswith("./"):
                if not (compose.folder / what).exists():
                    yield f"{name}: {what} isn't there"
                if not closed:
                    yield f"{name}: {what} can be written to by the container"
            elif what.startswith("/") and MACHINE.get(what) != name:
                yield f"{name}: sees {what} of the machine"
            elif what.startswith("/") and not closed:
                yield f"{name}: may write to {what} of the machine"
            if not where.startswith("/"):
                yield f"{name}: {where} is no absolute path"
    for name, secret in compose.data["secrets"].items():
        if not (compose.folder / secret["file"]).is_file():
            yield f"the secret {name}: prepare makes no {secret['file']}"


def words_lead_to_files(compose):
    """What a command is given to read is mounted, or the image's own"""
    for name, service in compose.services.items():
        places = [where for _, where, _ in service.mounts] + list(service.secrets) + [entry.split(":")[0] for entry in service.given.get("tmpfs", [])]
        said = [*service.words, *service.health, *service.environment.values()]
        for word in said:
            for path in re.findall(r"(?:^|[\s=\"(])(/[A-Za-z][\w./*-]+)", word):
                inside = any(path == place or path.startswith(place.rstrip("/") + "/") for place in places)
                if not inside and not path.startswith(OF_IMAGES) and path not in NOT_MOUNTED:
                    yield f"{name}: {path} is mounted from nowhere"


MONITORING = {
    "prometheus": ["prometheus/prometheus.yml", "prometheus/rules"],
    "alertmanager": ["alertmanager/templates"],
    "loki": ["loki/loki.yaml"],
    "alloy": ["alloy"],
    "tempo": ["tempo/tempo.yaml"],
    "grafana": ["grafana/grafana.ini", "grafana/provisioning", "grafana/dashboards"],
    "blackbox": ["blackbox/blackbox.yml"],
}


def monitoring_is_as_it_is(compose):
    """The files of infra/monitoring are mounted as they are"""
    for name, files in MONITORING.items():
        mounted = {what for what, _, _ in compose.services[name].mounts}
        for file in files:
            if f"./monitoring/{file}" not in mounted:
                yield f"{name}: infra/monitoring/{file} isn't mounted"
    words = set(compose.services["grafana"].environment)
    for path in sorted((compose.folder / "monitoring/grafana/provisioning").rglob("*.yaml")):
        for variable in sorted(set(re.findall(r"\$\{(\w+)\}", path.read_text(encoding="utf-8"))) - words):
            yield f"grafana: {variable} isn't set, which {path.name} asks for"
    read = [("prometheus", "prometheus/prometheus.yml"), ("loki", "loki/loki.yaml"), ("tempo", "tempo/tempo.yaml")]
    read += [("alloy", f"alloy/{path.name}") for path in sorted((compose.folder / "monitoring/alloy").glob("*.alloy"))]
    for service, file in read:
        text = (compose.folder / "monitoring" / file).read_text(encoding="utf-8")
        asked = set(re.findall(r"\$\{([A-Z_]+)\}", text)) | set(re.findall(r'sys\.env\("([A-Z_]+)"\)', text))
        for variable in sorted(asked - set(compose.services[service].environment)):
            yield f"{service}: {variable} isn't set, which {file} asks for"


def every_service_says_how_it_is(compose):
    """Every service has a health check and limits, but for one that ends"""
    for name, service in compose.services.items():
        if not service.health and service.given.get("restart") != "no":
            yield f"{name}: no health check"
        for limit in ("cpus", "memory"):
            if not service.limits.get(limit):
                yield f"{name}: no limit of {limit}"


def roles_have_labels(compose):
    """The product's services say their role, by which Alloy finds their logs"""
    for service in compose.product:
        words = service.words
        role = words[words.index("--only") + 1] if "--only" in words else words[-1]
        if role in program.roles() | {"worker"} and service.labels.get("reptidex.role") != role:
            yield f"{service.name}: its label reptidex.role is {service.labels.get('reptidex.role')}, its role {role}"


CHECKS = (
    the_specification,
    images_are_pinned,
    references_resolve,
    files_are_there,
    words_lead_to_files,
    monitoring_is_as_it_is,
    every_service_says_how_it_is,
    roles_have_labels,
)
