//! The queue of jobs.

use super::panel::{Dashboard, Panel, Team};

pub fn dashboard() -> Dashboard {
    Dashboard::new(Team::App, "jobs", "Jobs").choice("task", "jobs").with(vec![
        Panel::row("The queue"),
        Panel::graph("Waiting", "short", "Jobs that could run or wait for their time, by task")
            .asks("max by (task) (jobs{state=\"waiting\", task=~\"$task\"})", "{{task}}")
            .starting_at_zero(),
        Panel::graph("Oldest", "s", "How long the oldest job that could run has waited, by task")
            .asks("max by (task) (jobs_oldest_seconds{task=~\"$task\"})", "{{task}}")
            .starting_at_zero()
            .limit(300.0),
        Panel::graph("Running and coming again", "short", "Jobs at work, and jobs that failed and will be tried again")
            .asks("sum by (state) (max by (task, state) (jobs{state=~\"running|retrying\", task=~\"$task\"}))", "{{state}}")
            .starting_at_zero(),
        Panel::graph("Dead letters", "short", "Jobs that failed as often as they may, by task")
            .asks("max by (task) (jobs{state=\"dead\", task=~\"$task\"})", "{{task}}")
            .starting_at_zero()
            .limit(1.0),
        Panel::row("The work"),
        Panel::graph("Ended", "ops", "Jobs a second, by task and outcome")
            .asks("sum by (task, outcome) (rate(jobs_total{task=~\"$task\"}[$__rate_interval]))", "{{task}} {{outcome}}")
            .starting_at_zero(),
        Panel::graph("Time", "s", "Time within which 95 of 100 jobs that end well are done, by task")
            .asks("histogram_quantile(0.95, sum by (task, le) (rate(job_seconds_bucket{task=~\"$task\"}[$__rate_interval])))", "{{task}}")
            .starting_at_zero(),
        Panel::graph("Places taken", "short", "Seconds of work in a second; a worker process has four places")
            .asks("sum by (task) (rate(job_seconds_sum{task=~\"$task\"}[$__rate_interval]))", "{{task}}")
            .stacked(),
        Panel::graph("Workers", "short", "Processes of the role, and cores that each uses")
            .asks("count(up{job=\"reptidex\", role=\"worker\"} == 1)", "processes")
            .asks("rate(process_cpu_seconds_total{job=\"reptidex\", role=\"worker\"}[$__rate_interval])", "{{instance}} cores")
            .starting_at_zero(),
        Panel::row("Stored inbreeding"),
        Panel::graph("To be reckoned", "short", "Changes of lineages and marked animals")
            .asks("max(coefficients_waiting)", "waiting")
            .starting_at_zero(),
        Panel::graph("Waiting since", "s", "How long the oldest of them has waited")
            .asks("max(coefficients_oldest_seconds)", "oldest")
            .starting_at_zero()
            .limit(120.0),
    ])
}
