"""Alerts: what each has to have beside its expression."""

import re

from checks import promql
from checks.sources import kebab

SEVERITIES = ("page", "ticket", "none")
TEAMS = ("platform", "app", "product")
# What every runbook answers, in this order.
SECTIONS = ("What it means", "What people notice", "First look", "What to do", "How to know it's over")
# Labels that a target brings, beside those of the metric itself.
TARGET_LABELS = {"job", "instance", "role", "service", "portal", "env", "deployment", "__exporter__"}
# Made by Prometheus itself, of every target and every alert.
MADE = {
    "up": set(),
    "scrape_duration_seconds": set(),
    "scrape_samples_scraped": set(),
    "ALERTS": {"alertname", "alertstate", "severity", "team"},
}


def complaints_about(name, alert):
    """What an alert lacks among its labels and annotations."""
    labels, annotations = alert.get("labels", {}), alert.get("annotations", {})
    if labels.get("severity") not in SEVERITIES:
        yield f"{name}: severity is {labels.get('severity')!r}, not one of {', '.join(SEVERITIES)}"
    if labels.get("team") not in TEAMS:
        yield f"{name}: team is {labels.get('team')!r}, not one of {', '.join(TEAMS)}"
    if not annotations.get("summary"):
        yield f"{name}: it has no summary"
    if annotations.get("runbook") != f"docs/runbooks/{kebab(name)}.md":
        yield f"{name}: its runbook should be docs/runbooks/{kebab(name)}.md"


def without_runbook(sources):
    """Alerts without a runbook, runbooks without an alert, runbooks that leave something out."""
    expected = {f"{kebab(name)}.md": name for name in sources.alerts}
    present = {path.name: path for path in sources.runbooks.glob("*.md")}
    for file in sorted(expected.keys() - present.keys()):
        yield f"{expected[file]}: docs/runbooks/{file} is missing"
    for file in sorted(present.keys() - expected.keys() - {"README.md"}):
        yield f"docs/runbooks/{file}: no alert has this name"
    for file in sorted(present.keys() & expected.keys()):
        text = present[file].read_text()
        found = re.findall(r"^## (.+)$", text, re.MULTILINE)
        if not text.startswith(f"# {expected[file]}\n"):
            yield f"docs/runbooks/{file}: it should begin with “# {expected[file]}”"
        if tuple(found) != SECTIONS:
            yield f"docs/runbooks/{file}: its sections should be {', '.join(SECTIONS)}; they are {', '.join(found)}"


def without_test(sources):
    """Alerts that no unit test has seen fire, or has seen not fire."""
    fired, silent = set(), set()
    for _, test in sources.tests:
        for case in test.get("alert_rule_test", []):
            (fired if case.get("exp_alerts") else silent).add(case["alertname"])
    for name in sources.alerts:
        if name not in fired:
            yield f"{name}: no test has seen it fire"
        # The dead man's switch is never silent.
        if name not in silent and name != "DeadMansSwitch":
            yield f"{name}: no test has seen it stay silent"
    for name in sorted((fired | silent) - sources.alerts.keys()):
        yield f"{name}: tested, but there is no such alert"


def gone_from_the_program(sources):
    """Counters of reptidex-seldom.txt that the program doesn't count, or not by these labels."""
    code = "".join(
        path.read_text()
        for folder in (sources.root / "server" / "src", *(sources.root / "crates").glob("*/src"))
        for path in folder.rglob("*.rs")
    )
    for line in (sources.here / "scrapes" / "reptidex-seldom.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, labels = line.partition("{")
            counted = re.findall(rf'(?<!describe_)counter!\(\s*"{name}"([^;]*);', code)
            if not counted:
                yield f"{name}: nothing in server/src or crates/*/src counts it"
            for label in filter(None, labels.rstrip("}").split(",")):
                if not all(f'"{label}" =>' in rest for rest in counted):
                    yield f"{name}: it is counted without the label {label}"


def unknown_metrics(sources):
    """Metrics and labels in an expression that no scrape has shown."""
    known = {**sources.known, **MADE}
    for where, expression in sources.expressions():
        asked = promql.asked(expression)
        about, recorded = set(TARGET_LABELS), False
        for name, labels in asked.metrics:
            if ":" in name:
                recorded = True
                if name not in sources.recorded:
                    yield f"{where}: no rule records {name}"
                continue
            if name not in known:
                yield f"{where}: {name} is in no scrape (infra/monitoring/scrapes)"
                continue
            about |= known[name]
            for label in sorted(labels - known[name] - TARGET_LABELS):
                yield f"{where}: {name} has no label {label}"
        # What a recording rule made has labels that only its rule knows.
        if not recorded:
            for label in sorted(asked.groups - about):
                yield f"{where}: it groups by {label}, which none of its metrics has"
