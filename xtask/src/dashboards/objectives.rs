//! The objectives and what is left of their budgets.

use super::panel::{Dashboard, Panel, Team};

/// An objective's word, what it says and what share may be bad.
const OBJECTIVES: [(&str, &str, &str, f64); 4] = [
    ("up", "Reachable from outside", "99.9 % of the probes are answered", 0.001),
    ("errors", "Answered without an error", "99.9 % of the requests don't end with 5xx", 0.001),
    ("pages", "Pages under 3 s", "99 % of a portal's answers take less than 3 s", 0.01),
    ("api", "API under 500 ms", "99 % of the API's answers take less than 500 ms", 0.01),
];

pub fn dashboard() -> Dashboard {
    let dashboard = Dashboard::new(Team::App, "objectives", "Objectives");
    OBJECTIVES.iter().fold(dashboard, |dashboard, objective| dashboard.with(panels(objective)))
}

fn panels((word, title, says, budget): &(&str, &str, &str, f64)) -> Vec<Panel> {
    let bad = |window: &str| format!("objective:bad:ratio_rate{window}{{objective=\"{word}\"}}");
    vec![
        Panel::row(&format!("{title}: {says}")),
        Panel::graph("Bad", "percentunit", "The share of bad answers over an hour and over three days, by portal; the line is what a month allows")
            .asks(&bad("1h"), "{{portal}} 1 h")
            .asks(&bad("3d"), "{{portal}} 3 d")
            .starting_at_zero()
            .limit(*budget),
        Panel::graph("Budget left", "percentunit", "What is left of the budget of 30 days, by portal; below nothing the objective is missed. Each five minutes count the same, however many asked")
            .asks(&format!("objective:budget_left:ratio30d{{objective=\"{word}\"}}"), "{{portal}}"),
        Panel::graph("Burning", "short", "How many times faster than allowed the budget is used: from 14.4 over an hour, or 6 over six hours, somebody is woken")
            .asks(&format!("{} / {budget}", bad("1h")), "{{portal}} 1 h")
            .asks(&format!("{} / {budget}", bad("6h")), "{{portal}} 6 h")
            .starting_at_zero()
            .limit(14.4)
            .wide(),
    ]
}
