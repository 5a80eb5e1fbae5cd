//! What a running server shows at `/metrics`, against the list by which alerts and dashboards are checked (`infra/monitoring/check`): a figure that
//! the program loses fails here, one that is asked for and isn't in the list fails there.

use crate::{app::TestApp, second_process::Second};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

/// Names with their labels' names, a line each, as `infra/monitoring/scrape` writes them.
const WANTED: &str = include_str!("../../../infra/monitoring/scrapes/reptidex.txt");
/// What may be there, too.
const KNOWN: &str = include_str!("../../../infra/monitoring/scrapes/reptidex-seldom.txt");
/// Gauges are measured at the worker's start, and the mail is sent within seconds.
const PATIENCE: Duration = Duration::from_secs(45);

/// A request by HTTP/1.0, for an answer in one piece.
fn ask(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

fn post(address: &str, host: &str, path: &str, kind: &str, body: &str) -> String {
    let length = body.len();
    let origin = format!("Host: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin");
    let head = format!("POST {path} HTTP/1.0\r\n{origin}\r\nContent-Type: {kind}\r\nContent-Length: {length}");
    ask(address, &format!("{head}\r\n\r\n{body}"))
}

/// What people do, and what is refused.
fn live(address: &str) {
    let form = "display_name=Grace&email=grace@example.org&password=a-long-enough-phrase-77";
    let kind = "application/x-www-form-urlencoded";
    let answer = post(address, "breeder.localhost:8080", "/sfn/breeder/sign_up", kind, form);
    assert!(answer.lines().next().is_some_and(|first| first.contains(" 200 ") || first.contains(" 302 ")), "{answer}");
    let wrong = r#"{"email": "nobody@example.org", "password": "not this one"}"#;
    let tries =
        (0..40).map(|_| post(address, "api.localhost:8080", "/api/v1/core/sessions", "application/json", wrong));
    assert!(tries.into_iter().any(|answer| answer.starts_with("HTTP/1.0 429")), "no limit stops who guesses");
}

type Shown = BTreeMap<String, BTreeSet<String>>;

/// What `/metrics` shows: names with their labels' names.
fn shown(address: &str) -> Shown {
    let answer = ask(address, "GET /metrics HTTP/1.0\r\nHost: metrics\r\n\r\n");
    let mut found = Shown::new();
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    for line in body.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (series, _) = line.rsplit_once(' ').expect("a value");
        let (name, labels) = series.split_once('{').unwrap_or((series, ""));
        // No value of ours has `="` in it.
        let names = labels.split("=\"").filter_map(|part| part.rsplit([',', '"', '{']).next());
        let names = names.filter(|name| !name.is_empty() && *name != "}").map(str::to_owned);
        found.entry(name.to_owned()).or_default().extend(names);
    }
    found
}

/// A list's lines as the same.
fn listed(list: &str) -> Shown {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let named = |line: &str| {
        let (name, labels) = line.trim_end_matches('}').split_once('{').unwrap_or((line, ""));
        (name.to_owned(), labels.split(',').filter(|label| !label.is_empty()).map(str::to_owned).collect())
    };
    lines.map(named).collect()
}

/// What of the list isn't shown, or not by these labels.
fn lost(wanted: &Shown, shown: &Shown) -> Vec<String> {
    let there =
        |(name, labels): &(&String, &BTreeSet<String>)| shown.get(*name).is_some_and(|all| labels.is_subset(all));
    wanted.iter().filter(|metric| !there(metric)).map(|(name, labels)| format!("{name} {labels:?}")).collect()
}

#[tokio::test]
async fn a_running_server_shows_the_metrics_that_alerts_and_dashboards_ask_for() {
    let app = TestApp::new().await;
    // Leaves a mail for the other process to send.
    app.person("ada").await;
    let second = Second::start(&app, "public,breeder,admin,embed,media,api,worker");
    second.page("/");
    live(&second.address);
    let (wanted, known) = (listed(WANTED), listed(KNOWN));
    let began = Instant::now();
    let shown = loop {
        let shown = shown(&second.metrics);
        if lost(&wanted, &shown).is_empty() || began.elapsed() > PATIENCE {
            break shown;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    let lost = lost(&wanted, &shown);
    assert!(lost.is_empty(), "alerts and dashboards ask for what isn't shown any more: {lost:#?}");
    let new: Vec<&String> =
        shown.keys().filter(|name| !wanted.contains_key(*name) && !known.contains_key(*name)).collect();
    assert!(new.is_empty(), "shown, and neither in infra/monitoring/scrapes nor in docs/metrics.md: {new:#?}");
}
