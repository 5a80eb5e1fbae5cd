//! Photographs: sent, prepared, shown.

use super::panel::{Dashboard, Panel, Team};

pub fn dashboard() -> Dashboard {
    Dashboard::new(Team::App, "media", "Photographs").with(vec![
        Panel::row("Shown"),
        Panel::graph("Requests", "reqps", "At the photographs' host, by status")
            .asks("sum by (status) (rate(http_requests_total{portal=\"media\"}[$__rate_interval]))", "{{status}}")
            .stacked(),
        Panel::graph("Time", "s", "Time within which a picture is answered for half, 95 and 99 of 100 requests")
            .asks(&answered("0.5"), "half")
            .asks(&answered("0.95"), "95 %")
            .asks(&answered("0.99"), "99 %")
            .starting_at_zero(),
        Panel::row("Sent and prepared"),
        Panel::graph("Prepared", "ops", "Photographs a second, by what became of them")
            .asks("sum by (outcome) (rate(photos_total[$__rate_interval]))", "{{outcome}}")
            .starting_at_zero(),
        Panel::graph("Time to prepare", "s", "Within which half and 95 of 100 are prepared")
            .asks("histogram_quantile(0.5, sum by (le) (rate(job_seconds_bucket{task=\"photo_prepare\"}[$__rate_interval])))", "half")
            .asks("histogram_quantile(0.95, sum by (le) (rate(job_seconds_bucket{task=\"photo_prepare\"}[$__rate_interval])))", "95 %")
            .starting_at_zero(),
        Panel::graph("Waiting", "s", "How long the photograph has waited that has waited longest")
            .asks("max(jobs_oldest_seconds{task=\"photo_prepare\"})", "oldest")
            .starting_at_zero()
            .limit(300.0),
        Panel::graph("Swept", "short", "What the sweep of the last day brought to an end: “restarted” and “orphan” mean that workers are killed at their work")
            .asks("sum by (what) (increase(photos_swept_total[1d]))", "{{what}}")
            .starting_at_zero(),
        Panel::graph("Likenesses", "short", "Found to photographs of other vivariums, in an hour")
            .asks("sum(increase(photos_alike_total[1h]))", "found")
            .starting_at_zero(),
        Panel::graph("The store", "s", "Time of its last answer; nothing while it doesn't answer")
            .asks("max(store_answer_seconds{store=\"photos\"}) and max(store_healthy{store=\"photos\"}) == 1", "photos")
            .starting_at_zero(),
    ])
}

fn answered(quantile: &str) -> String {
    let asked = "http_request_seconds_bucket{portal=\"media\", method=\"GET\"}";
    format!("histogram_quantile({quantile}, sum by (le) (rate({asked}[$__rate_interval])))")
}
