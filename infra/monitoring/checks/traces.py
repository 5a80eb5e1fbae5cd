"""Traces and the map of services: Tempo, Alloy's way to it, Grafana's data source and the dashboard. Tempo and Alloy aren't at hand here, so what is held
is what they are documented to read, and that all of them agree with each other and with the program."""

import re

import yaml

from checks.report import Report
from checks.sources import panels

# The keys of Tempo 3.0 that tempo.yaml may use: Tempo doesn't start with one that it doesn't know. True: any value.
KEYS = {
    "target": True,
    "stream_over_http_enabled": True,
    "server": {"http_listen_port": True, "log_level": True},
    "distributor": {"receivers": {"otlp": {"protocols": {"http": {"endpoint": True}}}}},
    "backend_scheduler": {"provider": {"compaction": {"compaction": {"block_retention": True}}}},
    "backend_worker": {"compaction": {"block_retention": True}},
    "storage": {"trace": {"backend": True, "local": {"path": True}, "wal": {"path": True}}},
    "metrics_generator": {
        "processor": {
            "service_graphs": {"wait": True, "max_items": True, "database_name_attributes": True, "peer_attributes": True, "histogram_buckets": True},
            "span_metrics": {"histogram_buckets": True},
        },
        "storage": {"path": True, "remote_write": True},
    },
    "overrides": {"defaults": {"metrics_generator": {"processors": True}}},
    "usage_report": {"reporting_enabled": True},
}
EDGE = {"client", "server", "connection_type"}
SPAN = {"service", "span_name", "span_kind", "status_code"}


def _counter(name, labels):
    return {name: labels}


def _histogram(name, labels):
    return {f"{name}_bucket": labels | {"le"}, f"{name}_count": labels, f"{name}_sum": labels}


# What each processor writes to Prometheus.
MAKES = {
    "service-graphs": {
        **_counter("traces_service_graph_request_total", EDGE),
        **_counter("traces_service_graph_request_failed_total", EDGE),
        **_histogram("traces_service_graph_request_server_seconds", EDGE),
        **_histogram("traces_service_graph_request_client_seconds", EDGE),
    },
    "span-metrics-count": _counter("traces_spanmetrics_calls_total", SPAN),
    "span-metrics-latency": _histogram("traces_spanmetrics_latency", SPAN),
    "span-metrics-size": _counter("traces_spanmetrics_size_total", SPAN),
}


def tempo(sources):
    """tempo.yaml."""
    return yaml.safe_load((sources.here / "tempo" / "tempo.yaml").read_text())


def _strangers(given, known, path=""):
    for key, value in given.items():
        if key not in known:
            yield f"tempo.yaml: {path}{key} is no key of Tempo 3 that this check knows"
        elif known[key] is not True:
            yield from _strangers(value, known[key], f"{path}{key}.")


def wrong_tempo(sources):
    """What Tempo's configuration has wrong."""
    config = tempo(sources)
    yield from _strangers(config, KEYS)
    if config.get("target") != "all":
        yield "tempo.yaml: one process has to be all of it (target: all)"
    planned = config["backend_scheduler"]["provider"]["compaction"]["compaction"].get("block_retention")
    done = config["backend_worker"]["compaction"].get("block_retention")
    if not planned or planned != done:
        yield f"tempo.yaml: block_retention is {planned} where it is planned and {done} where it is done"
    trace = config["storage"]["trace"]
    folders = [trace.get("local", {}).get("path"), trace["wal"].get("path"), config["metrics_generator"]["storage"].get("path")]
    if trace.get("backend") != "local" or not all(str(folder).startswith("/var/tempo/") for folder in folders):
        yield f"tempo.yaml: traces lie in {trace.get('backend')}, {folders}, not below /var/tempo"
    targets = [target.get("url") for target in config["metrics_generator"]["storage"].get("remote_write", [])]
    if targets != ["${REMOTE_WRITE_URL}"]:
        yield f"tempo.yaml: the map is written to {targets}, not to ${{REMOTE_WRITE_URL}}"
    if config.get("usage_report", {}).get("reporting_enabled") is not False:
        yield "tempo.yaml: it reports to its makers"
    buckets = config["metrics_generator"]["processor"]["service_graphs"]["histogram_buckets"]
    if buckets != sorted(buckets) or not {0.5, 3} <= set(buckets):
        yield f"tempo.yaml: histogram_buckets {buckets} lack the objectives' bounds, 0.5 and 3"


def processors(sources):
    """What the metrics-generator is to do."""
    return set(tempo(sources)["overrides"]["defaults"]["metrics_generator"]["processors"])


