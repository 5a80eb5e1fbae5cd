"""Properties against the registry's own schemas, as cfn-lint ships them: after the functions are answered, so values count too."""

import functools

import jsonschema
import regex
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER, ResourceNotFoundError
from jsonschema import Draft7Validator, validators


def _is_integer(_checker, value):
    return not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, str) and regex.fullmatch(r"-?\d+", value) is not None))


def _is_number(_checker, value):
    return _is_integer(_checker, value) or isinstance(value, float) or (isinstance(value, str) and regex.fullmatch(r"-?\d+(\.\d+)?", value) is not None)


def _is_boolean(_checker, value):
    return isinstance(value, bool) or value in ("true", "false")


def _is_string(_checker, value):
    return isinstance(value, (str, int, float))


def _pattern(_validator, pattern, value, _schema):
    try:
        fits = not isinstance(value, str) or regex.search(pattern, value) is not None
    except regex.error:
        # A pattern of another dialect says nothing here.
        return
    if not fits:
        yield jsonschema.ValidationError(f"{value!r} does not match {pattern!r}")


def _enum(_validator, allowed, value, _schema):
    if str(value).lower() not in {str(item).lower() for item in allowed}:
        yield jsonschema.ValidationError(f"{value!r} is none of {', '.join(map(str, allowed))}")


def _bound(fits, word):
    def check(_validator, bound, value, _schema):
        if _is_number(None, value) and not fits(float(value), bound):
            yield jsonschema.ValidationError(f"{value!r} is {word} {bound}")

    return check


# CloudFormation takes "80" for 80 and "true" for true, and the other way round.
_CHECKER = Draft7Validator.TYPE_CHECKER.redefine_many(
    {"integer": _is_integer, "number": _is_number, "boolean": _is_boolean, "string": _is_string}
)
_Validator = validators.extend(
    Draft7Validator,
    validators={
        "pattern": _pattern,
        "enum": _enum,
        "minimum": _bound(lambda value, bound: value >= bound, "less than"),
        "maximum": _bound(lambda value, bound: value <= bound, "more than"),
    },
    type_checker=_CHECKER,
)


@functools.lru_cache(maxsize=None)
def _schema(region, kind):
    try:
        return PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, kind)
    except ResourceNotFoundError:
        raise LookupError(f"{kind} is not a type of {region}") from None


@functools.lru_cache(maxsize=None)
def _validator(region, kind):
    return _Validator(_schema(region, kind).schema)


def complaints(region, kind, properties):
    """What the type's schema has against these properties, each with its path."""
    return [
        f"{'.'.join(str(part) for part in error.absolute_path) or 'properties'}: {error.message[:300]}"
        for error in _validator(region, kind).iter_errors(properties)
    ]


def has_attribute(region, kind, attribute):
    """Whether the type has an attribute of that name to get."""
    return attribute in _schema(region, kind).get_atts


def replacing(region, kind):
    """The properties whose change makes a new resource."""
    return {pointer.split("/")[2] for pointer in _schema(region, kind).schema.get("createOnlyProperties", [])}
