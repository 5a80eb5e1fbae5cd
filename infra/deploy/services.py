"""Services as they run now: what each is, and starting their tasks anew."""

from botocore.exceptions import ClientError

from deploy import changes
from deploy.stacks import IMAGE
from deploy.templates import Mistake


def _described(deployment):
    client = deployment.client("ecs")
    cluster = f"reptidex-{deployment.environment.name}"
    arns = [arn for page in client.get_paginator("list_services").paginate(cluster=cluster) for arn in page["serviceArns"]]
    found = []
    for start in range(0, len(arns), 10):
        found += client.describe_services(cluster=cluster, services=arns[start : start + 10])["services"]
    return sorted(found, key=lambda service: service["serviceName"])


def status(deployment):
    """A line a stack, then a line a service."""
    lines = []
    for stack in deployment.environment.stacks:
        found = changes.describe(deployment.cloudformation(stack), stack.full_name)
        given = {entry["ParameterKey"]: entry["ParameterValue"] for entry in (found or {}).get("Parameters", [])}
        lines.append(f"{stack.name:<16} {found['StackStatus'] if found else 'not made yet':<26} {given.get(IMAGE, '')}".rstrip())
    try:
        services = _described(deployment)
    except ClientError:
        services = []
    for service in services:
        rollout = service["deployments"][0].get("rolloutState", "") if service["deployments"] else ""
        lines.append(f"{service['serviceName']:<16} {service['runningCount']} of {service['desiredCount']} tasks {rollout}".rstrip())
    return lines


def restart(deployment, wanted):
    """New tasks of the same image, service by service: how a changed secret gets to them."""
    client = deployment.client("ecs")
    cluster = f"reptidex-{deployment.environment.name}"
    services = [service["serviceName"] for service in _described(deployment)]
    prefix = f"reptidex-{deployment.environment.name}-"
    chosen = [name for name in services if not wanted or name in wanted or name.removeprefix(prefix) in wanted]
    if not chosen:
        raise Mistake(f"No such service: {' '.join(wanted)}. There are {', '.join(services) or 'none'}.")
    for name in chosen:
        client.update_service(cluster=cluster, service=name, forceNewDeployment=True)
        changes.wait(lambda name=name: _settled(client, cluster, name), 1800)
        deployment.say(f"{name}: restarted")


def _settled(client, cluster, name):
    newest = client.describe_services(cluster=cluster, services=[name])["services"][0]["deployments"][0]
    if newest.get("rolloutState") == "FAILED":
        raise Mistake(f"{name}: {newest.get('rolloutStateReason')}")
    return True if newest.get("rolloutState") == "COMPLETED" else None
