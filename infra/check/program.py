"""What the program itself says of its houses and its settings, read from its source: so that neither list is kept twice."""

import functools
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Read by what the program is made of, not by its own configuration.
OF_LIBRARIES = {"RUST_LOG", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION"}


def _read(path):
    return (ROOT / path).read_text(encoding="utf-8")


@functools.cache
def houses():
    """Labels before the base host, each with the role that serves it: {"": "public", "breeder": "breeder", …, "core-api": "api"}."""
    source = _read("server/src/host.rs")
    body = re.search(r"pub fn labelled\(.*?\n}\n", source, re.S)
    services = re.search(r"pub const API_SERVICES: \[&str; \d+\] = \[(.*?)\];", source, re.S)
    if body is None or services is None:
        raise LookupError("server/src/host.rs: its list of houses (labelled, API_SERVICES) isn't where it was")
    labels = re.findall(r'"([a-z]+)" => Some\(House::', body[0])
    found = {"" if label == "public" else label: label for label in labels}
    found |= {f"{service}-api": "api" for service in re.findall(r'"([a-z]+)"', services[1])}
    if len(found) < 12:
        raise LookupError(f"server/src/host.rs: only {len(found)} houses were found in it")
    return found


@functools.cache
def variables():
    """The environment variables that the program reads."""
    files = [*(ROOT / "server/src").glob("config.rs"), *(ROOT / "server/src/config").glob("*.rs")]
    text = "\n".join(path.read_text(encoding="utf-8").split("#[cfg(test)]")[0] for path in files)
    found = set(re.findall(r'"((?:REPTIDEX|OTEL)_[A-Z0-9_]+|[A-Z_]*(?:DATABASE|REDIS|SMTP)_[A-Z0-9_]+|PG[A-Z]+)"', text))
    if not {"DATABASE_URL", "REDIS_URL", "SMTP_URL", "REPTIDEX_BASE_HOST"} <= found:
        raise LookupError("server/src/config.rs: its variables aren't where they were")
    return found | OF_LIBRARIES


@functools.cache
def written_metrics():
    """What the program writes into its log for CloudWatch: the namespace, the dimension, the metrics."""
    text = _read("server/src/telemetry/emf.rs").split("#[cfg(test)]", 1)[0]
    namespace = re.search(r'const NAMESPACE: &str = "(\w+)";', text)
    dimension = re.search(r'"Dimensions": \[\["(\w+)"\]\]', text)
    metrics = set(re.findall(r'=> "([A-Z]\w+)",', text)) | set(re.findall(r'values\.push\(\("([A-Z]\w+)"', text))
    if namespace is None or dimension is None or not {"Animals", "DeadLetters"} <= metrics:
        raise LookupError("server/src/telemetry/emf.rs: its metrics aren't where they were")
    return namespace[1], dimension[1], metrics


@functools.cache
def image_variables():
    """The variables that the image sets itself."""
    text = _read("infra/docker/Dockerfile").split(" AS run", 1)[1]
    return set(re.findall(r"^(?:ENV )?\s*([A-Z][A-Z0-9_]+)=", text, re.M))


@functools.cache
def roles():
    """What `serve --only` takes."""
    match = re.search(r"Only these: ([a-z, ]+) \(comma", _read("server/src/cli.rs"))
    return set(match[1].split(", ")) if match else set()
