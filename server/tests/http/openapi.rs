//! The description of the API is what lies in the repository, and what the server does.

use crate::app::TestApp;

#[test]
fn the_committed_description_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let current = reptidex::api::openapi_json().expect("it can be written");
    assert!(
        committed == current,
        "openapi.json is stale: cargo run -p reptidex -- openapi > openapi.json, and say in CHANGELOG.md what changed"
    );
}

#[test]
fn every_reference_leads_somewhere() {
    let text = reptidex::api::openapi_json().expect("it can be written");
    let whole: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let references = text.split("\"$ref\": \"#").skip(1).filter_map(|rest| rest.split('"').next());
    let lost: std::collections::BTreeSet<&str> = references.filter(|path| whole.pointer(path).is_none()).collect();
    assert!(lost.is_empty(), "ReDoc draws nothing at all where one is missing: {lost:?}");
}

#[tokio::test]
async fn each_host_describes_its_own_part() {
    let app = TestApp::new().await;
    let whole = app.api().get("/openapi.json").send().await.expect(200).json();
    assert!(whole["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    for service in reptidex::api::SERVICES {
        let part = app.at(&format!("{service}-api.localhost")).get("/openapi.json").send().await.expect(200).json();
        let prefix = format!("/api/v1/{service}/");
        assert!(part["paths"].as_object().is_some_and(|paths| paths.keys().all(|path| path.starts_with(&prefix))));
    }
}

#[test]
fn words_are_described_as_they_are_sent_and_every_reference_leads_somewhere() {
    let spec: serde_json::Value = serde_json::from_str(&reptidex::api::openapi_json().expect("a text")).expect("JSON");
    let schemas = &spec["components"]["schemas"];
    assert_eq!(schemas["Sex"]["enum"], serde_json::json!(["unknown", "male", "female"]));
    assert_eq!(schemas["LifeStatus"]["enum"], serde_json::json!(["alive", "deceased"]));
    let text = spec.to_string();
    for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(schemas[name].is_object(), "nothing describes {name}");
    }
    // A word of ours never has a capital: that would be the name of a variant.
    for (name, schema) in schemas.as_object().expect("schemas") {
        for word in schema["enum"].as_array().into_iter().flatten().filter_map(|word| word.as_str()) {
            assert_eq!(word, word.to_lowercase(), "{name}");
        }
    }
}
