//! Business figures for CloudWatch: a line of the log in its embedded metric format, from which it makes metrics by itself. Only where
//! `REPTIDEX_EMF=true`, and only from processes that run the worker.

use serde_json::{Map, Value, json};
use std::{
    io::Write,
    sync::atomic::{AtomicU64, Ordering},
};

/// Where CloudWatch files them.
const NAMESPACE: &str = "ReptiDex";

/// Mails of this process since the last line.
static SENT: AtomicU64 = AtomicU64::new(0);
static FAILED: AtomicU64 = AtomicU64::new(0);

/// Notes a mail for the next line.
pub fn mailed(sent: bool) {
    if sent { &SENT } else { &FAILED }.fetch_add(1, Ordering::Relaxed);
}

/// What one round of gauges knows; what it couldn't find out is missing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// By the names of `house`.
    pub house: Vec<(String, i64)>,
    /// How long the oldest job that could run has waited, and how many jobs are dead letters.
    pub queue: Option<(i64, i64)>,
}

/// Writes the line, where logs go.
pub fn write(site: &str, figures: &Figures) {
    let mails = (SENT.swap(0, Ordering::Relaxed), FAILED.swap(0, Ordering::Relaxed));
    let line = line(site, jiff::Timestamp::now().as_millisecond(), figures, mails);
    // Where the log can't be written there is nowhere to say so.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// The line: each figure once as a metric with its unit and once as a value, by the site's host.
#[must_use]
pub fn line(site: &str, at: i64, figures: &Figures, (sent, failed): (u64, u64)) -> Value {
    let mut values: Vec<(&str, &str, Value)> = Vec::new();
    for (name, count) in &figures.house {
        let metric = match name.as_str() {
            "animals" => "Animals",
            "public_animals" => "PublicAnimals",
            "animals_day" => "AnimalsOfADay",
            "vivariums" => "Vivariums",
            "people" => "People",
            "signups_day" => "SignUpsOfADay",
            "sessions" => "Sessions",
            _ => continue,
        };
        values.push((metric, "Count", (*count).into()));
    }
    if let Some((oldest, dead)) = figures.queue {
        values.push(("OldestJob", "Seconds", oldest.into()));
        values.push(("DeadLetters", "Count", dead.into()));
    }
    values.push(("MailsSent", "Count", sent.into()));
    values.push(("MailsFailed", "Count", failed.into()));
    let metrics: Vec<Value> = values.iter().map(|(name, unit, _)| json!({ "Name": name, "Unit": unit })).collect();
    let mut line = Map::new();
    line.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": at,
            "CloudWatchMetrics": [{ "Namespace": NAMESPACE, "Dimensions": [["Site"]], "Metrics": metrics }],
        }),
    );
    line.insert("Site".to_owned(), site.into());
    line.extend(values.into_iter().map(|(name, _, value)| (name.to_owned(), value)));
    Value::Object(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_that_a_line_declares_has_its_value_in_it() {
        let house = [("animals", 12), ("people", 3), ("signups_day", 1), ("something_new", 9)];
        let house = house.map(|(name, count)| (name.to_owned(), count)).to_vec();
        let line = line("reptidex.example", 1_700_000_000_000, &Figures { house, queue: Some((4, 2)) }, (5, 1));
        let declared = line["_aws"]["CloudWatchMetrics"][0]["Metrics"].as_array().expect("metrics").clone();
        let names: Vec<&str> = declared.iter().filter_map(|metric| metric["Name"].as_str()).collect();
        assert_eq!(
            names,
            ["Animals", "People", "SignUpsOfADay", "OldestJob", "DeadLetters", "MailsSent", "MailsFailed"]
        );
        assert!(names.iter().all(|name| line[*name].is_number()), "{line}");
        assert_eq!((line["OldestJob"].as_i64(), line["MailsSent"].as_i64()), (Some(4), Some(5)));
        assert_eq!(line["_aws"]["CloudWatchMetrics"][0]["Dimensions"], json!([["Site"]]));
        assert_eq!(
            (&line["Site"], &line["_aws"]["Timestamp"]),
            (&json!("reptidex.example"), &json!(1_700_000_000_000_i64))
        );
        assert!(!line.to_string().contains('\n'));
    }

    #[test]
    fn what_could_not_be_counted_is_left_out() {
        let line = line("x", 0, &Figures::default(), (0, 0));
        assert_eq!((line.get("OldestJob"), line.get("Animals")), (None, None));
    }
}
