"""Every environment deployed onto the local server, and what has to be so there."""

import functools
import json
import re

from check import assertions
from check.trial import BROKEN_IMAGE, IMAGE, NEXT_IMAGE, REGIONS, Trial
from deploy.templates import TEMPLATES, walk
from deploy import templates


def run(report):
    """Deploys, asserts, updates, breaks and goes back."""
    report.timed("templates name no account, region or partition", hard_coded)
    trial = Trial()
    try:
        for environment in REGIONS:
            before = len(report.failures)
            report.timed(f"{environment}: deployed by script/infra deploy", functools.partial(trial.deploy, environment))
            if len(report.failures) == before:
                assert_all(report, trial, environment)
        for words, check in ROLLS:
            report.timed(f"dev: {words}", functools.partial(check, trial))
    finally:
        trial.close()


def assert_all(report, trial, environment):
    """Every assertion about one environment."""
    site = trial.site(environment)
    for words, function in assertions.all_of():
        report.timed(f"{environment}: {words}", functools.partial(function, site))


PLACE = re.compile(r"\b(?:us|eu|ap|sa|ca|me|af|il|cn|mx)-(?:gov-)?(?:north|south|east|west|central)[a-z]*-\d\b")


def hard_coded(folder=TEMPLATES):
    """Values that would tie the templates to one place."""
    for path in sorted(folder.glob("*.yaml")):
        template = templates.parse(path.read_text(encoding="utf-8"))
        for part in walk({"Resources": template["Resources"], "Outputs": template.get("Outputs", {})}):
            for text in _texts(part):
                for what, pattern in (("a partition", r"\barn:aws"), ("an account", r"\b\d{12}\b"), ("a region", PLACE)):
                    found = re.search(pattern, text)
                    if found:
                        yield f"{path.name}: {what} stands in “{text[:120]}”"


def _texts(part):
    for value in part.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, str):
                yield inner


def _images(trial):
    site = trial.site("dev")
    return {site.name_of(service): task.properties["ContainerDefinitions"][0]["Image"] for service, task in site.services}


def _nothing_changes(trial):
    code, said = trial.command("dev", "plan")
    planned = [line for line in said.splitlines()[1:] if not line.endswith("nothing to change")]
    if code or planned:
        yield said


def _new_image(trial):
    code, said = trial.command("dev", "deploy", "--yes", "--watch", "0", "--image", NEXT_IMAGE)
    if code:
        yield said
    for service, image in _images(trial).items():
        if image != NEXT_IMAGE:
            yield f"{service} runs {image}"
    if said.find("the task ended well") < 0 or said.find("the task ended well") > said.find("web-public: done"):
        yield f"the migration didn't end before the first service:\n{said}"


def _broken_image(trial):
    code, said = trial.command("dev", "deploy", "--yes", "--watch", "0", "--image", BROKEN_IMAGE)
    if code != 1 or "the task ended with [1]" not in said:
        yield f"a migration that fails ended the deployment with {code}:\n{said}"
    for service, image in _images(trial).items():
        if image != NEXT_IMAGE:
            yield f"{service} runs {image}"


def _broken_service(trial):
    path = trial.templates / "service.yaml"
    kept = path.read_text(encoding="utf-8")
    # The first service comes up, a later one doesn't: all have to be back at what they ran.
    path.write_text(kept.replace("Image: !Ref ImageUri", 'Image: !If [Breaks, "registry.example/reptidex:broken", !Ref ImageUri]').replace("Conditions:\n", 'Conditions:\n  Breaks: !Equals [!Ref Service, "media"]\n', 1), encoding="utf-8")
    try:
        code, said = trial.command("dev", "deploy", "--yes", "--watch", "0", "--image", IMAGE)
    finally:
        path.write_text(kept, encoding="utf-8")
    if code != 1 or "Circuit Breaker" not in said:
        yield f"a service that doesn't come up ended the deployment with {code}:\n{said}"
    for service, image in _images(trial).items():
        if image != NEXT_IMAGE:
            yield f"{service} runs {image}, not what it ran before:\n{said}"


def _data_is_not_replaced(trial):
    path = trial.templates / "database.yaml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace("DBName: !If [FromSnapshot, !Ref AWS::NoValue, reptidex]", "DBName: another"), encoding="utf-8")
    try:
        code, said = trial.command("dev", "deploy", "--yes")
    finally:
        path.write_text(kept, encoding="utf-8")
    if code != 1 or "this would lose what it holds" not in said or "Database" not in said:
        yield f"a database made anew ended the deployment with {code}:\n{said}"


def _alarm_goes_back(trial):
    name = next(alarm.physical_resource_id for alarm in trial.site("dev").of("AWS::CloudWatch::CompositeAlarm") if alarm.logical_resource_id == "SiteAlarm")
    before = _images(trial)
    code, said = trial.ringing("dev", name, IMAGE)
    if code != 1 or "going back" not in said:
        yield f"an alarm that rang after a roll ended with {code}:\n{said}"
    for service, image in _images(trial).items():
        if image != before[service]:
            yield f"{service} runs {image}, not what it ran before"


def _reviewed(trial):
    plan = trial.templates / "plan.json"
    code, said = trial.command("dev", "plan", "--image", IMAGE, "--out", str(plan))
    if code:
        yield said
        return
    wanted = json.loads(plan.read_text(encoding="utf-8"))
    if not wanted["web-public"]:
        yield f"the plan changes nothing: {wanted}"
    plan.write_text(json.dumps(wanted | {"web-public": []}), encoding="utf-8")
    code, said = trial.command("dev", "deploy", "--yes", "--watch", "0", "--image", IMAGE, "--reviewed", str(plan))
    if code != 1 or "other changes than those that were reviewed" not in said:
        yield f"changes that nobody reviewed ended with {code}:\n{said}"


ROLLS = [
    ("a second deploy changes nothing", _nothing_changes),
    ("a new image is rolled after its migration", _new_image),
    ("a migration that fails rolls nothing", _broken_image),
    ("a service that doesn't come up takes all back", _broken_service),
    ("an alarm after a roll takes all back", _alarm_goes_back),
    ("a database isn't made anew", _data_is_not_replaced),
    ("changes that weren't reviewed are refused", _reviewed),
]
