"""Who reaches whom, and who may do what."""

import ipaddress
import json
import re

import yaml

# Root in their containers, and why: Garage's image has a folder that only root may write to, the engine's socket is root's.
ROOT = {"objects", "alloy"}
# Who sits with the stores, and nobody else does.
WITH_STORES = {"postgres", "redis", "migrate", "public", "breeder", "admin", "embed", "media", "api", "worker", "postgres-exporter", "redis-exporter"}
WITH_OBJECTS = {"objects", "front"}
ADDRESS = re.compile(r"(?:(?<=://)|(?<=^)|(?<=[\s=@\"]))((?:[\w.-]+@)?)([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*):(\d{2,5})\b")


def addresses(text):
    """(host, port) of every address in a text."""
    return [(host, port) for _, host, port in ADDRESS.findall(text)]


def _asked(compose):
    """(who, whom, port): everything that a service is told to talk to."""
    for name, service in compose.services.items():
        for text in [*service.environment.values(), *service.words]:
            yield from ((name, *address) for address in addresses(text))
    for path in sorted((compose.own / "targets").glob("*.json")):
        for group in json.loads(path.read_text(encoding="utf-8")):
            labels = group.get("labels", {})
            asking = "blackbox" if "__exporter__" in labels else "prometheus"
            for text in group["targets"]:
                yield from ((asking, *address) for address in addresses(text))
            yield from (("prometheus", *address) for address in addresses(labels.get("__exporter__", "")))
    alertmanager = yaml.safe_load((compose.own / "secrets/alertmanager.yml").read_text(encoding="utf-8"))
    yield from (("alertmanager", *address) for address in addresses(alertmanager["global"]["smtp_smarthost"]))
    for receiver in alertmanager["receivers"]:
        for hook in receiver.get("webhook_configs", []):
            yield from (("alertmanager", *address) for address in addresses(hook["url"]))
    smtp = (compose.own / "secrets/SMTP_URL").read_text(encoding="utf-8").strip()
    for service in compose.product:
        if "SMTP_URL" in service.secrets.values() and service.name != "migrate":
            yield from ((service.name, *address) for address in addresses(smtp))
    for host, port in re.findall(r"^\s+(?:\S+|set \$store) ([a-z-]+):(\d+);$", (compose.folder / "compose/nginx.conf").read_text(encoding="utf-8"), re.M):
        yield "front", host, port


def _aliases(compose):
    found = {}
    for name, service in compose.services.items():
        networks = service.given.get("networks", [])
        for network, how in networks.items() if isinstance(networks, dict) else []:
            for alias in (how or {}).get("aliases", []):
                found[alias] = (name, network)
    return found


def addresses_lead_to_services(compose):
    """Every address that a service, Prometheus, Alertmanager, Alloy, Grafana or nginx is given is a service's, at a port of its own, on a shared network"""
    aliases = _aliases(compose)
    for asking, host, port in _asked(compose):
        name, network = (asking, None) if host == "localhost" else aliases.get(host, (host, None))
        other = compose.services.get(name)
        if other is None:
            yield f"{asking} asks {host}:{port}, and no service is called so"
            continue
        if port not in other.ports:
            yield f"{asking} asks {host}:{port}, and {name} listens at {', '.join(sorted(other.ports)) or 'nothing'}"
        shared = compose.services[asking].networks & other.networks
        # The migration is given addresses of what it doesn't use.
        if asking not in (name, "migrate") and not (shared if network is None else shared & {network}):
            yield f"{asking} asks {host}:{port}, and shares no network with it"


def ports_are_listened_at(compose):
    """Loki, Tempo and Alloy listen where they are asked, and Prometheus takes in what is written to it"""
    folder = compose.folder / "monitoring"
    listening = {"loki": set(), "tempo": set(), "alloy": set()}
    for name in ("loki", "tempo"):
        config = yaml.safe_load((folder / name / f"{name}.yaml").read_text(encoding="utf-8"))
        listening[name].add(str(config["server"]["http_listen_port"]))
        for protocol in config.get("distributor", {}).get("receivers", {}).get("otlp", {}).get("protocols", {}).values():
            listening[name].add(protocol["endpoint"].rpartition(":")[2])
    alloy = compose.services["alloy"]
    listening["alloy"] |= {word.rpartition(":")[2] for word in [*alloy.words, alloy.environment.get("TRACES_LISTEN", "")] if re.search(r"(^|=)0\.0\.0\.0:\d+$", word)}
    for name, ports in listening.items():
        if ports != compose.services[name].ports:
            yield f"{name}: listens at {', '.join(sorted(ports))}, and {', '.join(sorted(compose.services[name].ports))} is said of it"
    writers = [name for name, service in compose.services.items() if any(value.endswith("/api/v1/write") for value in service.environment.values())]
    if writers and "--web.enable-remote-write-receiver" not in compose.services["prometheus"].words:
        yield f"prometheus: takes no figures in, and {', '.join(writers)} writes to it"


