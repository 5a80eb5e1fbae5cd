//! What somebody looks at first: is it up, is it quick, what fires.

use super::panel::{Dashboard, Panel, Team};

pub fn dashboard() -> Dashboard {
    Dashboard::new(Team::App, "overview", "Overview").with(now()).with(traffic()).with(inside())
}

fn now() -> Vec<Panel> {
    vec![
        Panel::row("Now"),
        Panel::figure(
            "Reachable",
            "percentunit",
            "Probes from outside that were answered in the last five minutes, the worst portal",
            0.999,
            0.99,
        )
        .asks("1 - max(objective:bad:ratio_rate5m{objective=\"up\"})", "reachable"),
        Panel::figure("Errors", "percentunit", "Requests answered with 5xx, the worst portal", 0.001, 0.0144)
            .asks("max(objective:bad:ratio_rate5m{objective=\"errors\"})", "errors"),
        Panel::figure(
            "Slow pages",
            "percentunit",
            "Answers of portals that took longer than 3 s, the worst portal",
            0.01,
            0.06,
        )
        .asks("max(objective:bad:ratio_rate5m{objective=\"pages\"})", "slow pages"),
        Panel::figure("Slow API", "percentunit", "Answers of the API that took longer than 500 ms", 0.01, 0.06)
            .asks("max(objective:bad:ratio_rate5m{objective=\"api\"})", "slow answers"),
        Panel::figure("Oldest job", "s", "How long the job has waited that has waited longest", 60.0, 300.0)
            .asks("max(jobs_oldest_seconds)", "oldest job"),
        Panel::figure("Dead letters", "short", "Jobs that failed as often as they may", 1.0, 10.0)
            .asks("sum(max by (task) (jobs{state=\"dead\"}))", "dead letters"),
        Panel::table(
            "What fires",
            "short",
            "Alerts that fire at this moment; each has a runbook of its name in docs/runbooks",
        )
        .asks("ALERTS{alertstate=\"firing\", severity=~\"page|ticket\"}", "")
        .wide(),
    ]
}

fn traffic() -> Vec<Panel> {
    vec![
        Panel::row("Traffic"),
        Panel::graph("Requests", "reqps", "Requests a second, by portal")
            .asks("portal:http_requests:rate5m", "{{portal}}")
            .stacked(),
        Panel::graph("Slowest twentieth", "s", "Time within which 95 of 100 requests are answered, by portal")
            .asks("portal:http_request_seconds:p95_5m", "{{portal}}")
            .starting_at_zero(),
        Panel::graph("Errors", "reqps", "Requests answered with 5xx, by service and status")
            .asks(
                "sum by (service, status) (rate(http_requests_total{status=~\"5..\"}[$__rate_interval]))",
                "{{service}} {{status}}",
            )
            .stacked(),
        Panel::graph(
            "Turned away",
            "reqps",
            "What wasn't served because too much was asked, by reason; and requests refused by a rate limit",
        )
        .asks("sum by (reason) (rate(shed_total[$__rate_interval]))", "{{reason}}")
        .asks("sum by (limit) (rate(rate_limited_total[$__rate_interval]))", "limit {{limit}}")
        .starting_at_zero(),
    ]
}

fn inside() -> Vec<Panel> {
    vec![
        Panel::row("Inside"),
        Panel::graph("Stores", "short", "1 while the store answers in time, for whoever sees it worst")
            .asks("min by (store) (store_healthy)", "{{store}}")
            .starting_at_zero(),
        Panel::graph("Processes", "short", "Processes that answer Prometheus, by role")
            .asks("count by (role) (up{job=\"reptidex\"} == 1)", "{{role}}")
            .starting_at_zero(),
        Panel::graph("Memory", "bytes", "Resident memory of the largest process of each role")
            .asks("max by (role) (process_resident_memory_bytes{job=\"reptidex\"})", "{{role}}")
            .starting_at_zero(),
        Panel::graph("Processor", "short", "Cores that a process uses, the busiest of each role")
            .asks("max by (role) (rate(process_cpu_seconds_total{job=\"reptidex\"}[$__rate_interval]))", "{{role}}")
            .starting_at_zero(),
    ]
}
