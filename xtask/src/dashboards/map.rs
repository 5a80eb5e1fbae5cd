//! The map of services, as their traces tell it. Tempo writes its figures to Prometheus (`infra/monitoring/tempo`): an edge is a caller and whom it called.

use super::panel::{Dashboard, Panel, Team};

const CHOSEN: &str = "client=~\"$client\", server=~\"$server\"";
const EDGE: &str = "{{client}} → {{server}}";

pub fn dashboard() -> Dashboard {
    let edges = "traces_service_graph_request_total";
    Dashboard::new(Team::App, "map", "Service map")
        .choice("client", edges)
        .choice("server", edges)
        .with([
            Panel::row("Who calls whom"),
            Panel::map(
                "Services",
                "Of the last hours' traces: processes by their role, the stores, and whom they call outside. “user” is whoever called without a trace \
                 of theirs, “calendar” the queue's own. A circle is green as far as calls went well; on an edge stand calls a second and how long one takes",
            ),
        ])
        .with(edges_over_time())
        .with(edges_now())
        .with(spans())
}

/// The time within which so many of the calls of an edge are done, as one of the two sees it.
fn within(quantile: &str, side: &str, window: &str) -> String {
    format!(
        "histogram_quantile({quantile}, sum by (client, server, le) (rate(traces_service_graph_request_{side}_seconds_bucket{{{CHOSEN}}}[{window}])))"
    )
}

fn calls(what: &str, window: &str) -> String {
    format!("sum by (client, server) (rate(traces_service_graph_request_{what}{{{CHOSEN}}}[{window}]))")
}

fn edges_over_time() -> Vec<Panel> {
    let window = "$__rate_interval";
    vec![
        Panel::row("By edge"),
        Panel::graph("Calls", "reqps", "Calls a second, by who calls and whom").asks(&calls("total", window), EDGE).stacked(),
        Panel::graph(
            "Failed",
            "percentunit",
            "The share of calls that either side calls failed: answers of 5xx, jobs that come again, webhooks that weren't taken",
        )
        .asks(&format!("{} / {}", calls("failed_total", window), calls("total", window)), EDGE)
        .starting_at_zero(),
        Panel::graph("Time, as the called sees it", "s", "Time within which 95 of 100 calls are done").asks(&within("0.95", "server", window), EDGE).starting_at_zero(),
        Panel::graph(
            "Time, as the caller sees it",
            "s",
            "The same with what lies between: to a worker it is how long a job waited in the queue",
        )
        .asks(&within("0.95", "client", window), EDGE)
        .starting_at_zero(),
    ]
}

fn edges_now() -> Vec<Panel> {
    vec![
        Panel::row("The last half hour"),
        Panel::table("Called most", "reqps", "Edges by calls a second")
            .asks(&format!("topk(20, {})", calls("total", "30m")), ""),
        Panel::table("Slowest", "s", "Edges by the time within which 95 of 100 calls were done, as the called sees it")
            .asks(&format!("topk(20, {})", within("0.95", "server", "30m")), ""),
    ]
}

fn spans() -> Vec<Panel> {
    vec![
        Panel::row("Spans"),
        Panel::table("Longest", "s", "Requests, jobs and statements by the time within which 95 of 100 ended, in the last half hour").asks(
            "topk(20, histogram_quantile(0.95, sum by (service, span_name, le) (rate(traces_spanmetrics_latency_bucket{span_kind!=\"SPAN_KIND_INTERNAL\"}[30m]))))",
            "",
        ),
        Panel::graph(
            "Spans that failed",
            "cps",
            "By process: what fails inside of a call that goes well isn't on the map",
        )
        .asks(
            "sum by (service) (rate(traces_spanmetrics_calls_total{status_code=\"STATUS_CODE_ERROR\"}[$__rate_interval]))",
            "{{service}}",
        )
        .starting_at_zero(),
        Panel::graph(
            "Spans on their way",
            "cps",
            "What the processes' collector took, didn't want, or what there was no room for while it was away: then the map lacks calls",
        )
        .asks("sum by (outcome) (rate(trace_spans_total[$__rate_interval]))", "{{outcome}}")
        .starting_at_zero()
        .wide(),
    ]
}
