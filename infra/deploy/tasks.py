"""Tasks that run once and have to end well: the migration before a roll, and whatever an operator runs by hand."""

from deploy import changes
from deploy.templates import Mistake


def run(deployment, stack, command=None):
    """Runs a stack's task and waits for its end; fails with what its log says."""
    name = deployment.environment.name
    found = deployment.outputs(stack.name)
    if stack.run not in found:
        raise Mistake(f"{stack.name} has no output {stack.run}.")
    client = deployment.client("ecs")
    security = deployment.outputs("security")
    network = deployment.outputs("network")
    request = {
        "cluster": f"reptidex-{name}",
        "taskDefinition": found[stack.run],
        "launchType": "FARGATE",
        "count": 1,
        "startedBy": "script/infra",
        "networkConfiguration": {
            "awsvpcConfiguration": {
                "subnets": [network["PrivateSubnetA"], network["PrivateSubnetB"]],
                "securityGroups": [security["AppGroup"]],
                "assignPublicIp": "DISABLED",
            }
        },
    }
    if command:
        container = client.describe_task_definition(taskDefinition=found[stack.run])["taskDefinition"]["containerDefinitions"][0]["name"]
        request["overrides"] = {"containerOverrides": [{"name": container, "command": command}]}
    answer = client.run_task(**request)
    if answer.get("failures") or not answer["tasks"]:
        raise Mistake(f"{stack.name}: the task didn't start: {answer.get('failures')}")
    task = answer["tasks"][0]["taskArn"]
    deployment.say(f"{stack.name}: task {task.rsplit('/', 1)[-1]} runs")

    def ended():
        seen = client.describe_tasks(cluster=f"reptidex-{name}", tasks=[task])["tasks"][0]
        return seen if seen["lastStatus"] == "STOPPED" else None

    seen = changes.wait(ended, 3600)
    codes = [container.get("exitCode") for container in seen["containers"]]
    if any(code != 0 for code in codes):
        reason = seen.get("stoppedReason") or "no reason given"
        log = _log(deployment, client, found[stack.run], task)
        raise Mistake(f"{stack.name}: the task ended with {codes} ({reason}).\n{log}")
    deployment.say(f"{stack.name}: the task ended well")


def _log(deployment, client, definition, task):
    """The last lines of the task's log, where they can be had."""
    container = client.describe_task_definition(taskDefinition=definition)["taskDefinition"]["containerDefinitions"][0]
    options = container.get("logConfiguration", {}).get("options", {})
    if "awslogs-group" not in options:
        return "It has no log group."
    stream = f"{options.get('awslogs-stream-prefix', '')}/{container['name']}/{task.rsplit('/', 1)[-1]}"
    try:
        logs = deployment.client("logs")
        events = logs.get_log_events(logGroupName=options["awslogs-group"], logStreamName=stream, limit=20)["events"]
    except logs.exceptions.ResourceNotFoundException:
        return f"Its log ({options['awslogs-group']}, {stream}) isn't there."
    return "\n".join(f"  {event['message']}" for event in events)
