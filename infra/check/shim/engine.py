"""Change sets as CloudFormation has them, in place of moto's: parameters and exports checked, all or nothing, back to the old state on failure."""

import copy
import functools
import threading

from moto.cloudformation import models, parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.responses import CloudFormationResponse
from moto.utilities.utils import get_partition

from check.shim import parameters, resolve, things
from deploy import templates

NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."
LOCK = threading.RLock()
DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


class StrictMap(parsing.ResourceMap):
    """The resources of one stack, and what their functions may ask."""

    @property
    def account(self):
        return self._account_id

    @property
    def region(self):
        return self._region_name

    @property
    def partition(self):
        return get_partition(self._region_name)

    @property
    def stack_name(self):
        return self._parsed_resources["AWS::StackName"]

    def load(self):
        """Called when a stack is made, before it has a template."""
        self.things = {}
        self.imports = set()
        self.lazy_condition_map = {}
        self._parsed_resources.update({"AWS::NoValue": resolve.NOTHING, "AWS::Partition": self.partition})
        self.load_parameters()

    def load_parameters(self):
        self.no_echo_parameter_keys = []
        self.resolved_parameters = parameters.read(self._template, self.input_parameters)

    # What functions ask.
    def ref(self, name):
        if name in self.resolved_parameters:
            return self.resolved_parameters[name]
        if name in self._resource_json_map:
            return self._thing(name).physical_resource_id
        if name in self._parsed_resources:
            return self._parsed_resources[name]
        raise resolve.Unresolved(f"Ref {name}: no such parameter or resource")

    def attribute(self, name, attribute):
        if name not in self._resource_json_map:
            raise resolve.Unresolved(f"GetAtt {name}.{attribute}: no such resource")
        return self._thing(name).get_cfn_attribute(attribute)

    def condition(self, name):
        conditions = self._template.get("Conditions", {})
        if name not in conditions:
            raise resolve.Unresolved(f"Condition {name}: no such condition")
        return resolve.holds(conditions[name], self)

    def mapping(self, name):
        return self._template["Mappings"][name]

    def imported(self, name):
        for export in self.cross_stack_resources.values():
            if export.name == name:
                self.imports.add(name)
                return export.value
        raise resolve.Unresolved(f"No export named {name} found.")

    def zones(self, region):
        return [f"{region or self.region}{letter}" for letter in "abc"]

    # Resources.
    def wanted(self, name):
        condition = self._resource_json_map[name].get("Condition")
        return condition is None or self.condition(condition)

    def _thing(self, name):
        if not self.wanted(name):
            raise resolve.Unresolved(f"{name} is referred to, but its condition leaves it out")
        if name not in self.things:
            if name in self._making:
                raise resolve.Unresolved(f"Circular dependency at {name}")
            self._making.add(name)
            self._apply(name)
        return self.things[name]

    def _apply(self, name):
        definition = self._resource_json_map[name]
        after = definition.get("DependsOn", [])
        for other in [after] if isinstance(after, str) else after:
            if other not in self._resource_json_map:
                raise resolve.Unresolved(f"{name} depends on {other}, which isn't there")
            if self.wanted(other):
                self._thing(other)
        old = self._before.get(name)
        properties = resolve.resolve(definition.get("Properties", {}), self)
        self.things[name] = things.make(self, name, definition, properties) if old is None else things.change(self, old, definition, properties)

    def apply(self, template, given):
        """Makes the stack be what the template says, or leaves it as it was."""
        kept = (self._template, self._resource_json_map, self.input_parameters, self.resolved_parameters, self.things)
        self.imports = set()
        self._template, self._resource_json_map, self.input_parameters = template, template["Resources"], given
        self._before, self.things, self._making = kept[-1], {}, set()
        try:
            self.load_parameters()
            self.lazy_condition_map = {name: self.condition(name) for name in template.get("Conditions", {})}
            for name in self._resource_json_map:
                if self.wanted(name):
                    self._thing(name)
        except Exception:
            self._template, self._resource_json_map, self.input_parameters, self.resolved_parameters, self.things = kept
            raise

    def restore(self):
        """Services run again what they ran before a change that failed."""
        for thing in self.things.values():
            if thing.type == "AWS::ECS::Service":
                things.live.OWN[thing.type](self, "", thing.properties, thing.moto)

    def delete(self):
        """What moto keeps of the resources goes, as far as it lets it go."""
        for thing in self.things.values():
            if thing.definition.get("DeletionPolicy") != "Retain":
                things.live.forget(self, thing)
        self.things = {}

    def __getitem__(self, name):
        return self.things[name] if name in self.things else self._parsed_resources.get(name)

    def __iter__(self):
        return iter(self.things)

    def __len__(self):
        return len(self.things)


