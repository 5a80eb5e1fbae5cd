"""Our own rules over the templates, by the engine of cfn-guard, which a package of Python has compiled in. Where that comes from was judged: docs/deploy.md."""

import functools

import guardpycfn

from check.linters import CLOUDFORMATION

RULES = CLOUDFORMATION / "rules"

# For each file of rules: a template, what stands there, what is put in its place, and the rule that has to say so.
BREAKS = [
    ("data", "storage.yaml", "RestrictPublicBuckets: true", "RestrictPublicBuckets: false", "buckets_are_private"),
    ("network", "security.yaml", "          ToPort: 5432\n          SourceSecurityGroupId: !Ref AppGroup", "          ToPort: 5432\n          CidrIp: 0.0.0.0/0", "the_world_reaches_the_load_balancer_only"),
    ("roles", "roles.yaml", "aws:SourceAccount: !Ref AWS::AccountId", "aws:SourceArn: x", "a_role_is_for_one_service_of_this_account"),
    ("tasks", "worker.yaml", "ReadonlyRootFilesystem: true", "ReadonlyRootFilesystem: false", "tasks_are_small_and_closed"),
]


def run(report):
    """Each file of rules over all templates, then over one that is broken."""
    for path in sorted(RULES.glob("*.guard")):
        report.timed(f"cfn-guard: {path.stem}", functools.partial(_held, path))
    for name, template, old, new, rule in BREAKS:
        report.timed(f"cfn-guard, proof: {name}", functools.partial(_broken, name, template, old, new, rule))


def _held(path):
    for template in sorted(CLOUDFORMATION.glob("*.yaml")):
        yield from complaints(path.read_text(encoding="utf-8"), template.name, template.read_text(encoding="utf-8"))


def complaints(rules, name, text):
    """What the rules have against a template: the rule, the place, our words."""
    result = guardpycfn.validate_with_guard(text, rules, False)["result"]
    for broken in result["not_compliant"]:
        for words, place in sorted(set(_clauses(broken))):
            yield f"{name}: {broken['Rule']['name']}: {place}: {words}"


def _clauses(part):
    """Every clause in a verdict, whatever it is nested in: (our words or the engine's, where)."""
    if isinstance(part, list):
        for one in part:
            yield from _clauses(one)
    elif isinstance(part, dict):
        messages = part.get("messages")
        if isinstance(messages, dict) and "check" in part:
            words = messages.get("custom_message") or messages.get("error_message") or part.get("context") or ""
            yield words.strip(), _place(part["check"])
        for value in part.values():
            yield from _clauses(value)


def _place(part):
    """The first path in a verdict."""
    if isinstance(part, dict):
        if part.get("path"):
            return part["path"].removeprefix("/Resources/")
        found = (_place(value) for value in part.values())
        return next((place for place in found if place), "")
    return ""


def _broken(name, template, old, new, rule):
    text = (CLOUDFORMATION / template).read_text(encoding="utf-8")
    if old not in text:
        yield f"{template} has no “{old}” to break: mend this proof"
        return
    found = list(complaints((RULES / f"{name}.guard").read_text(encoding="utf-8"), template, text.replace(old, new)))
    if not any(rule in complaint for complaint in found):
        yield f"nothing said “{rule}”: {found or 'no complaint at all'}"