def every_job_has_a_target(compose):
    """Every job of prometheus.yml has a target, and every serving role is one"""
    jobs = yaml.safe_load((compose.folder / "monitoring/prometheus/prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
    for job in jobs:
        patterns = [file.removeprefix("targets/") for entry in job["file_sd_configs"] for file in entry["files"]]
        if not any(list((compose.own / "targets").glob(pattern)) for pattern in patterns):
            yield f"{job['job_name']}: no target"
    targets = json.loads((compose.own / "targets/reptidex.json").read_text(encoding="utf-8"))
    asked = {target.split(":")[0]: group["labels"]["role"] for group in targets for target in group["targets"]}
    for service in compose.product:
        role = service.labels.get("reptidex.role")
        if role and asked.get(service.name) != role:
            yield f"{service.name}: Prometheus asks it as {asked.get(service.name)}, its role is {role}"


def nothing_is_open_to_the_world(compose):
    """Published ports are the machine's own only (loopback)"""
    for name, service in compose.services.items():
        for entry in service.given.get("ports", []):
            address = entry.rsplit(":", 2)[0] if isinstance(entry, str) and entry.count(":") >= 2 else entry.get("host_ip", "") if isinstance(entry, dict) else ""
            try:
                if not ipaddress.ip_address(address.strip("[]")).is_loopback:
                    yield f"{name}: {entry} is open to the world"
            except ValueError:
                yield f"{name}: {entry} is open to the world"
        if service.given.get("network_mode") not in (None, "none"):
            yield f"{name}: shares the network of {service.given['network_mode']}"


def stores_are_inside(compose):
    """Stores are on networks without a way out, with those only that need them"""
    for network in ("stores", "objects", "watch"):
        if not compose.data["networks"][network].get("internal"):
            yield f"the network {network} has a way out"
    for network, allowed in (("stores", WITH_STORES), ("objects", WITH_OBJECTS)):
        here = {name for name, service in compose.services.items() if network in service.networks}
        for stranger in sorted(here - allowed):
            yield f"{stranger} is on the network {network}"
    for name, networks in (("postgres", {"stores"}), ("redis", {"stores"}), ("objects", {"objects"}), ("backup", set())):
        if compose.services[name].networks != networks:
            yield f"{name} is on {', '.join(sorted(compose.services[name].networks))}"


def containers_are_narrow(compose):
    """Every container has a read-only root, no capabilities, no new privileges and a user that isn't root; the product's is 10001"""
    for name, service in compose.services.items():
        given = service.given
        if given.get("read_only") is not True:
            yield f"{name}: its root can be written to"
        if given.get("cap_drop") != ["ALL"] or given.get("cap_add"):
            yield f"{name}: has capabilities"
        if "no-new-privileges:true" not in given.get("security_opt", []):
            yield f"{name}: may gain privileges"
        if given.get("privileged"):
            yield f"{name}: may do everything"
        user = str(given.get("user", "0")).split(":", 1)[0]
        if user in ("0", "root") and name not in ROOT:
            yield f"{name}: runs as root"
        if service.is_product and given.get("user") != "10001:10001":
            yield f"{name}: runs as {given.get('user')}, and the image's user is 10001:10001"


def logs_are_bounded(compose):
    """Every container's log is bounded"""
    for name, service in compose.services.items():
        if not service.given.get("logging", {}).get("options", {}).get("max-size"):
            yield f"{name}: its log grows for ever"


CHECKS = (
    addresses_lead_to_services,
    ports_are_listened_at,
    every_job_has_a_target,
    nothing_is_open_to_the_world,
    stores_are_inside,
    containers_are_narrow,
    logs_are_bounded,
)
