//! `cargo xtask dashboards`: Grafana's dashboards, written from what stands here. Committed, so that Grafana needs no Rust.

mod api;
mod business;
mod jobs;
mod map;
mod media;
mod objectives;
mod overview;
mod panel;
mod portals;
mod stores;

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::metadata;

/// Where they lie, a folder a team: Grafana gives rights by folder.
const FOLDER: &str = "infra/monitoring/grafana/dashboards";

/// Writes them; with `check` only says what would change.
///
/// # Errors
/// When the folder can't be read or written.
pub fn run(check: bool) -> Result<Vec<String>> {
    let folder = metadata::root()?.join(FOLDER);
    let wanted = all()?;
    let mut complaints = Vec::new();
    for (path, text) in &wanted {
        let file = folder.join(path);
        if fs::read_to_string(&file).is_ok_and(|present| present == *text) {
            continue;
        }
        if check {
            complaints.push(format!("{FOLDER}/{path}: not what cargo xtask dashboards writes"));
        } else {
            fs::create_dir_all(file.parent().unwrap_or(&folder)).context("the folder of dashboards")?;
            fs::write(&file, text).with_context(|| file.display().to_string())?;
        }
    }
    for path in present(&folder)? {
        if !wanted.contains_key(&path) {
            complaints.push(format!("{FOLDER}/{path}: nothing writes it any more; remove it"));
        }
    }
    Ok(complaints)
}

/// Every dashboard's file, by its path.
fn all() -> Result<BTreeMap<String, String>> {
    let dashboards = [
        overview::dashboard(),
        objectives::dashboard(),
        portals::dashboard(),
        api::dashboard(),
        stores::postgres(),
        stores::redis(),
        jobs::dashboard(),
        media::dashboard(),
        business::dashboard(),
        map::dashboard(),
    ];
    dashboards.iter().map(|dashboard| Ok((dashboard.path(), pretty(&dashboard.json())?))).collect()
}

fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// The files that are there.
fn present(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let Ok(teams) = fs::read_dir(folder) else {
        return Ok(found);
    };
    for team in teams {
        let team = team?;
        for file in fs::read_dir(team.path())? {
            found.push(format!("{}/{}", team.file_name().to_string_lossy(), file?.file_name().to_string_lossy()));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_dashboard_has_a_path_and_panels_of_its_own() {
        let all = all().expect("dashboards");
        assert_eq!(all.len(), 10, "two have one path");
        for (path, text) in all {
            let dashboard: Value = serde_json::from_str(&text).expect("JSON");
            let panels = dashboard["panels"].as_array().expect("panels");
            let ids: HashSet<u64> = panels.iter().filter_map(|panel| panel["id"].as_u64()).collect();
            assert_eq!(ids.len(), panels.len(), "{path}: panels share an id");
            for panel in panels.iter().filter(|panel| panel["type"] != "row") {
                let asked = panel["targets"].as_array().expect("targets");
                assert!(!asked.is_empty(), "{path}: {} asks nothing", panel["title"]);
                assert!(
                    panel["description"].as_str().is_some_and(|text| !text.is_empty()),
                    "{path}: {}",
                    panel["title"]
                );
            }
        }
    }

    #[test]
    fn no_panel_lies_on_another() {
        for (path, text) in all().expect("dashboards") {
            let dashboard: Value = serde_json::from_str(&text).expect("JSON");
            let mut taken = HashSet::new();
            for panel in dashboard["panels"].as_array().expect("panels") {
                let number = |name: &str| panel["gridPos"][name].as_u64().expect("a place");
                assert!(number("x") + number("w") <= 24, "{path}: {} is too wide", panel["title"]);
                for x in number("x")..number("x") + number("w") {
                    for y in number("y")..number("y") + number("h") {
                        assert!(taken.insert((x, y)), "{path}: {} lies on another", panel["title"]);
                    }
                }
            }
        }
    }
}
