"""Alertmanager: its configuration, and who gets what."""

import subprocess
import tempfile
from pathlib import Path


def rendered(sources, folder):
    """The configuration with the example's values, as Alertmanager would read it."""
    here = sources.here / "alertmanager"
    done = subprocess.run(
        [sources.here / "render", here / "alertmanager.yml", here / "example.env"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ValueError(done.stderr.strip())
    path = Path(folder) / "alertmanager.yml"
    path.write_text(done.stdout)
    # Named relative to the configuration.
    (Path(folder) / "templates").symlink_to(here / "templates")
    return path


def cases(sources):
    """(labels, receivers) of routes.tests."""
    for line in (sources.here / "alertmanager" / "routes.tests").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            labels, _, receivers = line.partition("=>")
            yield labels.split(), receivers.strip()


def wrong_routes(sources, config):
    """Alerts that amtool sends to somebody else than routes.tests says."""
    found = list(cases(sources))
    for labels, receivers in found:
        command = ["amtool", "config", "routes", "test", f"--config.file={config}", f"--verify.receivers={receivers}"]
        done = subprocess.run([*command, *labels], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            yield f"{' '.join(labels)}: not to {receivers}, but to {done.stdout.splitlines()[0] if done.stdout else done.stderr.strip()}"
    tested = {labels[0].removeprefix("alertname=") for labels, _ in found}
    if "DeadMansSwitch" not in tested:
        yield "routes.tests says nothing about DeadMansSwitch"
    # Each pair that an alert really has, in production.
    pairs = {(alert["labels"]["severity"], alert["labels"]["team"]) for alert in sources.alerts.values()}
    seen = {
        (dict(label.split("=", 1) for label in labels).get("severity"), dict(label.split("=", 1) for label in labels).get("team"))
        for labels, _ in found
        if "deployment=prod" in labels
    }
    for severity, team in sorted(pairs - seen):
        yield f"routes.tests has no alert of production with severity={severity} team={team}"


def run(sources, report):
    """The part `routes`."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            config = rendered(sources, folder)
        except ValueError as error:
            report.check("alertmanager.yml is rendered", [error])
            return
        if report.command("amtool check-config alertmanager.yml", "amtool", "check-config", config):
            report.check("alerts go to whom they concern", wrong_routes(sources, config))
