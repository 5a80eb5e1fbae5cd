"""The files of monitoring, read once."""

import json
import re
from functools import cached_property
from pathlib import Path

import yaml


def kebab(name):
    """`QueueWaits` → `queue-waits`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


class Sources:
    """Everything of a checkout that has to do with monitoring. `here` may be a copy of its folder, to break on purpose."""

    def __init__(self, root, here):
        self.root = Path(root)
        self.here = Path(here)
        self.runbooks = self.root / "docs" / "runbooks"

    @cached_property
    def rule_files(self):
        """The rule files, by name."""
        return sorted((self.here / "prometheus" / "rules").glob("*.yml"))

    @cached_property
    def rules(self):
        """(file name, rule) of every rule."""
        found = []
        for path in self.rule_files:
            for group in yaml.safe_load(path.read_text())["groups"]:
                found += [(path.name, rule) for rule in group["rules"]]
        return found

    @cached_property
    def alerts(self):
        """The alerting rules by name."""
        return {rule["alert"]: rule for _, rule in self.rules if "alert" in rule}

    @cached_property
    def tests(self):
        """(file name, test) of every unit test of rules."""
        found = []
        for path in sorted((self.here / "prometheus" / "tests").glob("*.yml")):
            found += [(path.name, test) for test in yaml.safe_load(path.read_text())["tests"]]
        return found

    @cached_property
    def dashboards(self):
        """Dashboards by file name."""
        folder = self.here / "grafana" / "dashboards"
        return {str(path.relative_to(folder)): json.loads(path.read_text()) for path in sorted(folder.rglob("*.json"))}

    @cached_property
    def known(self):
        """Metrics that a scrape has shown, with their labels' names."""
        found = {}
        for path in sorted((self.here / "scrapes").glob("*.txt")):
            for name, labels in self.read_scrape(path).items():
                found.setdefault(name, set()).update(labels)
        return found

    @staticmethod
    def read_scrape(path):
        """Metrics of one file, with their labels' names."""
        found = {}
        for line in path.read_text().splitlines():
            line = line.strip()
            if line and not line.startswith("#"):
                name, _, labels = line.partition("{")
                found.setdefault(name, set()).update(filter(None, labels.rstrip("}").split(",")))
        return found

    @cached_property
    def data_sources(self):
        """What Grafana is provisioned with."""
        found = []
        for path in sorted((self.here / "grafana" / "provisioning" / "datasources").glob("*.yaml")):
            found += yaml.safe_load(path.read_text())["datasources"]
        return found

    @cached_property
    def recorded(self):
        """Names that recording rules make."""
        return {rule["record"] for _, rule in self.rules if "record" in rule}

    def expressions(self):
        """(where, expression) of everything that is asked of Prometheus: rules, dashboards, links from spans, runbooks."""
        for file, rule in self.rules:
            yield f"{file}: {rule.get('alert') or rule.get('record')}", rule["expr"]
        for file, dashboard in self.dashboards.items():
            for panel in panels(dashboard):
                for target in panel.get("targets", []):
                    if target.get("datasource", {}).get("type") == "prometheus":
                        yield f"{file}: {panel['title']}", without_variables(target["expr"])
            for variable in dashboard.get("templating", {}).get("list", []):
                query = variable.get("query")
                asked = query.get("query", "") if isinstance(query, dict) else query or ""
                values = re.fullmatch(r"label_values\((.+),\s*(\w+)\)", asked)
                if values:
                    yield f"{file}: variable {variable['name']}", values.group(1)
        for source in self.data_sources:
            for query in source["jsonData"].get("tracesToMetrics", {}).get("queries", []):
                # Grafana puts in matchers, made of the span's tags.
                yield f"{source['name']}: {query['name']}", query["query"].replace("$$__tags", 'service="x"')
        for path in sorted(self.runbooks.glob("*.md")):
            for block in re.findall(r"^```promql\n(.*?)^```", path.read_text(), re.DOTALL | re.MULTILINE):
                for expression in filter(None, (line.strip() for line in block.splitlines())):
                    yield f"docs/runbooks/{path.name}", expression


def panels(dashboard):
    """The panels of a dashboard, those inside rows too."""
    for panel in dashboard.get("panels", []):
        yield panel
        yield from panel.get("panels", [])


def without_variables(expression):
    """An expression of Grafana as Prometheus would get it."""
    expression = re.sub(r"\$__(rate_interval|interval|range)", "5m", expression)
    return re.sub(r"\$\{?\w+(:\w+)?\}?", "x", expression)
