"""Secrets that only an operator knows: which are empty, and filling them."""

import re
import urllib.parse

from deploy.templates import Mistake


def _described(deployment):
    client = deployment.client("secretsmanager")
    stack = deployment.environment.stack("secrets")
    pages = deployment.cloudformation(stack).get_paginator("list_stack_resources").paginate(StackName=stack.full_name)
    for page in pages:
        for resource in page["StackResourceSummaries"]:
            if resource["ResourceType"] == "AWS::SecretsManager::Secret":
                yield client.describe_secret(SecretId=resource["PhysicalResourceId"])


def listed(deployment):
    """Every secret of the environment: its short name, its purpose, whether it has a value."""
    return [
        (secret["Name"].rsplit("/", 1)[-1], secret.get("Description", ""), bool(secret.get("VersionIdsToStages")))
        for secret in sorted(_described(deployment), key=lambda secret: secret["Name"])
    ]


def empty(deployment):
    """The short names of those without a value."""
    return [name for name, _, filled in listed(deployment) if not filled]


def fill(deployment, name, value):
    """Gives a secret a value."""
    known = [known for known, _, _ in listed(deployment)]
    if name not in known:
        raise Mistake(f"There is no secret “{name}”, but {', '.join(known)}.")
    value = value.strip()
    complaint = CHECKS.get(name, lambda _: None)(value) if value else "it is empty"
    if complaint:
        raise Mistake(f"{name}: {complaint}. The secret is as it was.")
    deployment.client("secretsmanager").put_secret_value(SecretId=f"reptidex/{deployment.environment.name}/{name}", SecretString=value)


def _smtp(value):
    parsed = urllib.parse.urlsplit(value)
    if parsed.scheme not in ("smtp", "smtps") or not parsed.hostname:
        return "it is not an address such as smtps://user:password@mail.example.org"
    return None


def _pem(word):
    def check(value):
        if not re.search(rf"-----BEGIN [A-Z ]*{word}-----[^-]+-----END [A-Z ]*{word}-----", value):
            return f"it has no “BEGIN … {word}” and “END … {word}”"
        return None

    return check


CHECKS = {"smtp": _smtp, "database-ca": _pem("CERTIFICATE"), "jwt-keys": _pem("PRIVATE KEY")}