class StrictOutputs(parsing.OutputMap):
    """A stack's outputs; those whose condition is false aren't there, and don't export either."""

    @property
    def outputs(self):
        if not self._template:
            return []
        named = self._template.get("Outputs", {})
        return [name for name, output in named.items() if "Condition" not in output or self._resource_map.condition(output["Condition"])]

    @property
    def exports(self):
        found = [(self._output_json_map[name], self[name]) for name in self.outputs]
        return [
            parsing.Export(self._stack_id, resolve.resolve(output["Export"]["Name"], self._resource_map), answered.value)
            for output, answered in found
            if "Export" in output
        ]


def _changes(stack, template, given):
    """What a change set would do, by trying it on a copy that touches nothing."""
    before = stack.resource_map.things
    trial = Trial(stack.resource_map, template, given)
    after = template["Resources"]
    found = []
    for name in sorted(set(before) | set(after)):
        wanted = name in after and trial.wanted(name)
        if wanted and name not in before:
            found.append(_change("Add", name, after[name]["Type"], None))
        elif not wanted and name in before:
            found.append(_change("Remove", name, before[name].type, None))
        elif wanted and trial.differs(name):
            found.append(_change("Modify", name, after[name]["Type"], "True" if trial.replaces(name) else "False"))
    return found


def _change(action, name, kind, replacement):
    change = models.Change(action, name, kind)
    change.replacement = replacement
    return change


class Trial(StrictMap):
    """Answers functions for a change set: resources that exist by what they are, others by a word."""

    def __init__(self, real, template, given):
        self.__dict__.update(real.__dict__)
        self._parsed_resources = dict(real._parsed_resources)
        self._before = real.things
        self.imports = set()
        self._template, self._resource_json_map, self.input_parameters = template, template["Resources"], given
        self.load_parameters()

    def _thing(self, name):
        return self._before.get(name) or _Unknown(name)

    def _new(self, name):
        return resolve.resolve(self._resource_json_map[name].get("Properties", {}), self)

    def differs(self, name):
        old, definition = self._before[name], self._resource_json_map[name]
        rest = [{key: value for key, value in side.items() if key != "Properties"} for side in (old.definition, definition)]
        return rest[0] != rest[1] or old.properties != self._new(name)

    def replaces(self, name):
        return things.replaces(self, self._before[name], self._new(name))


def _rules(stack, template, given):
    """A template's own rules about its parameters."""
    trial = Trial(stack.resource_map, template, given)
    for rule in template.get("Rules", {}).values():
        if "RuleCondition" in rule and not resolve.holds(rule["RuleCondition"], trial):
            continue
        for assertion in rule["Assertions"]:
            if not resolve.holds(assertion["Assert"], trial):
                raise things.Refused(f"Template error: {assertion['AssertDescription']}")


class _Unknown:
    def __init__(self, name):
        self.physical_resource_id = f"(new {name})"

    def get_cfn_attribute(self, attribute):
        return f"{self.physical_resource_id}.{attribute}"


def create_change_set(
    self, stack_name, change_set_name, template, parameters, description, change_set_type, notification_arns=None, tags=None, role_arn=None
):
    """In place of moto's."""
    models.validate_create_change_set(change_set_name)
    stack = next((known for known in self.stacks.values() if known.name == stack_name), None)
    parsed = _parse(template)
    if change_set_type == "CREATE":
        if stack is not None and stack.status != "REVIEW_IN_PROGRESS":
            raise ValidationError(stack_name, message=f"Stack [{stack_name}] already exists and cannot be created again with the changeSet [{change_set_name}].")
        if stack is None:
            stack = models.Stack(
                models.generate_stack_id(stack_name, self.region_name, self.account_id),
                stack_name,
                {},
                {},
                self.account_id,
                self.region_name,
                tags=tags,
                role_arn=role_arn,
            )
            stack.status = "REVIEW_IN_PROGRESS"
            self.stacks[stack.stack_id] = stack
    elif stack is None or stack.status not in DONE:
        message = f"Stack [{stack_name}] does not exist" if stack is None else f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated."
        raise ValidationError(stack_name, message=message)
    stack.cross_stack_resources = stack.resource_map.cross_stack_resources = self.exports
    try:
        changes = _changes(stack, parsed, parameters)
        _rules(stack, parsed, parameters)
    except (resolve.Unresolved, things.Refused) as error:
        raise ValidationError(stack_name, message=str(error)) from None
    # What a stack gives out counts as well as what it has.
    anything = changes or stack.template_dict.get("Outputs", {}) != parsed.get("Outputs", {})
    identity = models.generate_changeset_id(change_set_name, self.region_name, self.account_id)
    change_set = models.ChangeSet.__new__(models.ChangeSet)
    change_set.__dict__.update(
        change_set_type=change_set_type,
        change_set_id=identity,
        change_set_name=change_set_name,
        stack=stack,
        stack_id=stack.stack_id,
        stack_name=stack_name,
        notification_arns=notification_arns,
        description=description,
        tags=tags,
        role_arn=role_arn,
        template=template,
        template_dict=parsed,
        parameters=parameters,
        creation_time=models.utcnow(),
        changes=changes,
        status="CREATE_COMPLETE" if anything else "FAILED",
        execution_status="AVAILABLE" if anything else "UNAVAILABLE",
        status_reason=None if anything else NO_CHANGES,
    )
    self.change_sets[identity] = change_set
    return identity, stack.stack_id


