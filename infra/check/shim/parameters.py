"""A template's parameters against what was given: names, types, patterns."""

import re

from moto.cloudformation.exceptions import ValidationError


def _refuse(message):
    raise ValidationError("parameters", message=message)


def read(template, given):
    """All parameters by name, lists as lists."""
    known = template.get("Parameters", {})
    strangers = sorted(set(given) - set(known))
    if strangers and template:
        _refuse(f"Parameters: [{', '.join(strangers)}] do not exist in the template")
    missing = sorted(name for name, slot in known.items() if name not in given and "Default" not in slot)
    if missing:
        _refuse(f"Parameters: [{', '.join(missing)}] must have values")
    return {name: _value(name, slot, given.get(name, slot.get("Default"))) for name, slot in known.items()}


def _value(name, slot, value):
    kind = slot["Type"]
    many = kind == "CommaDelimitedList" or kind.startswith("List<")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    for part in text.split(",") if many else [text]:
        _check(name, slot, kind, part.strip())
    if many:
        return [part.strip() for part in text.split(",")] if text else []
    return text


def _check(name, slot, kind, text):
    allowed = [str(option).lower() if isinstance(option, bool) else str(option) for option in slot.get("AllowedValues", [])]
    if allowed and text not in allowed:
        _refuse(f"Parameter '{name}' must be one of AllowedValues: {', '.join(allowed)}")
    if "AllowedPattern" in slot and not re.fullmatch(slot["AllowedPattern"], text):
        _refuse(f"Parameter {name} failed to satisfy constraint: {slot.get('ConstraintDescription', slot['AllowedPattern'])}")
    if not int(slot.get("MinLength", 0)) <= len(text) <= int(slot.get("MaxLength", 4096)):
        _refuse(f"Parameter {name} has a length of {len(text)}")
    if "Number" in kind:
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            _refuse(f"Parameter {name}: '{text}' is not a number")
        if not float(slot.get("MinValue", "-inf")) <= float(text) <= float(slot.get("MaxValue", "inf")):
            _refuse(f"Parameter {name}: {text} is out of its range")
