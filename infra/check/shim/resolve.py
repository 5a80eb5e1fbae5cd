"""CloudFormation's functions, strictly: what isn't known is an error, never left as it stands."""

import base64
import ipaddress
import json
import re


class Unresolved(Exception):
    """A function that can't be answered; its text names it."""


# What `AWS::NoValue` leaves: the property is taken out.
NOTHING = object()


def resolve(value, scope):
    """The value with all functions answered by `scope` (ref, attribute, condition, mapping, imported, zones)."""
    if isinstance(value, list):
        return [inner for inner in (resolve(item, scope) for item in value) if inner is not NOTHING]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (name, argument), = value.items()
        if name == "Ref":
            return scope.ref(argument)
        if name.startswith("Fn::"):
            if name not in FUNCTIONS:
                raise Unresolved(f"{name} is not a function that the local server knows")
            return FUNCTIONS[name](argument, scope)
    answered = {key: resolve(inner, scope) for key, inner in value.items()}
    return {key: inner for key, inner in answered.items() if inner is not NOTHING}


def _attribute(argument, scope):
    name, attribute = argument if isinstance(argument, list) else argument.split(".", 1)
    return scope.attribute(name, resolve(attribute, scope))


def _sub(argument, scope):
    text, given = argument if isinstance(argument, list) else (argument, {})
    given = {key: resolve(inner, scope) for key, inner in given.items()}

    def put(match):
        name = match[1]
        if name.startswith("!"):
            return "${" + name[1:] + "}"
        if name in given:
            return str(given[name])
        answer = scope.attribute(*name.split(".", 1)) if "." in name else scope.ref(name)
        if isinstance(answer, (list, dict)) or answer is NOTHING:
            raise Unresolved(f"${{{name}}} is not a text")
        return str(answer)

    return re.sub(r"\$\{([^}]+)\}", put, text)


def _join(argument, scope):
    parts = resolve(argument[1], scope)
    if not isinstance(parts, list):
        raise Unresolved(f"Fn::Join of {parts!r}, which is not a list")
    return argument[0].join(str(part) for part in parts)


def _select(argument, scope):
    index, options = int(resolve(argument[0], scope)), resolve(argument[1], scope)
    if not 0 <= index < len(options):
        raise Unresolved(f"Fn::Select takes place {index} of {len(options)}")
    return options[index]


def _if(argument, scope):
    name, then, otherwise = argument
    return resolve(then if scope.condition(name) else otherwise, scope)


def _find(argument, scope):
    name, *path = (resolve(part, scope) for part in argument[:3])
    found = scope.mapping(name)
    for key in path:
        if str(key) not in {str(known) for known in found}:
            raise Unresolved(f"Fn::FindInMap: {name} has no {key}")
        found = next(inner for known, inner in found.items() if str(known) == str(key))
    return found


def _cidr(argument, scope):
    block, count, bits = ([*resolve(argument, scope), 8])[:3]
    network = ipaddress.ip_network(block)
    subnets = network.subnets(new_prefix=network.max_prefixlen - int(bits))
    return [str(next(subnets)) for _ in range(int(count))]


FUNCTIONS = {
    "Fn::GetAtt": _attribute,
    "Fn::Sub": _sub,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::If": _if,
    "Fn::FindInMap": _find,
    "Fn::Cidr": _cidr,
    "Fn::Split": lambda argument, scope: resolve(argument[1], scope).split(argument[0]),
    "Fn::ImportValue": lambda argument, scope: scope.imported(resolve(argument, scope)),
    "Fn::GetAZs": lambda argument, scope: scope.zones(resolve(argument, scope)),
    "Fn::Base64": lambda argument, scope: base64.b64encode(resolve(argument, scope).encode()).decode(),
    "Fn::ToJsonString": lambda argument, scope: json.dumps(resolve(argument, scope)),
    "Fn::Length": lambda argument, scope: len(resolve(argument, scope)),
}


def holds(condition, scope):
    """Whether a condition is true."""
    if not isinstance(condition, dict) or len(condition) != 1:
        raise Unresolved(f"a condition can't be read: {condition!r}")
    (name, argument), = condition.items()
    if name == "Condition":
        return scope.condition(argument)
    if name == "Fn::Equals":
        left, right = (resolve(side, scope) for side in argument)
        return _text(left) == _text(right)
    if name == "Fn::Not":
        return not holds(argument[0], scope)
    if name == "Fn::And":
        return all([holds(part, scope) for part in argument])
    if name == "Fn::Or":
        return any([holds(part, scope) for part in argument])
    raise Unresolved(f"{name} is not a condition that the local server knows")


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def needs(value):
    """The names that a value refers to: resources, parameters, pseudo parameters."""
    if isinstance(value, list):
        return {name for inner in value for name in needs(inner)}
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, inner in value.items():
        if key == "Ref":
            found.add(inner)
        elif key == "Fn::GetAtt":
            found.add(inner[0] if isinstance(inner, list) else inner.split(".", 1)[0])
        elif key == "Fn::Sub":
            text, given = inner if isinstance(inner, list) else (inner, {})
            found |= {name.split(".", 1)[0] for name in re.findall(r"\$\{([^!}]+)\}", text) if name not in given} | needs(given)
        else:
            found |= needs(inner)
    return found
