//! The portals: what people see.

use super::panel::{Dashboard, Panel, Team};

const OURS: &str = "portal=~\"$portal\", portal!=\"api\"";

pub fn dashboard() -> Dashboard {
    Dashboard::new(Team::App, "portals", "Portals")
        .choice("portal", "http_requests_total")
        .with(requests())
        .with(routes())
}

fn requests() -> Vec<Panel> {
    let quantile = |quantile: &str| {
        format!(
            "histogram_quantile({quantile}, sum by (portal, le) (rate(http_request_seconds_bucket{{{OURS}}}[$__rate_interval])))"
        )
    };
    vec![
        Panel::row("Requests"),
        Panel::graph("Requests", "reqps", "Requests a second, by portal")
            .asks(&format!("sum by (portal) (rate(http_requests_total{{{OURS}}}[$__rate_interval]))"), "{{portal}}")
            .stacked(),
        Panel::graph("Answers", "reqps", "By status")
            .asks(&format!("sum by (status) (rate(http_requests_total{{{OURS}}}[$__rate_interval]))"), "{{status}}")
            .stacked(),
        Panel::graph("Time", "s", "Time within which half, 95 and 99 of 100 requests are answered")
            .asks(&quantile("0.5"), "{{portal}} half")
            .asks(&quantile("0.95"), "{{portal}} 95 %")
            .asks(&quantile("0.99"), "{{portal}} 99 %")
            .starting_at_zero(),
        Panel::graph("Errors", "percentunit", "The share of answers with 5xx")
            .asks("objective:bad:ratio_rate5m{objective=\"errors\", portal=~\"$portal\", portal!=\"api\"}", "{{portal}}")
            .starting_at_zero()
            .limit(0.001),
        Panel::graph("At this moment", "short", "Requests that are being answered, by portal")
            .asks(&format!("sum by (portal) (http_requests_in_flight{{{OURS}}})"), "{{portal}}")
            .starting_at_zero(),
        Panel::graph("Processor", "short", "Cores that a process of the portals uses")
            .asks(
                "rate(process_cpu_seconds_total{job=\"reptidex\", role=~\"public|breeder|admin|embed\"}[$__rate_interval])",
                "{{role}} {{instance}}",
            )
            .starting_at_zero(),
    ]
}

fn routes() -> Vec<Panel> {
    vec![
        Panel::row("Routes"),
        Panel::table("Asked most", "reqps", "Routes by requests a second in the last half hour")
            .asks(&format!("topk(20, sum by (portal, route, method) (rate(http_requests_total{{{OURS}}}[30m])))"), ""),
        Panel::table("Slowest", "s", "Routes by the time within which 95 of 100 requests were answered in the last half hour")
            .asks(
                &format!("topk(20, histogram_quantile(0.95, sum by (portal, route, le) (rate(http_request_seconds_bucket{{{OURS}}}[30m]))))"),
                "",
            ),
        Panel::table("Failing", "reqps", "Routes by answers with 5xx a second in the last half hour")
            .asks(&format!("topk(20, sum by (portal, route, status) (rate(http_requests_total{{{OURS}, status=~\"5..\"}}[30m])))"), ""),
        Panel::table("Costing most", "s", "Routes by seconds of waiting that they cause in a second, in the last half hour")
            .asks(&format!("topk(20, sum by (portal, route) (rate(http_request_seconds_sum{{{OURS}}}[30m])))"), ""),
    ]
}
