//! The six services of the API.

use super::panel::{Dashboard, Panel, Team};

const OURS: &str = "portal=\"api\", service=~\"$service\"";

pub fn dashboard() -> Dashboard {
    Dashboard::new(Team::App, "api", "API services")
        .choice("service", "http_requests_total{portal=\"api\"}")
        .with(services())
        .with(routes())
}

fn services() -> Vec<Panel> {
    let quantile = |quantile: &str| {
        format!(
            "histogram_quantile({quantile}, sum by (service, le) (rate(http_request_seconds_bucket{{{OURS}}}[$__rate_interval])))"
        )
    };
    vec![
        Panel::row("Services"),
        Panel::graph("Requests", "reqps", "Requests a second, by service")
            .asks(&format!("sum by (service) (rate(http_requests_total{{{OURS}}}[$__rate_interval]))"), "{{service}}")
            .stacked(),
        Panel::graph("Errors", "reqps", "Answers with 5xx, by service and status")
            .asks(
                &format!(
                    "sum by (service, status) (rate(http_requests_total{{{OURS}, status=~\"5..\"}}[$__rate_interval]))"
                ),
                "{{service}} {{status}}",
            )
            .stacked(),
        Panel::graph(
            "Time",
            "s",
            "Time within which half and 95 of 100 requests are answered; the line is the objective",
        )
        .asks(&quantile("0.5"), "{{service}} half")
        .asks(&quantile("0.95"), "{{service}} 95 %")
        .starting_at_zero()
        .limit(0.5),
        Panel::graph(
            "Over 500 ms",
            "percentunit",
            "The share of answers that took longer than the objective; the line is what is allowed",
        )
        .asks(
            &format!(
                "1 - sum by (service) (rate(http_request_seconds_bucket{{{OURS}, le=\"0.5\"}}[$__rate_interval])) \
                     / sum by (service) (rate(http_request_seconds_count{{{OURS}}}[$__rate_interval]))"
            ),
            "{{service}}",
        )
        .starting_at_zero()
        .limit(0.01),
        Panel::graph(
            "Refused",
            "reqps",
            "Answers with 4xx: programs that ask for what they may not have, or too often",
        )
        .asks(
            &format!(
                "sum by (service, status) (rate(http_requests_total{{{OURS}, status=~\"4..\"}}[$__rate_interval]))"
            ),
            "{{service}} {{status}}",
        )
        .stacked(),
        Panel::graph("Processor", "short", "Cores that a process of the API uses")
            .asks(
                "rate(process_cpu_seconds_total{job=\"reptidex\", role=~\".*api\"}[$__rate_interval])",
                "{{role}} {{instance}}",
            )
            .starting_at_zero(),
    ]
}

fn routes() -> Vec<Panel> {
    vec![
        Panel::row("Routes"),
        Panel::table("Asked most", "reqps", "Routes by requests a second in the last half hour")
            .asks(&format!("topk(20, sum by (service, route, method) (rate(http_requests_total{{{OURS}}}[30m])))"), ""),
        Panel::table("Slowest", "s", "Routes by the time within which 95 of 100 requests were answered in the last half hour").asks(
            &format!("topk(20, histogram_quantile(0.95, sum by (service, route, le) (rate(http_request_seconds_bucket{{{OURS}}}[30m]))))"),
            "",
        ),
    ]
}
