"""The checks themselves are checked: a copy is broken on purpose, and the name of what is missing has to be said."""

import functools
import pathlib
import shutil
import tempfile

import boto3

from check import assertions, deployed, monitoring
from check.program import ROOT
from check.trial import IMAGE, REGIONS, VALUES, Trial
from deploy import secrets, stacks
from deploy.deployment import Deployment
from deploy.templates import Mistake

# What is broken: the words, the file, what stands there, what is put in its place, and what a complaint has to name.
BREAKS = [
    ("a secret that a task needs is removed", "secrets.yaml", "Name: !Sub \"reptidex-${Environment}-SmtpSecretArn\"", "Name: !Sub \"reptidex-${Environment}-Gone\"", "SmtpSecretArn"),
    ("a task no longer names a secret", "worker.yaml", "            - Name: SMTP_URL\n              ValueFrom:\n                Fn::ImportValue: !Sub \"reptidex-${Environment}-SmtpSecretArn\"\n", "", "SMTP_URL"),
    ("a secret's member is another", "service.yaml", "${Secret}:username::", "${Secret}:user::", "“user”"),
    ("a host rule leads elsewhere", "entrance.yaml", "- - !Sub \"${HostLabel}.${BaseHost}\"", "- - !Sub \"${HostLabel}s.${BaseHost}\"", "breeder.dev.reptidex.example"),
    ("a service is taken from behind its host", "service.yaml", "${Service}-TargetGroupArn", "media-TargetGroupArn", "web-public-entrance/HostRule"),
    ("traces go to a port that isn't open", "security.yaml", "    Default: 4318\n", "    Default: 4317\n", "tasks send traces to port 4318"),
    ("a database accepts the whole network", "security.yaml", "          ToPort: 5432\n          SourceSecurityGroupId: !Ref AppGroup", "          ToPort: 5432\n          CidrIp: 10.0.0.0/8", "database/Database: accepts 10.0.0.0/8"),
    ("Redis accepts the load balancer", "security.yaml", "          ToPort: 6379\n          SourceSecurityGroupId: !Ref AppGroup", "          ToPort: 6379\n          SourceSecurityGroupId: !Ref BalancerGroup", "cache/Cache: accepts sg-"),
    ("the worker is larger than published", "worker.yaml", "Cpu: 512", "Cpu: 1024", "worker/TaskDefinition (worker): 1024 units"),
    ("TLS isn't forced", "database.yaml", "rds.force_ssl: \"1\"", "rds.force_ssl: \"0\"", "rds.force_ssl"),
    ("a bucket is open", "storage.yaml", "RestrictPublicBuckets: true", "RestrictPublicBuckets: false", "RestrictPublicBuckets is off"),
    ("a log group keeps everything", "service.yaml", "      RetentionInDays: !Ref LogDays\n", "", "web-public/LogGroup"),
    ("a deletion policy is forgotten", "database.yaml", "    DeletionPolicy: Snapshot\n", "", "database/Database: DeletionPolicy"),
    ("a variable is misspelt", "service.yaml", "REPTIDEX_MAIL_FROM", "REPTIDEX_MAIL_FORM", "REPTIDEX_MAIL_FORM"),
    ("a variable is forgotten", "service.yaml", "            - Name: REPTIDEX_TRUSTED_PROXIES\n              Value: \"1\"\n", "", "REPTIDEX_TRUSTED_PROXIES is missing"),
    ("a property isn't one of its type", "storage.yaml", "VersioningConfiguration:", "VersionConfiguration:", "VersionConfiguration"),
    ("an alarm asks for a figure that the program doesn't write", "worker.yaml", "MetricName: OldestJob\n", "MetricName: OldestTask\n", "nobody writes ReptiDex OldestTask"),
    ("the worker isn't told to write its figures", "worker.yaml", "            - Name: REPTIDEX_EMF\n              Value: \"true\"\n", "", "worker/QueueAlarm: no worker has REPTIDEX_EMF=true"),
    ("an alarm asks for another site's figure", "worker.yaml", "        - Name: Site\n          Value: !Ref BaseHost", "        - Name: Site\n          Value: another", "OldestJob is written with Site=dev.reptidex.example"),
    ("an alarm is forgotten", "service.yaml", "          Value: !GetAtt EcsService.Name\n      Statistic: Maximum", "          Value: another\n      Statistic: Maximum", "no alarm watches its MemoryUtilization"),
]


