"""One stack to its wanted state, by a change set that can be read before it is carried out."""

import dataclasses
import datetime
import time

from botocore.exceptions import ClientError

from deploy import templates
from deploy.templates import Mistake

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]
# Types whose replacement loses what people have given us.
PRECIOUS = (
    "AWS::RDS::DBInstance",
    "AWS::S3::Bucket",
    "AWS::KMS::Key",
    "AWS::SecretsManager::Secret",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ECR::Repository",
)
MOST_SECONDS = 2 * 3600


@dataclasses.dataclass(frozen=True)
class State:
    """What a stack is before it is touched: enough to bring it back."""

    status: str
    body: str
    parameters: dict


def wait(look, seconds=MOST_SECONDS):
    """Asks until there is an answer: quickly at first, then every five seconds."""
    pause, until = 0.05, time.monotonic() + seconds
    while time.monotonic() < until:
        answer = look()
        if answer is not None:
            return answer
        time.sleep(pause)
        pause = min(pause * 2, 5)
    raise Mistake(f"No end after {seconds} seconds.")


def describe(client, name):
    """The stack, or None where there is none."""
    try:
        return client.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            return None
        raise


def state(client, name):
    """The stack's state, or None where there is nothing yet that could be brought back."""
    found = describe(client, name)
    if found is None or found["StackStatus"] == "REVIEW_IN_PROGRESS":
        return None
    body = client.get_template(StackName=name, TemplateStage="Original")["TemplateBody"]
    if not isinstance(body, str):
        body = templates.pack(body)
    given = {entry["ParameterKey"]: entry["ParameterValue"] for entry in found.get("Parameters", [])}
    return State(found["StackStatus"], body, given)


def outputs(client, name):
    """The stack's outputs by name."""
    found = describe(client, name)
    return {entry["OutputKey"]: entry["OutputValue"] for entry in (found or {}).get("Outputs", [])}


@dataclasses.dataclass(frozen=True)
class ChangeSet:
    """A change set that waits to be carried out."""

    client: object
    stack: str
    identity: str
    create: bool
    changes: list

    def lines(self):
        """The changes, a line each, in one order."""
        return [_line(change) for change in self.changes]

    def losses(self):
        """Changes that would throw away what people have given us."""
        return [_line(change) for change in self.changes if change["ResourceType"] in PRECIOUS and _goes(change)]

    def discard(self):
        """Takes it away, and the empty stack that it began."""
        self.client.delete_change_set(ChangeSetName=self.identity, StackName=self.stack)
        if self.create:
            self.client.delete_stack(StackName=self.stack)

    def execute(self):
        """Carries it out and waits for its end."""
        self.client.execute_change_set(ChangeSetName=self.identity, StackName=self.stack)
        status = wait(self._ended)
        if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            reasons = "\n".join(f"  {line}" for line in self._reasons())
            raise Mistake(f"{self.stack} is {status}:\n{reasons}")

    def _ended(self):
        status = describe(self.client, self.stack)["StackStatus"]
        return None if status.endswith("_IN_PROGRESS") else status

    def _reasons(self):
        events = self.client.describe_stack_events(StackName=self.stack)["StackEvents"]
        return [
            f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', event['ResourceStatus'])}"
            for event in events
            if event["ResourceStatus"].endswith("_FAILED") and "cancelled" not in event.get("ResourceStatusReason", "")
        ]


def _goes(change):
    return change["Action"] == "Remove" or change.get("Replacement") == "True"


def _line(change):
    word = {"Add": "add", "Modify": "change", "Remove": "remove"}.get(change["Action"], change["Action"].lower())
    anew = {"True": " (made anew)", "Conditional": " (perhaps made anew)"}.get(change.get("Replacement"), "")
    return f"{word} {change['LogicalResourceId']} ({change['ResourceType']}){anew}"


def prepare(client, name, body, parameters, role=None):
    """A change set for the stack, or None where nothing changes. `role` is CloudFormation's own, where it has one."""
    found = describe(client, name)
    status = found["StackStatus"] if found else None
    if status == "ROLLBACK_COMPLETE":
        raise Mistake(f"{name} failed when it was first made, so nothing of it is left. Delete it and try again: script/infra delete {name}")
    create = status in (None, "REVIEW_IN_PROGRESS")
    stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d%H%M%S%f")
    made = client.create_change_set(
        StackName=name,
        ChangeSetName=f"reptidex-{stamp}",
        ChangeSetType="CREATE" if create else "UPDATE",
        TemplateBody=body,
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in sorted(parameters.items())],
        Capabilities=CAPABILITIES,
        Tags=[{"Key": "project", "Value": "reptidex"}],
        **({"RoleARN": role} if role else {}),
    )
    identity = made["Id"]

    def ready():
        answer = client.describe_change_set(ChangeSetName=identity, StackName=name)
        return None if answer["Status"] in ("CREATE_PENDING", "CREATE_IN_PROGRESS") else answer

    answer = wait(ready, 900)
    changes = [change["ResourceChange"] for change in _all_changes(client, name, identity)]
    change_set = ChangeSet(client, name, identity, create, sorted(changes, key=lambda change: change["LogicalResourceId"]))
    if answer["Status"] == "CREATE_COMPLETE":
        return change_set
    reason = answer.get("StatusReason", "")
    if "didn't contain changes" in reason or "No updates are to be performed" in reason:
        client.delete_change_set(ChangeSetName=identity, StackName=name)
        return None
    raise Mistake(f"{name}: {reason}")


def _all_changes(client, name, identity):
    token, changes = {}, []
    while True:
        page = client.describe_change_set(ChangeSetName=identity, StackName=name, **token)
        changes += page.get("Changes", [])
        if not page.get("NextToken"):
            return changes
        token = {"NextToken": page["NextToken"]}