def wrong_declared(sources):
    """scrapes/tempo.txt against what the processors that are switched on write."""
    for name in sorted(processors(sources) - MAKES.keys()):
        yield f"tempo.yaml: {name} is no processor that this check knows: {', '.join(MAKES)}"
    made = {metric: labels for name in processors(sources) for metric, labels in MAKES.get(name, {}).items()}
    declared = sources.read_scrape(sources.here / "scrapes" / "tempo.txt")
    for name in sorted(made.keys() - declared.keys()):
        yield f"scrapes/tempo.txt: {name} is missing"
    for name in sorted(declared.keys() - made.keys()):
        yield f"scrapes/tempo.txt: no processor that is switched on makes {name}"
    for name in sorted(made.keys() & declared.keys()):
        if made[name] != declared[name]:
            yield f"scrapes/tempo.txt: {name} has the labels {sorted(made[name])}, not {sorted(declared[name])}"


def wrong_links(sources):
    """Data sources that lead to others: from traces to figures and lines, from lines to traces."""
    provided = {source["uid"]: source for source in sources.data_sources}
    kinds = {"serviceMap": "prometheus", "tracesToLogsV2": "loki", "tracesToMetrics": "prometheus"}
    stores = [source for source in sources.data_sources if source["type"] == "tempo"]
    if not stores:
        yield "Grafana has no data source of type tempo"
    for store in stores:
        about = store["jsonData"]
        for link, kind in kinds.items():
            uid = about.get(link, {}).get("datasourceUid")
            if provided.get(uid, {}).get("type") != kind:
                yield f"{store['name']}: {link} leads to {uid}, which is no data source of type {kind}"
        if not about.get("nodeGraph", {}).get("enabled"):
            yield f"{store['name']}: nodeGraph isn't enabled"
        if "$${__trace.traceId}" not in about.get("tracesToLogsV2", {}).get("query", ""):
            yield f"{store['name']}: tracesToLogsV2 doesn't look for the trace"
    ways = [field for source in sources.data_sources if source["type"] == "loki" for field in source["jsonData"].get("derivedFields", [])]
    if not any(provided.get(field.get("datasourceUid"), {}).get("type") == "tempo" for field in ways):
        yield "Loki: no derived field leads from a line to its trace"
    metadata = (sources.here / "alloy" / "config.alloy").read_text()
    for field in ways:
        if not re.search(rf"^\s+{re.escape(field['matcherRegex'])}\s+= ", metadata, re.MULTILINE):
            yield f"Loki: config.alloy makes no {field['matcherRegex']}, which a derived field asks for"
        if field.get("url") != "$${__value.raw}":
            yield f"Loki: the derived field {field['name']} leads to {field.get('url')}"


def wrong_map(sources):
    """The dashboard of the map: its graph, and rate, errors and duration by edge."""
    maps, asked = [], set()
    for dashboard in sources.dashboards.values():
        for panel in panels(dashboard):
            targets = panel.get("targets", [])
            if panel["type"] == "nodeGraph":
                maps += [target for target in targets if target.get("queryType") == "serviceMap" and target["datasource"]["type"] == "tempo"]
            for target in targets:
                if re.search(r"by \(client, server(, le)?\)", target.get("expr", "")):
                    asked |= set(re.findall(r"traces_service_graph_\w+", target["expr"]))
    if not maps:
        yield "no dashboard has a panel nodeGraph that asks Tempo for its serviceMap"
    for name in ("request_total", "request_failed_total", "request_server_seconds_bucket", "request_client_seconds_bucket"):
        if f"traces_service_graph_{name}" not in asked:
            yield f"no panel asks for traces_service_graph_{name} by client and server"


# ---- the program, and what Alloy lets through
SECRETS = [
    ("GET /x ada@example.org", "ada@example.org"),
    ("postgres://app:hunter2@db/reptidex", "hunter2"),
    ("Authorization: Bearer abcdefghijklmnop", "abcdefghijklmnop"),
    ("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0abc.c2lnbmF0dXJlZg", "eyJzdWIiOiIxIn0abc"),
    ("__Host-breeder=0123456789abcdef; theme=dark", "0123456789abcdef"),
    ("GET /p/1-2/480.webp?until=1&sig=AbCdEf123", "AbCdEf123"),
]
HARMLESS = ["GET /animals/{id}", "SELECT animal.animal", "job mail_send", "POST /sfn/breeder/animal_get", "0193f2c4"]


