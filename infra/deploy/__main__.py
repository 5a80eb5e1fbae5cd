"""The command line of `script/infra`, but for `check` and `local`."""

import argparse
import json
import os
import pathlib
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from deploy import alarm, changes, secrets, services, stacks, tasks
from deploy.deployment import Deployment
from deploy.templates import TEMPLATES, Mistake


# The exit code of a deployment that waits for the operator.
WAITS = 2


class Session:
    """boto3's session whose clients try again where AWS asks for patience."""

    def __init__(self):
        self.inner = boto3.session.Session()
        # boto3 itself knows the older of the two names only.
        self.region = os.environ.get("AWS_REGION") or self.inner.region_name

    def client(self, service, region_name):
        """A client of a service."""
        return self.inner.client(service, region_name=region_name, config=Config(retries={"mode": "adaptive", "max_attempts": 10}))


def _arguments():
    parser = argparse.ArgumentParser(prog="script/infra")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name, text):
        made = commands.add_parser(name, help=text, description=text)
        made.add_argument("environment", help="dev, staging or prod")
        made.add_argument("--templates", type=pathlib.Path, default=TEMPLATES, help=argparse.SUPPRESS)
        return made

    for name, text in (("deploy", "make the stacks be what the templates say"), ("plan", "say what deploy would change, and change nothing")):
        made = command(name, text)
        made.add_argument("--image", help="the image that services run, by its tag or digest; without it the one that runs now")
        if name == "deploy":
            made.add_argument("--yes", action="store_true", help="don't ask before each change")
            made.add_argument("--reviewed", type=pathlib.Path, metavar="FILE", help="a plan: stop where the changes aren't those of it")
            made.add_argument("--watch", type=float, default=5, metavar="MINUTES", help="watch the site's alarm so long after a roll, and go back when it rings (5)")
        else:
            made.add_argument("--out", type=pathlib.Path, metavar="FILE", help="write the plan for deploy --reviewed")
    command("status", "the stacks and services as they are")
    command("secrets", "the secrets, and which are empty")
    command("secret", "give a secret the value that comes from standard input").add_argument("name")
    command("restart", "new tasks, so that they read changed secrets").add_argument("services", nargs="*")
    command("run", "run a command of reptidex once, as a task with the owner's rights").add_argument("words", nargs="+")
    command("delete", "take away a stack that failed when it was first made").add_argument("stack")
    return parser.parse_args()


def _agree(yes):
    def agree(what):
        if yes:
            return True
        if not sys.stdin.isatty():
            raise Mistake("Nobody is here to agree. Look at script/infra plan, then give --yes.")
        return input(f"Carry out the changes of {what}? [y/N] ").strip().lower() in ("y", "yes")

    return agree


def _say(line):
    print(line, flush=True)


def _check_parameters(environment):
    found = environment.placeholders()
    if found:
        raise Mistake(f"parameters/{environment.name}.json:\n" + "\n".join(f"  {line}" for line in found))


def _deploy(deployment, options):
    _check_parameters(deployment.environment)
    reviewed = json.loads(options.reviewed.read_text(encoding="utf-8")) if options.reviewed else None
    if options.image and options.watch > 0 and alarm.ringing(deployment):
        raise Mistake("The site's alarm rings already, so a roll could not be watched. Find out why; to roll out what mends it, give --watch 0.")
    waiting = deployment.run(options.image, reviewed)
    if waiting:
        _say("So far all stands. What has to be done by hand before it goes on:")
        for line in waiting:
            _say(f"    {line}")
        return WAITS
    alarm.watch(deployment, options.watch)
    _say("All stacks stand.")
    return 0


def _plan(deployment, options):
    _check_parameters(deployment.environment)
    planned = deployment.plan(options.image)
    for name, lines in planned.items():
        _say(f"{name}: {'nothing to change' if not lines else ''}".rstrip())
        for line in lines:
            _say(f"    {line}")
    if options.out:
        options.out.write_text(json.dumps(planned, indent=2) + "\n", encoding="utf-8")


def _delete(deployment, options):
    stack = deployment.environment.stack(options.stack)
    client = deployment.cloudformation(stack)
    found = changes.describe(client, stack.full_name)
    if found is None or found["StackStatus"] not in ("ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"):
        raise Mistake(f"{stack.name} is {found['StackStatus'] if found else 'not there'}: only what failed when it was first made is deleted by this.")
    client.delete_stack(StackName=stack.full_name)
    changes.wait(lambda: True if changes.describe(client, stack.full_name) is None else None, 1800)
    _say(f"{stack.name}: deleted")


def _status(deployment, _options):
    for line in services.status(deployment):
        _say(line)


def _secrets(deployment, _options):
    for name, purpose, filled in secrets.listed(deployment):
        _say(f"{'filled' if filled else 'EMPTY':<7} {name:<14} {purpose}")


def _secret(deployment, options):
    if sys.stdin.isatty():
        _say("The value, ended by Ctrl-D:")
    secrets.fill(deployment, options.name, sys.stdin.read())
    _say(f"{options.name}: filled. Tasks read it when they start: script/infra restart {options.environment}")


def _run(deployment, options):
    stack = next(stack for stack in deployment.environment.stacks if stack.run)
    tasks.run(deployment, stack, options.words)


COMMANDS = {
    "deploy": _deploy,
    "plan": _plan,
    "status": _status,
    "secrets": _secrets,
    "secret": _secret,
    "restart": lambda deployment, options: services.restart(deployment, options.services),
    "run": _run,
    "delete": _delete,
}


def main():
    """Runs the command; a mistake is told in words and exits with 1."""
    options = _arguments()
    try:
        session = Session()
        if not session.region:
            raise Mistake("No region. Set AWS_REGION.")
        environment = stacks.read(options.environment, session.region, options.templates)
        deployment = Deployment(environment, session, _say, _agree(getattr(options, "yes", True)))
        account = session.client("sts", session.region).get_caller_identity()["Account"]
        where = os.environ.get("AWS_ENDPOINT_URL", "AWS")
        _say(f"{options.environment}: account {account}, {session.region}, at {where}")
        return COMMANDS[options.command](deployment, options) or 0
    except (Mistake, BotoCoreError, ClientError) as error:
        print(f"x   {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