def _parse(text):
    template = templates.parse(text)
    if not isinstance(template, dict) or not template.get("Resources"):
        raise ValidationError("template", message="At least one Resources member must be defined.")
    for name, definition in template["Resources"].items():
        missing = sorted(name for name in resolve.needs([definition.get("Properties", {})]) if not _known(name, template))
        if missing:
            raise ValidationError(name, message=f"Template format error: Unresolved resource dependencies {missing} in {name}")
    return template


def _known(name, template):
    return name.startswith("AWS::") or name in template["Resources"] or name in template.get("Parameters", {})


def execute_change_set(self, change_set_name, stack_name=None):
    """In place of moto's: a failure takes everything back and is told by the stack's events."""
    change_set = self.describe_change_set(change_set_name)
    stack, kind = self.stacks[change_set.stack_id], change_set.change_set_type
    stack._add_stack_event(f"{kind}_IN_PROGRESS", resource_status_reason="User Initiated")
    mine = {name for name, export in self.exports.items() if export._exporting_stack_id == stack.stack_id}
    old = copy.copy(stack.resource_map.__dict__)
    try:
        stack.resource_map.apply(change_set.template_dict, change_set.parameters)
        outputs = StrictOutputs(stack.resource_map, change_set.template_dict, stack.stack_id)
        exports = {export.name: export for export in outputs.exports}
        for name in sorted(name for name in mine if name not in exports or exports[name].value != self.exports[name].value):
            users = sorted(other.name for other in self.stacks.values() if other is not stack and name in other.resource_map.imports)
            if users:
                raise things.Refused(f"Export {name} cannot be deleted or changed as it is in use by {', '.join(users)}")
        for name in sorted(set(exports) & set(self.exports) - mine):
            raise things.Refused(f"Export with name {name} is already exported by another stack.")
    except (resolve.Unresolved, things.Refused) as error:
        stack.resource_map.__dict__.update(old)
        stack.resource_map.restore()
        stack.status = "ROLLBACK_COMPLETE" if kind == "CREATE" else "UPDATE_ROLLBACK_COMPLETE"
        _failed(stack, kind, str(error))
        change_set.execution_status = "EXECUTE_FAILED"
        return
    stack.template, stack.template_dict, stack.parameters = change_set.template, change_set.template_dict, change_set.parameters
    stack.output_map = outputs
    for name in mine:
        self.exports.pop(name)
    self.exports.update(exports)
    change_set.execution_status = "EXECUTE_COMPLETE"
    stack.status = f"{kind}_COMPLETE"
    stack._add_stack_event(stack.status)


def _failed(stack, kind, reason):
    name = reason.split(" ", 1)[0].rstrip(":")
    stack.events.append(models.Event(stack.stack_id, stack.name, name, "", "", f"{kind}_FAILED", reason, None))
    stack._add_stack_event(stack.status)


def _one_at_a_time(function):
    """Stacks may be asked for side by side; what keeps them isn't made for that."""

    @functools.wraps(function)
    def locked(*arguments, **named):
        with LOCK:
            return function(*arguments, **named)

    return locked


def install():
    """Puts all this in moto's place, in this process."""
    parsing.clean_json = resolve.resolve
    models.ResourceMap = StrictMap
    models.OutputMap = StrictOutputs
    models.Stack.parse_template = staticmethod(templates.parse)
    models.CloudFormationBackend.create_change_set = _one_at_a_time(create_change_set)
    models.CloudFormationBackend.execute_change_set = _one_at_a_time(execute_change_set)
    # A change set without changes is told by its state, not by an error.
    CloudFormationResponse._validate_different_update = lambda *_: None
