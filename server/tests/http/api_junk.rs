//! Every operation of the description, called with rubbish: a clear answer each time, never a 500.

use crate::app::TestApp;
use http::Method;
use serde_json::Value;

const IDS: [&str; 6] = [
    "0",
    "not-an-id",
    "00000000-0000-0000-0000-000000000000",
    "99999999999999999999999999",
    "%00",
    "%F0%9F%90%8D%27--",
];
const QUERIES: [&str; 6] = [
    "",
    "?limit=99999999999999999999",
    "?limit=-1&cursor=zz",
    "?cursor=%00&generations=300",
    "?unknown=1",
    "?born_from=9999999-01-01&sex=hen",
];

fn bodies() -> Vec<(&'static str, String)> {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    [
        "",
        "null",
        "[]",
        "{}",
        "{\"a\":1}",
        "\"x\"",
        "{\"version\":99999999999999999999}",
        "{\"name\":null,\"limit\":1e999}",
        "{\"name\":\"\\u0000\",\"email\":\"\\ud800\"}",
        &deep,
    ]
    .iter()
    .map(|body| ("application/json", (*body).to_owned()))
    .chain([("text/csv", "=1+1".to_owned()), ("application/json", "\u{feff}{}".to_owned())])
    .collect()
}

#[tokio::test]
async fn rubbish_gets_a_clear_answer_everywhere() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let spec = app.api().get("/openapi.json").send().await.expect(200).json();
    let mut asked = 0_u32;
    for (path, operations) in spec["paths"].as_object().expect("paths") {
        for (method, _) in operations.as_object().expect("operations") {
            let method: Method = method.to_uppercase().parse().expect("a method");
            // Signing in is limited by address on purpose; its own tests are beside it.
            if path.contains("/sessions") {
                continue;
            }
            let ids = if path.contains('{') { &IDS[..] } else { &[""][..] };
            for (n, id) in ids.iter().enumerate() {
                let (kind, body) = bodies().swap_remove((asked as usize + n) % bodies().len());
                let target = format!("{}{}", path.replace("{id}", id), QUERIES[(asked as usize) % QUERIES.len()]);
                let call = app.api().call(method.clone(), &target).bearer(&ada.access).header("x-vivarium", &slug);
                let call = call.header("if-match", if asked.is_multiple_of(3) { "\"v2147483648\"" } else { "\"v1\"" });
                let call = if method == Method::GET { call } else { call.bytes(kind, body.clone()) };
                let answer = call.send().await;
                assert!(answer.status.as_u16() < 500, "{method} {target} {body}: {} {}", answer.status, answer.text());
                if answer.status.is_client_error() {
                    let problem: Value = answer.json();
                    assert_eq!(answer.header("content-type"), "application/problem+json");
                    assert!(
                        problem["code"].is_string() && problem["detail"].as_str().is_some_and(|text| text.len() > 5),
                        "{problem}"
                    );
                }
                asked += 1;
            }
        }
    }
    assert!(asked > 30, "only {asked} calls");
}
