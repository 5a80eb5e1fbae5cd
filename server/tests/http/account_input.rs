//! Wrong, empty, huge and colourful values in each field of the forms of accounts and vivariums: a clear answer at the field.

use crate::{
    app::{Answer, TestApp},
    portal_people::{PASSWORD, keeper},
};

/// A form as somebody fills it in rightly.
struct Form {
    name: &'static str,
    right: &'static [(&'static str, &'static str)],
    /// For each field: which of the values in [`values`] it takes.
    takes: &'static [(&'static str, &'static [&'static str])],
}

const FORMS: [Form; 10] = [
    Form {
        name: "sign_up",
        right: &[("display_name", "Bo"), ("email", "bo@example.org"), ("password", PASSWORD)],
        takes: &[("display_name", &["emoji", "short"]), ("email", &[]), ("password", &[])],
    },
    Form {
        name: "sign_in",
        right: &[("email", "bo@example.org"), ("password", PASSWORD)],
        // A wrong password isn't told at the field: that would say that the address is right.
        takes: &[("email", &[]), ("password", &["emoji", "control", "short"])],
    },
    Form { name: "request_reset", right: &[("email", "bo@example.org")], takes: &[("email", &[])] },
    Form { name: "change_name", right: &[("display_name", "Ada")], takes: &[("display_name", &["emoji", "short"])] },
    Form {
        name: "change_email",
        right: &[("new_email", "new@example.org")],
        takes: &[("new_email", &[]), ("current_password", &["empty"])],
    },
    Form {
        name: "change_password",
        right: &[("new_password", "a heron in the reeds")],
        takes: &[("new_password", &[]), ("current_password", &["empty"])],
    },
    Form { name: "totp_confirm", right: &[("code", "123456")], takes: &[("code", &[])] },
    Form {
        name: "create_vivarium",
        right: &[("name", "Scale works"), ("slug", "scale-works"), ("time_zone", "UTC")],
        takes: &[("name", &["emoji", "short"]), ("slug", &["empty"]), ("time_zone", &["empty"])],
    },
    Form {
        name: "update_vivarium",
        right: &[
            ("name", "Ada"),
            ("slug", "ada"),
            ("about", ""),
            ("location", ""),
            ("website", ""),
            ("time_zone", "UTC"),
            ("code_template", "{NNN}"),
            ("version", "1"),
        ],
        takes: &[
            ("name", &["emoji", "short"]),
            ("slug", &[]),
            ("about", &["empty", "emoji", "short"]),
            ("location", &["empty", "emoji", "short"]),
            ("website", &["empty"]),
            ("time_zone", &[]),
            ("code_template", &[]),
        ],
    },
    Form { name: "invite_member", right: &[("email", "bo@example.org"), ("role", "keeper")], takes: &[("email", &[])] },
];

fn values() -> [(&'static str, String); 5] {
    [
        ("empty", String::new()),
        ("huge", "x".repeat(1_000_000)),
        ("emoji", "🐍🦎🐍".into()),
        ("control", "a\u{0}b\u{7}c".into()),
        ("short", "é".into()),
    ]
}

/// The same with an address of its own: the limits have their own tests.
async fn ask(app: &TestApp, cookie: &str, name: &str, fields: &[(&str, &str)], number: &mut u32) -> Answer {
    *number += 1;
    let call = app.breeder().post(&format!("/sfn/breeder/{name}")).header("accept", "application/json");
    call.header("x-forwarded-for", &format!("fd00::{number:x}")).cookie(cookie).form(fields).send().await
}

#[tokio::test]
async fn every_field_says_what_is_wrong_with_it() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let mut number = 0;
    for Form { name, right, takes } in FORMS {
        for (field, taken) in takes {
            for (kind, value) in values() {
                if taken.contains(&kind) {
                    continue;
                }
                let mut fields = right.to_vec();
                fields.retain(|(key, _)| key != field);
                fields.push((field, &value));
                let answer = ask(&app, &ada.cookie, name, &fields, &mut number).await;
                let short = |text: String| text.chars().take(300).collect::<String>();
                assert_eq!(answer.status.as_u16(), 422, "{name}.{field} {kind}: {}", short(answer.text()));
                let problem = answer.json();
                let message = problem["fields"][field][0].as_str().unwrap_or_default();
                assert!(
                    message.len() > 10 && message.len() < 200,
                    "{name}.{field} {kind}: {}",
                    short(problem.to_string())
                );
            }
        }
    }
}

#[tokio::test]
async fn what_no_form_sends_is_answered_clearly_too() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let mut number = 0;
    let huge = "x".repeat(1_000_000);
    for (name, field, statuses) in [
        ("invite_member", "role", &[422][..]),
        ("change_role", "id", &[422]),
        ("remove_member", "id", &[422]),
        ("revoke_session", "id", &[422]),
        ("passkey_remove", "id", &[422]),
        ("revoke_invitation", "id", &[422]),
        ("switch_vivarium", "vivarium_id", &[422]),
        ("hand_over_vivarium", "to", &[422]),
        ("verify_email", "token", &[410]),
        ("confirm_email", "token", &[410]),
        ("invitation_offer", "token", &[410]),
        ("accept_invitation", "token", &[410]),
        ("sign_in_with_code", "code", &[410]),
        ("update_vivarium", "version", &[422]),
    ] {
        for value in ["", "🐍", "'; DROP TABLE core.person --", "99999999999999999999", "\u{0}", &huge] {
            let fields = [("email", "x@example.org"), ("role", "keeper"), (field, value)];
            let fields: Vec<_> = fields
                .into_iter()
                .enumerate()
                .filter(|(n, (key, _))| *n == 2 || *key != field)
                .map(|(_, pair)| pair)
                .collect();
            let answer = ask(&app, &ada.cookie, name, &fields, &mut number).await;
            assert!(
                statuses.contains(&answer.status.as_u16()),
                "{name}.{field}: {} {:.200}",
                answer.status,
                answer.text()
            );
            assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.len() < 300), "{name}.{field}");
        }
    }
    // More than any form is long.
    let answer = ask(&app, "", "sign_in", &[("email", &"x".repeat(3_000_000)), ("password", "x")], &mut number).await;
    assert!(matches!(answer.status.as_u16(), 413 | 422), "{}", answer.status);
}

#[tokio::test]
async fn a_form_without_wasm_gets_a_huge_value_back_as_words_and_not_as_an_address() {
    let app = TestApp::new().await;
    let answer = app
        .breeder()
        .post("/sfn/breeder/sign_in")
        .header("accept", "text/html")
        .header("referer", "http://breeder.localhost:8080/sign-in")
        .form(&[("email", &"🐍".repeat(100_000)), ("password", "x")])
        .send()
        .await
        .expect(302);
    let back = answer.header("location").replace("http://breeder.localhost:8080", "");
    assert!(back.len() < 4000, "{} bytes of address", back.len());
    let page = app.breeder().get(&back).send().await.expect(200).text();
    assert!(
        page.contains("doesn&#x27;t look like an e-mail address")
            || page.contains("doesn't look like an e-mail address"),
        "{page}"
    );
}
