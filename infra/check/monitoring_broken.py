"""The monitoring's own checks are checked: a copy is broken, and the name of what is missing has to be said."""

import functools
import pathlib
import shutil
import tempfile

from check import monitoring
from check.program import ROOT

TEMPO = "tempo/tempo.yaml"
ALLOY = "alloy/traces.alloy"
SOURCES = "grafana/provisioning/datasources/reptidex.yaml"
MAP = "grafana/dashboards/app/map.json"
# What is broken: the words, the file, what stands there, what is put in its place, and what a complaint has to name.
BREAKS = [
    ("a key of Tempo's is misspelt", TEMPO, "      max_items: 20000", "      max_item: 20000", "service_graphs.max_item is no key"),
    ("traces are kept for two lengths of time", TEMPO, "backend_worker:\n  compaction:\n    block_retention: 168h", "backend_worker:\n  compaction:\n    block_retention: 24h", "block_retention is 168h"),
    ("the map is switched off", TEMPO, "[service-graphs, span-metrics-count", "[span-metrics-count", "makes traces_service_graph_request_total"),
    ("a figure of the map isn't declared", "scrapes/tempo.txt", "traces_service_graph_request_failed_total{client,connection_type,server}\n", "", "traces_service_graph_request_failed_total is missing"),
    ("a label of the map is another", "scrapes/tempo.txt", "traces_service_graph_request_total{client,connection_type,server}", "traces_service_graph_request_total{client,server}", "traces_service_graph_request_total has the labels"),
    ("a panel asks for a figure that Tempo doesn't make", MAP, "traces_service_graph_request_total", "traces_service_graph_requests_total", "traces_service_graph_requests_total is in no scrape"),
    ("a panel's expression is none", MAP, "sum by (client, server) (rate(", "sum by (client, server) (rate((", "parse error"),
    ("the panel of the map is gone", MAP, '"queryType": "serviceMap"', '"queryType": "traceql"', "asks Tempo for its serviceMap"),
    ("the map's panel has another data source", MAP, '"uid": "tempo"', '"uid": "tempos"', "uses the data source tempos (tempo), which isn't provided"),
    ("the map's figures lie elsewhere", SOURCES, "serviceMap:\n        datasourceUid: prometheus", "serviceMap:\n        datasourceUid: mimir", "serviceMap leads to mimir"),
    ("a span leads to no line of the log", SOURCES, "tracesToLogsV2:\n        datasourceUid: loki", "tracesToLogsV2:\n        datasourceUid: lokis", "tracesToLogsV2 leads to lokis"),
    ("a line of the log leads to no trace", SOURCES, "datasourceUid: tempo", "datasourceUid: tempos", "no derived field leads from a line to its trace"),
    ("a line's trace is called otherwise", SOURCES, "matcherRegex: trace_id", "matcherRegex: traceID", "config.alloy makes no traceID"),
    ("a link to figures asks for what isn't there", SOURCES, "rate(traces_spanmetrics_calls_total{$$__tags}[5m])", "rate(traces_spanmetrics_call_total{$$__tags}[5m])", "traces_spanmetrics_call_total is in no scrape"),
    ("Alloy keeps less than the program sends", ALLOY, '"db.system.name", ', "", "db.system.name is sent by the program, and not kept"),
    ("Alloy keeps what nobody sends", ALLOY, '"http.route", ', '"http.route", "url.full", ', "url.full is kept, and nothing sends it"),
    ("mail addresses get through", ALLOY, '[A-Za-z0-9._%+:-]+@', '[A-Za-z0-9._%+:-]+#', "keeps ada@example.org"),
    ("events of spans get through", ALLOY, '`delete_matching_keys(spanevent.attributes, ".*")`,', "", "events of spans are let through"),
    ("traces end before the store", ALLOY, "traces = [otelcol.processor.batch.traces.input]", "traces = []", "otelcol.processor.batch.traces is made, and used nowhere"),
    ("a database is known by what the program doesn't say", TEMPO, "database_name_attributes: [db.system.name]", "database_name_attributes: [db.name]", "database_name_attributes has db.name, which the program doesn't send"),
]


def run(report):
    """One line for each thing that is broken."""
    for words, name, old, new, wanted in BREAKS:
        report.timed(f"monitoring, proof: {words}", functools.partial(_broken, name, old, new, wanted))


def _broken(name, old, new, wanted):
    with tempfile.TemporaryDirectory(prefix="reptidex-monitoring-") as folder:
        copy = pathlib.Path(folder) / "infra/monitoring"
        shutil.copytree(ROOT / "infra/monitoring", copy)
        path = copy / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            yield f"{name} has no “{old}” to break: mend this proof"
            return
        path.write_text(text.replace(old, new), encoding="utf-8")
        found = monitoring.complaints(copy, "traces", "logs", "grafana", "metrics")
    if not any(wanted in complaint for complaint in found):
        yield f"nothing said “{wanted}”: {found or 'no complaint at all'}"