def run(report):
    """One line for each thing that is broken."""
    trial = Trial()
    try:
        report.timed("proof: the copy is whole before it is broken", functools.partial(_begin, trial))
        for words, name, old, new, wanted in BREAKS:
            report.timed(f"proof: {words}", functools.partial(_broken, trial, name, old, new, wanted))
        report.timed("proof: a region is written down", functools.partial(_region, trial))
    finally:
        trial.close()
    report.timed("proof: a metric is removed", _metric)


def _deployment(trial):
    session = boto3.session.Session("local", "local", region_name=REGIONS["dev"])

    class Local:
        """The local server's clients."""

        @staticmethod
        def client(service, region_name):
            """A client of a service."""
            return session.client(service, region_name=region_name, endpoint_url=trial.address)

    environment = stacks.read("dev", REGIONS["dev"], trial.templates)
    return Deployment(environment, Local, lambda _: None, lambda _: True)


def _complaints(trial):
    """What deploying and looking at it have against the copy as it stands."""
    try:
        waiting = _deployment(trial).run(IMAGE)
    except Mistake as mistake:
        return [str(mistake)]
    site = trial.site("dev")
    return [*waiting, *(complaint for _, function in assertions.all_of() for complaint in function(site))]


def _begin(trial):
    deployment = _deployment(trial)
    deployment.run(None)
    for name in secrets.empty(deployment):
        secrets.fill(deployment, name, VALUES[name])
    yield from _complaints(trial)


def _broken(trial, name, old, new, wanted):
    path = trial.templates / name
    kept = path.read_text(encoding="utf-8")
    if old not in kept:
        yield f"{name} has no “{old}” to break: mend this proof"
        return
    path.write_text(kept.replace(old, new), encoding="utf-8")
    try:
        found = _complaints(trial)
    finally:
        path.write_text(kept, encoding="utf-8")
    if not any(wanted in complaint for complaint in found):
        yield f"nothing said “{wanted}”: {found or 'no complaint at all'}"


def _region(trial):
    path = trial.templates / "service.yaml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace("awslogs-region: !Ref AWS::Region", "awslogs-region: eu-central-1"), encoding="utf-8")
    found = list(deployed.hard_coded(trial.templates))
    path.write_text(kept, encoding="utf-8")
    if not any("service.yaml" in complaint and "eu-central-1" in complaint for complaint in found):
        yield f"nothing said so: {found}"


def _metric():
    """Takes a metric out of the copy of what a running server shows, as if the program had lost it."""
    metric = "http_requests_total"
    with tempfile.TemporaryDirectory(prefix="reptidex-monitoring-") as folder:
        copy = pathlib.Path(folder) / "infra/monitoring"
        shutil.copytree(ROOT / "infra/monitoring", copy)
        shutil.copytree(ROOT / "docs/runbooks", pathlib.Path(folder) / "docs/runbooks")
        touched = 0
        for path in (copy / "scrapes").glob("*"):
            text = path.read_text(encoding="utf-8")
            left = "".join(line for line in text.splitlines(keepends=True) if metric not in line)
            touched += text != left
            path.write_text(left, encoding="utf-8")
        if not touched:
            yield f"{metric} stands in no scrape: mend this proof"
            return
        found = monitoring.complaints(copy, "metrics")
    if not any(metric in complaint for complaint in found):
        yield f"nothing said “{metric}”: {found or 'no complaint at all'}"
