"""Which stacks an environment has, with which templates and parameters: `infra/cloudformation/README.md` says by what rules."""

import dataclasses
import json
import pathlib

from deploy.templates import Mistake, TEMPLATES, parse

IMAGE = "ImageUri"
# What a parameter file has where the operator's own value belongs.
PLACEHOLDER = ".invalid"


@dataclasses.dataclass(frozen=True)
class Stack:
    """One stack as it is deployed."""

    name: str
    full_name: str
    template: pathlib.Path
    region: str
    parameters: dict
    # Parameters that are outputs of other stacks: parameter → (stack, output).
    inputs: dict
    # The output with the task definition that has to run to its end before the next stack.
    run: str | None
    takes_image: bool


@dataclasses.dataclass(frozen=True)
class Environment:
    """All stacks of an environment, in the order of their making."""

    name: str
    region: str
    stacks: list

    def stack(self, name):
        """The stack of that name."""
        return next(stack for stack in self.stacks if stack.name == name)

    def has(self, name):
        """Whether there is a stack of that name."""
        return any(stack.name == name for stack in self.stacks)

    def placeholders(self):
        """Parameters whose value the operator hasn't given yet."""
        found = {(parameter, value) for stack in self.stacks for parameter, value in stack.parameters.items() if PLACEHOLDER in value}
        return sorted(f"{parameter} is still “{value}”" for parameter, value in found)


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Mistake(f"{path.name} is missing in {path.parent}") from None
    except json.JSONDecodeError as error:
        raise Mistake(f"{path.name}: {error}") from None


def names(folder=TEMPLATES):
    """The environments there are parameters for."""
    return sorted(path.stem for path in (folder / "parameters").glob("*.json"))


def read(environment, region, folder=TEMPLATES):
    """The stacks of an environment, with all parameters but those that only a deployment knows."""
    if environment not in names(folder):
        raise Mistake(f"There is no environment “{environment}”, but {', '.join(names(folder))}.")
    own = _json(folder / "parameters" / f"{environment}.json")
    shared = own.get("all", {})
    entries = _json(folder / "stacks.json")
    strangers = sorted(set(own) - {"all"} - {entry["name"] for entry in entries})
    if strangers:
        raise Mistake(f"parameters/{environment}.json has a part for {', '.join(strangers)}, which is no stack.")
    made, used = [], set()
    for entry in entries:
        # A stack that only some environments have.
        if "only_with" in entry and not shared.get(entry["only_with"]):
            continue
        path = folder / entry["template"]
        if not path.is_file():
            raise Mistake(f"stacks.json: {entry['name']} wants {entry['template']}, which isn't there.")
        known = parse(path.read_text(encoding="utf-8")).get("Parameters", {})
        special = {**entry.get("parameters", {}), **own.get(entry["name"], {})}
        unknown = sorted(set(special) - set(known))
        if unknown:
            raise Mistake(f"{entry['name']}: {entry['template']} has no parameter {', '.join(unknown)}.")
        used |= set(known) & set(shared)
        values = {"Environment": environment, **shared, **special}
        values = {name: _text(value) for name, value in values.items() if name in known}
        place = entry.get("region")
        if place is not None and place not in shared:
            raise Mistake(f"{entry['name']}: parameters/{environment}.json has no {place} in “all”.")
        made.append(
            Stack(
                name=entry["name"],
                full_name=f"reptidex-{environment}-{entry['name']}",
                template=path,
                region=_text(shared[place]) if place else region,
                parameters=values,
                inputs={parameter: tuple(source.split(".", 1)) for parameter, source in entry.get("inputs", {}).items()},
                run=entry.get("run"),
                takes_image=IMAGE in known,
            )
        )
    places = {entry.get(key) for entry in entries for key in ("region", "only_with")}
    unused = sorted(set(shared) - used - places)
    if unused:
        raise Mistake(f"parameters/{environment}.json: no template has a parameter {', '.join(unused)}.")
    return Environment(environment, region, made)
