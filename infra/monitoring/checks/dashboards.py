"""Grafana: the dashboards, and what it is provisioned with."""

import json
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import yaml

from checks.alerts import TEAMS
from checks.sources import panels


def wrong_dashboards(sources):
    """What is wrong with the dashboards by themselves."""
    if not sources.dashboards:
        yield "there is none: cargo xtask dashboards"
    uids = {}
    for file, dashboard in sources.dashboards.items():
        if dashboard["uid"] in uids:
            yield f"{file}: {uids[dashboard['uid']]} has the same uid {dashboard['uid']}"
        uids[dashboard["uid"]] = file
        for panel in panels(dashboard):
            if panel["type"] != "row" and not panel.get("targets"):
                yield f"{file}: {panel['title']} asks nothing"


def run(sources, report):
    """The part `dashboards`."""
    report.command("cargo xtask dashboards --check", "cargo", "xtask", "dashboards", "--check", cwd=sources.root)
    report.check("each dashboard and panel is whole", wrong_dashboards(sources))


def wrong_provisioning(sources):
    """Data sources that dashboards use and nobody provides; folders that don't agree."""
    here = sources.here / "grafana"
    provided = {source["uid"]: source["type"] for source in sources.data_sources}
    for file, dashboard in sources.dashboards.items():
        for panel in panels(dashboard):
            uses = [asking["datasource"] for asking in (panel, *panel.get("targets", [])) if "datasource" in asking]
            for used in [used for at, used in enumerate(uses) if used not in uses[:at] and provided.get(used["uid"]) != used["type"]]:
                yield f"{file}: {panel['title']} uses the data source {used['uid']} ({used['type']}), which isn't provided"
    folders = {
        provider["folderUid"]: provider["options"]["path"]
        for path in (here / "provisioning" / "dashboards").glob("*.yaml")
        for provider in yaml.safe_load(path.read_text())["providers"]
    }
    used = {file.split("/")[0] for file in sources.dashboards}
    if set(folders) != used:
        yield f"provisioned folders are {sorted(folders)}, those of dashboards {sorted(used)}"
    for uid, path in folders.items():
        if not path.endswith(f"/{uid}"):
            yield f"the folder {uid} is read from {path}"
    teams = json.loads((here / "teams.json").read_text())
    if set(teams["folders"]) != set(folders):
        yield f"teams.json has the folders {sorted(teams['folders'])}, provisioned are {sorted(folders)}"
    if set(teams["teams"]) != set(TEAMS):
        yield f"teams.json has the teams {sorted(teams['teams'])}, alerts have {sorted(TEAMS)}"
    for folder, rights in teams["folders"].items():
        if rights.get(folder) != "edit":
            yield f"teams.json: the team {folder} can't change its own folder"


class FakeGrafana(BaseHTTPRequestHandler):
    """As much of Grafana's API as `teams` asks."""

    teams = {"app": 7}
    rights = {}
    writes = []

    def answer(self, body):
        """JSON, to whoever has the token."""
        known = self.headers["Authorization"] == "Bearer token"
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps(body if known else {}).encode())

    def do_GET(self):  # noqa: N802 pylint: disable=invalid-name
        """Teams by name, a folder's rights."""
        if self.path.startswith("/api/teams/search?name="):
            name = self.path.partition("=")[2]
            self.answer({"teams": [{"id": self.teams[name]}] if name in self.teams else []})
        else:
            self.answer(self.rights.get(self.path.split("/")[3], [{"role": "Viewer", "permission": 1}]))

    def do_POST(self):  # noqa: N802 pylint: disable=invalid-name
        """A new team, a folder's rights."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.writes.append(self.path)
        if self.path == "/api/teams":
            self.teams[body["name"]] = len(self.teams) + 10
            self.answer({"teamId": self.teams[body["name"]]})
        else:
            self.rights[self.path.split("/")[3]] = body["items"]
            self.answer({})

    def log_message(self, *_arguments):  # pylint: disable=arguments-differ
        """Quiet."""


def wrong_rights(sources):
    """Runs `teams` twice against a Grafana that isn't one."""
    server = HTTPServer(("127.0.0.1", 0), FakeGrafana)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    try:
        for token, status in (("token", 0), ("token", 0), ("wrong", 1)):
            before = len(FakeGrafana.writes)
            environment = {**os.environ, "GRAFANA_URL": url, "GRAFANA_TOKEN": token}
            done = subprocess.run([sources.here / "grafana" / "teams"], env=environment, capture_output=True, text=True, check=False)
            if done.returncode != status:
                yield f"teams ended with {done.returncode}, not {status}: {done.stderr}"
            if before and len(FakeGrafana.writes) != before:
                yield f"the second time it wrote {FakeGrafana.writes[before:]}"
        ids = FakeGrafana.teams
        wanted = [{"teamId": ids["app"], "permission": 1}, {"teamId": ids["platform"], "permission": 2}]
        if FakeGrafana.rights.get("platform") != sorted(wanted, key=lambda item: item["teamId"]):
            yield f"the folder platform has {FakeGrafana.rights.get('platform')}, not {wanted}"
    finally:
        server.shutdown()


def provisioning(sources, report):
    """The part `grafana`."""
    report.check("data sources, folders and teams agree", wrong_provisioning(sources))
    report.check("teams get their rights in Grafana", wrong_rights(sources))
