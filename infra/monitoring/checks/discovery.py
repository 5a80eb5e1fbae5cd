"""What is written for Prometheus: targets on ECS, times of backups."""

import importlib.machinery
import importlib.util
import json
import subprocess
import tempfile
from datetime import datetime, timezone
from pathlib import Path


def loaded(path):
    """A Python program without an ending in its name, as a module."""
    loader = importlib.machinery.SourceFileLoader(path.name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(path.name, loader))
    loader.exec_module(module)
    return module


def task(service, address, status="RUNNING", name="t1"):
    """A task as DescribeTasks answers."""
    details = [{"name": "subnetId", "value": "subnet-1"}, {"name": "privateIPv4Address", "value": address}]
    return {
        "taskArn": f"arn:aws:ecs:region:account:task/reptidex/{name}",
        "group": f"service:{service}",
        "lastStatus": status,
        "attachments": [{"type": "ElasticNetworkInterface", "details": details}],
    }


class FakeEcs:
    """Two pages of tasks."""

    def __init__(self, tasks):
        self.tasks = {task["taskArn"]: task for task in tasks}
        self.asked = []

    def get_paginator(self, _operation):
        """Itself: it has the one."""
        return self

    def paginate(self, cluster):
        """All but the last, then the last."""
        assert cluster == "reptidex"
        arns = list(self.tasks)
        yield {"taskArns": arns[:-1]}
        yield {"taskArns": arns[-1:]}

    def describe_tasks(self, cluster, tasks):
        """What it was asked for."""
        assert cluster == "reptidex" and 0 < len(tasks) <= 100
        self.asked.append(len(tasks))
        return {"tasks": [self.tasks[arn] for arn in tasks]}


def wrong_targets(discover):
    """What is wrong with the targets of a cluster."""
    roles = {"prod-web-public": "public", "web-admin": "admin", "prod-media": "media", "prod-media-api": "media-api", "x-worker": "worker"}
    for service, role in roles.items():
        if discover.role_of(service) != role:
            yield f"{service} has the role {discover.role_of(service)}, not {role}"
    for service in ("migrate", "prod-mymedia", "", "prod-webpublic"):
        if discover.role_of(service) is not None:
            yield f"{service!r} has the role {discover.role_of(service)}; it isn't ours to ask"
    tasks = [
        task("prod-worker", "10.0.0.3", name="t3"),
        task("prod-web-public", "10.0.0.1"),
        task("prod-web-public", "10.0.0.9", status="PENDING", name="t9"),
        task("prod-migrate", "10.0.0.4", name="t4"),
        {**task("prod-media", "10.0.0.5", name="t5"), "attachments": []},
    ]
    found = discover.targets(discover.running_tasks(FakeEcs(tasks), "reptidex"), "reptidex", 9464)
    wanted = [
        {"targets": ["10.0.0.1:9464"], "labels": {"role": "public", "cluster": "reptidex", "task": "t1"}},
        {"targets": ["10.0.0.3:9464"], "labels": {"role": "worker", "cluster": "reptidex", "task": "t3"}},
    ]
    if found != wanted:
        yield f"targets are {json.dumps(found)}"
    many = FakeEcs([task("prod-worker", f"10.0.{n // 200}.{n % 200}", name=f"t{n}") for n in range(150)])
    if len(discover.targets(discover.running_tasks(many, "reptidex"), "reptidex", 1)) != 150 or many.asked != [100, 50]:
        yield f"150 tasks were asked for as {many.asked}"


def wrong_backups(sources, discover):
    """What is wrong with the figures about backups."""
    at = datetime(2026, 11, 27, 5, 0, tzinfo=timezone.utc)
    line = f'backup_last_success_timestamp_seconds{{what="database"}} {int(at.timestamp())}\n'
    if not discover.backup_figures({"LatestRestorableTime": at}).endswith(line):
        yield f"RDS: {discover.backup_figures({'LatestRestorableTime': at})}"
    if "{" in discover.backup_figures({}):
        yield "a database that can't be restored has a time"
    with tempfile.TemporaryDirectory() as folder:
        for what, status in (("photos", 0), ("nonsense", 2)):
            done = subprocess.run([sources.here / "backup-done", what, folder], capture_output=True, check=False)
            if done.returncode != status:
                yield f"backup-done {what} ended with {done.returncode}"
        written = [path.name for path in Path(folder).iterdir()]
        if written != ["reptidex_backup_photos.prom"]:
            yield f"backup-done left {written}"


def run(sources, report):
    """The part `discovery`."""
    discover = loaded(sources.here / "discover")
    report.check("tasks of ECS become targets with roles", wrong_targets(discover))
    report.check("times of backups are written", wrong_backups(sources, discover))