def told(sources):
    """The attributes of spans that the program sends, and the kinds of its spans: read from its sources."""
    folder = sources.root / "server" / "src" / "telemetry"
    text = "".join(path.read_text().split("#[cfg(test)]")[0] for path in sorted((folder / "traces").glob("*.rs")))
    names = set(re.findall(r'^\s+\("[\w.]+", "([a-z_.]+)"\),$', text, re.MULTILINE)) | set(re.findall(r'\("((?:db|peer|reptidex)\.[a-z_.]+)", Value::', text))
    names |= set(re.findall(r'self\.tell_as\("([a-z_.]+)"', text))
    resource = set(re.findall(r'\("(service\.[a-z_.]+)", Value::', text))
    if not {"http.route", "db.system.name"} <= names or "service.name" not in resource:
        raise LookupError("server/src/telemetry/traces: the attributes of spans aren't where they were")
    everywhere = "".join(path.read_text() for place in (sources.root / "server/src", sources.root / "crates") for path in place.rglob("*.rs"))
    kinds = set(re.findall(r'"otel\.kind" = "(\w+)"', everywhere)) | {kind.lower() for kind in re.findall(r"kind: Kind::(\w+)", text)}
    return names, resource, kinds


def statements(text, context):
    """Alloy's statements of a context."""
    block = re.search(rf'trace_statements \{{\s*context\s*= "{context}"\s*statements = \[(.*?)\n    \]', text, re.DOTALL)
    return re.findall(r"^\s+`([^`]*)`,$", block.group(1), re.MULTILINE) if block else []


def kept(text, context):
    """The attributes that a context keeps."""
    for statement in statements(text, context):
        found = re.fullmatch(rf'keep_keys\({context}\.attributes, \[("[^\]]*")\]\)', statement)
        if found:
            return set(re.findall(r'"([^"]+)"', found.group(1)))
    return set()


def wrong_discretion(sources):
    """What traces.alloy lets through, and what of the program's it doesn't."""
    text = (sources.here / "alloy" / "traces.alloy").read_text()
    names, resource, _ = told(sources)
    for context, sent in (("span", names), ("resource", resource)):
        through = kept(text, context)
        for name in sorted(sent - through):
            yield f"traces.alloy: {name} is sent by the program, and not kept"
        for name in sorted(through - sent):
            yield f"traces.alloy: {name} is kept, and nothing sends it"
    pattern = r'replace_(all_patterns|pattern)\(span\.(attributes, "value"|name), "([^"]*)", "(\[\w+\])"\)'
    stages = [found.groups() for found in (re.fullmatch(pattern, line) for line in statements(text, "span")) if found]
    for of in ('attributes, "value"', "name"):
        ours = [(expression, word) for _, where, expression, word in stages if where == of]
        for value, secret in SECRETS:
            if secret in _replaced(value, ours):
                yield f"traces.alloy: a span's {of.split(',')[0]} “{value}” keeps {secret}"
        for value in HARMLESS:
            if _replaced(value, ours) != value:
                yield f"traces.alloy: a span's {of.split(',')[0]} “{value}” becomes “{_replaced(value, ours)}”"
    events = statements(text, "spanevent")
    if not {'delete_matching_keys(spanevent.attributes, ".*")', 'set(spanevent.name, "event")'} <= set(events):
        yield "traces.alloy: events of spans are let through"
    if 'error_mode = "propagate"' not in text:
        yield "traces.alloy: what can't be made discreet is handed on (error_mode)"


def _replaced(value, stages):
    for expression, word in stages:
        value = re.sub(expression, word, value)
    return value


def wrong_edges(sources):
    """What an edge of the map needs of the program, of Alloy and of Tempo."""
    names, _, kinds = told(sources)
    for kind in sorted({"server", "client", "producer", "consumer"} - kinds):
        yield f"the program has no span of kind {kind}: the map lacks its edges"
    graphs = tempo(sources)["metrics_generator"]["processor"]["service_graphs"]
    text = (sources.here / "alloy" / "traces.alloy").read_text()
    for setting in ("database_name_attributes", "peer_attributes"):
        for name in graphs.get(setting, []):
            if name not in names:
                yield f"tempo.yaml: {setting} has {name}, which the program doesn't send"
            if name not in kept(text, "span"):
                yield f"tempo.yaml: {setting} has {name}, which traces.alloy doesn't let through"
    if "db.system.name" not in graphs.get("database_name_attributes", []):
        yield "tempo.yaml: the program names a database by db.system.name, which database_name_attributes lacks"


def run(sources, report: Report):
    """The part `traces`."""
    report.check("tempo.yaml: its keys, its folders, how long it keeps", wrong_tempo(sources))
    report.check("scrapes/tempo.txt is what Tempo's processors write", wrong_declared(sources))
    report.check("Grafana leads from traces to figures and lines and back", wrong_links(sources))
    report.check("a dashboard has the map of services, and rate, errors and duration by edge", wrong_map(sources))
    report.check("traces.alloy keeps what the program sends, and no secret", wrong_discretion(sources))
    report.check("the program's spans make edges", wrong_edges(sources))
