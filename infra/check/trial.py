"""Environments deployed onto the local server by script/infra's own command, as an operator would, and what is then seen of them."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import boto3

from check import program
from check.shim import server
from check.site import Site
from deploy import stacks
from deploy.templates import TEMPLATES

# Each in a region of its own, so that one that is written down somewhere shows.
REGIONS = {"dev": "eu-central-1", "staging": "us-west-2", "prod": "ap-southeast-2"}
IMAGE = "registry.example/reptidex@sha256:" + "1" * 64
NEXT_IMAGE = "registry.example/reptidex@sha256:" + "2" * 64
BROKEN_IMAGE = "registry.example/reptidex:broken"
VALUES = {
    "smtp": "smtps://reptidex:secret@mail.example.org",
    "jwt-keys": "-----BEGIN PRIVATE KEY-----\nMAo=\n-----END PRIVATE KEY-----",
    "database-ca": "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----",
    "admin-oidc": '{"client_id": "reptidex", "client_secret": "secret"}',
}


def templates(folder):
    """A copy of the templates with an operator's values in place of those that end in `.invalid`."""
    copy = pathlib.Path(folder) / "cloudformation"
    shutil.copytree(TEMPLATES, copy)
    for path in (copy / "parameters").glob("*.json"):
        text = path.read_text(encoding="utf-8").replace(stacks.PLACEHOLDER, ".example")
        given = json.loads(text)
        # One environment that GitHub deploys, and one that sends traces.
        if path.stem == "prod":
            given["all"]["GithubRepository"] = "owner/reptidex"
        if path.stem == "dev":
            given["all"]["TracesEndpoint"] = "http://collector.example:4318"
        text = json.dumps(given)
        path.write_text(text, encoding="utf-8")
    return copy


class Trial:
    """A local server and the commands that an operator gives to it."""

    def __init__(self, folder=None):
        self.own = tempfile.TemporaryDirectory(prefix="reptidex-infra-")
        self.templates = folder or templates(self.own.name)
        self.running, self.address = server.start()

    def close(self):
        """Ends the server."""
        self.running.stop()
        self.own.cleanup()

    def _variables(self, environment):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return kept | {
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_REGION": REGIONS[environment],
            "PYTHONPATH": str(program.ROOT / "infra"),
        }

    def _words(self, environment, *words):
        return [sys.executable, "-m", "deploy", words[0], environment, "--templates", str(self.templates), *words[1:]]

    def command(self, environment, *words, given=""):
        """`script/infra WORDS`: its exit code and what it said."""
        done = subprocess.run(  # noqa: S603
            self._words(environment, *words), input=given, capture_output=True, text=True, env=self._variables(environment), check=False
        )
        return done.returncode, done.stdout + done.stderr

    def ringing(self, environment, alarm, image):
        """A roll during whose watch an alarm rings: its exit code and what it said."""
        client = self.client("cloudwatch", environment)
        running = subprocess.Popen(  # noqa: S603
            self._words(environment, "deploy", "--yes", "--watch", "0.5", "--image", image), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=self._variables(environment)
        )
        said = []
        for line in running.stdout:
            said.append(line)
            if "Watching the site's alarm" in line:
                client.set_alarm_state(AlarmName=alarm, StateValue="ALARM", StateReason="a trial")
        code = running.wait()
        client.set_alarm_state(AlarmName=alarm, StateValue="OK", StateReason="a trial")
        return code, "".join(said)

    def client(self, service, environment):
        """A client of the local server."""
        session = boto3.session.Session("local", "local", region_name=REGIONS[environment])
        return session.client(service, endpoint_url=self.address)

    def deploy(self, environment, image=IMAGE):
        """Everything from nothing to a running site. Yields what went wrong."""
        code, said = self.command(environment, "deploy", "--yes")
        if code != 2:
            yield f"{environment}: the first deploy ended with {code}:\n{said}"
            return
        for name in re.findall(r"script/infra secret \w+ ([\w-]+)", said):
            code, said = self.command(environment, "secret", name, given=VALUES[name])
            if code:
                yield f"{environment}: secret {name}:\n{said}"
                return
        code, said = self.command(environment, "deploy", "--yes", "--watch", "0", "--image", image)
        if code:
            yield f"{environment}:\n{said}"

    def site(self, environment):
        """What stands now."""
        found = {}
        prefix = f"reptidex-{environment}-"
        read = stacks.read(environment, REGIONS[environment], self.templates)
        for region in {stack.region for stack in read.stacks}:
            found |= {name: things for name, things in server.stacks(region).items() if name.startswith(prefix)}
        shared = json.loads((self.templates / "parameters" / f"{environment}.json").read_text(encoding="utf-8"))["all"]
        return Site(environment, REGIONS[environment], shared["BaseHost"], found)
