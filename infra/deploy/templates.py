"""Reading CloudFormation templates."""

import functools
import json
import pathlib

import yaml

INFRA = pathlib.Path(__file__).resolve().parent.parent
TEMPLATES = INFRA / "cloudformation"
# CreateChangeSet takes no more in its request than this many bytes.
MOST_BYTES = 51_200


class Mistake(Exception):
    """Something that the operator can put right; its text says how."""


# The one written in C, where the package has it.
_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_Base):
    """YAML as CloudFormation reads it: short functions written out, and dates left as they stand."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _function(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix in ("Ref", "Condition"):
        return {suffix: value}
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", _function)


@functools.lru_cache(maxsize=256)
def parse(text):
    """A template's text, YAML or JSON, as plain data, which nobody may change: it is kept."""
    # Loader is a SafeLoader.
    return yaml.load(text, Loader=Loader)  # noqa: S506


def body(path):
    """What is sent: the file as it stands, or, where that is too long, the same without comments and spaces."""
    text = path.read_text(encoding="utf-8")
    if len(text.encode()) <= MOST_BYTES:
        return text
    packed = pack(parse(text))
    if len(packed.encode()) > MOST_BYTES:
        raise Mistake(f"{path.name}: {len(packed.encode())} bytes without its spaces, and a change set takes {MOST_BYTES}. Split it.")
    return packed


def walk(value):
    """Every mapping inside a value, itself first."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def pack(template):
    """Plain data as the text of a template."""
    return json.dumps(template, separators=(",", ":"), ensure_ascii=False)
