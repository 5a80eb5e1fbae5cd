"""Secrets: there, used, read by those only who need them."""

import json
import re

from check.site import environment, secret_sources

SECRET_WORDS = re.compile(r"PASSWORD|SECRET|TOKEN|_KEYS?$|SMTP_URL")
REFERENCE = re.compile(r"\{\{resolve:secretsmanager:(arn:[^}]*?:secret:[^:}]+|[^:}]+)")


def _arn(source):
    """The secret's own ARN, without the part of its value, its version and its stage."""
    return ":".join(source.split(":")[:7])


def _part(source):
    parts = source.split(":")
    return parts[7] if len(parts) > 7 else ""


def _members(thing):
    """The names in a secret's value, where it is an object that we know; None where an operator fills it."""
    if thing.type == "AWS::RDS::DBInstance":
        return {"username", "password"}
    rule = thing.properties.get("GenerateSecretString")
    if rule is None:
        return None
    if "SecretStringTemplate" not in rule:
        return set()
    return {*json.loads(rule["SecretStringTemplate"]), rule["GenerateStringKey"]}


def every_secret_that_a_task_names_exists(site):
    """Every secret that a task names exists, and has the member that is asked for."""
    for task in site.tasks:
        for name, source in secret_sources(task).items():
            thing = site.secrets.get(_arn(source))
            if thing is None:
                yield f"{site.name_of(task)}: {name} comes from {source}, which isn't there"
                continue
            known, part = _members(thing), _part(source)
            if known is not None and (part not in known if part else known):
                yield f"{site.name_of(task)}: {name} asks for “{part}” of {site.name_of(thing)}, which has {', '.join(sorted(known)) or 'no members'}"


def every_secret_is_used(site):
    """Every secret is used."""
    used = {_arn(source) for task in site.tasks for source in secret_sources(task).values()}
    used |= {arn for thing in site.things for arn in REFERENCE.findall(json.dumps(thing.properties))}
    for arn, thing in site.secrets.items():
        if arn not in used and thing.properties.get("Name") not in used:
            yield f"{site.name_of(thing)}: nothing uses it"


def secrets_are_not_plain(site):
    """No password, key or token stands in a task's plain variables."""
    for task in site.tasks:
        for name, value in environment(task).items():
            if SECRET_WORDS.search(name) or re.search(r"://[^/@:]*:[^/@]+@", value):
                yield f"{site.name_of(task)}: {name} stands in plain text"


def _statements(site, arn):
    role = next((role for role in site.of("AWS::IAM::Role") if role.get_cfn_attribute("Arn") == arn), None)
    if role is None:
        return
    documents = [policy["PolicyDocument"] for policy in role.properties.get("Policies", [])]
    for policy in site.of("AWS::IAM::Policy") + site.of("AWS::IAM::ManagedPolicy"):
        roles = policy.properties.get("Roles", [])
        if role.physical_resource_id in roles or policy.physical_resource_id in role.properties.get("ManagedPolicyArns", []):
            documents.append(policy.properties["PolicyDocument"])
    for document in documents:
        for statement in document["Statement"]:
            actions, resources = (value if isinstance(value, list) else [value] for value in (statement["Action"], statement.get("Resource", [])))
            if statement["Effect"] == "Allow":
                yield actions, resources


def a_task_may_read_its_own_secrets_only(site):
    """A task may read the secrets that it names, and no others."""
    for task in site.tasks:
        wanted = {_arn(source) for source in secret_sources(task).values()}
        may = {
            resource.rstrip("*").removesuffix("-??????")
            for actions, resources in _statements(site, task.properties["ExecutionRoleArn"])
            if any(action.startswith("secretsmanager:") or action == "*" for action in actions)
            for resource in resources
        }
        for arn in sorted(wanted - may):
            yield f"{site.name_of(task)}: may not read {site.name_of(site.secrets[arn]) if arn in site.secrets else arn}"
        for arn in sorted(may - wanted):
            yield f"{site.name_of(task)}: may read {site.name_of(site.secrets[arn]) if arn in site.secrets else arn}, which it doesn't name"


def roles_are_narrow(site):
    """No role may do everything, or anything with all of a service."""
    for role in site.of("AWS::IAM::Role"):
        for actions, _ in _statements(site, role.get_cfn_attribute("Arn")):
            for action in actions:
                if action == "*" or action.endswith(":*"):
                    yield f"{site.name_of(role)}: may {action}"
