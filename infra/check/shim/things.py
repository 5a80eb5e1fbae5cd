"""A resource as the local server keeps it: its answered properties, its id, its attributes, and moto's own object where there is one."""

import dataclasses
import hashlib
from typing import Any

from check.shim import kinds, live, schema


class Refused(Exception):
    """What CloudFormation would have refused; its text names the resource."""


@dataclasses.dataclass
class Thing:
    """One resource. The names of the first three are those that moto's answers read."""

    logical_resource_id: str
    physical_resource_id: str
    cf_resource_type: str
    properties: dict[str, Any]
    definition: dict[str, Any]
    attributes: dict[str, Any]
    region: str
    moto: Any = None

    @property
    def type(self):
        """Its CloudFormation type."""
        return self.cf_resource_type

    def is_created(self):
        """Things are whole at once."""
        return True

    def get_cfn_attribute(self, name):
        """What `Fn::GetAtt` answers."""
        if not schema.has_attribute(self.region, self.type, name):
            raise Refused(f"{self.logical_resource_id}: {self.type} has no attribute {name}")
        if name in self.attributes:
            return self.attributes[name]
        if self.moto is not None:
            answer = self.moto.get_cfn_attribute(name)
            if answer is not None:
                return answer
        if name in self.properties:
            return self.properties[name]
        raise Refused(f"{self.logical_resource_id}: the local server doesn't know the attribute {name} of {self.type}")


def check(scope, logical, kind, properties):
    """Refuses what the type's schema refuses."""
    try:
        wrong = schema.complaints(scope.region, kind, properties)
    except LookupError as error:
        raise Refused(f"{logical}: {error}") from None
    if wrong:
        raise Refused(f"{logical} ({kind}): " + "; ".join(wrong))
    live.check_references(scope, logical, properties)


def make(scope, logical, definition, properties):
    """A new resource."""
    kind = definition["Type"]
    if kind not in kinds.KINDS:
        raise Refused(f"{logical}: the local server doesn't know the type {kind}")
    check(scope, logical, kind, properties)
    shape = kinds.KINDS[kind]
    given = properties.get(shape.named) if shape.named else None
    digest = hashlib.sha256(f"{scope.stack_name}/{logical}".encode()).hexdigest()
    words = {
        "name": given or f"{scope.stack_name}-{logical}"[:50],
        "id": digest[:17],
        "uuid": f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}",
        "upper": digest[:14].upper(),
        "account": scope.account,
        "region": scope.region,
        "partition": scope.partition,
    }
    alive = None
    if shape.moto:
        alive = live.make(scope, logical, kind, words["name"], properties)
    elif kind in live.OWN:
        alive = live.OWN[kind](scope, words["name"], properties, None)
    words["ref"] = alive.physical_resource_id if alive is not None and shape.ref is None else (shape.ref or "{name}").format(**words)
    attributes = {
        name: [text.format(**words) for text in given] if isinstance(given, tuple) else given.format(**words) for name, given in shape.attributes.items()
    }
    return Thing(logical, words["ref"], kind, properties, definition, attributes, scope.region, alive)


def change(scope, thing, definition, properties):
    """The resource with other properties: the same id, or a new one where its type can't be changed so."""
    check(scope, thing.logical_resource_id, thing.type, properties)
    if definition["Type"] != thing.type:
        raise Refused(f"{thing.logical_resource_id}: the type can't change from {thing.type} to {definition['Type']}")
    replaced = replaces(scope, thing, properties)
    alive, ref = thing.moto, thing.physical_resource_id
    if thing.type in live.OWN:
        alive = live.OWN[thing.type](scope, "", properties, thing.moto)
        ref = alive.physical_resource_id
    elif replaced:
        return make(scope, thing.logical_resource_id, definition, properties)
    return dataclasses.replace(thing, physical_resource_id=ref, properties=properties, definition=definition, moto=alive)


def replaces(scope, thing, properties):
    """Whether these properties would make a new resource instead of changing this one."""
    unchangeable = schema.replacing(scope.region, thing.type)
    return any(thing.properties.get(name) != properties.get(name) for name in unchangeable)
