//! The admin portal: who gets in, and who may do what.

use crate::{
    app::{Answer, TestApp},
    portal_people::{PASSWORD, Person, keeper, led_to, person},
};
use repti_model::StaffRole;
use serde_json::json;
use totp_rs::{Builder, Secret};

const REASON: (&str, &str) = ("reason", "Sold animals that were not theirs");

/// A server function of the admin portal, called as its page calls it.
pub async fn call(app: &TestApp, cookie: &str, name: &str, fields: &[(&str, &str)]) -> Answer {
    let call = app.admin().post(&format!("/sfn/admin/{name}")).header("accept", "application/json");
    call.cookie(cookie).form(fields).send().await
}

/// What the app shows for a secret, so many steps from now.
fn code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("base 32");
    let totp = Builder::new().with_secret(secret).with_account_name("x").build().expect("a TOTP");
    let now = jiff::Timestamp::now().as_second() + steps * 30;
    totp.generate(u64::try_from(now).expect("after 1970")).to_string()
}

async fn id_of(app: &TestApp, email: &str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar("SELECT id FROM core.person WHERE email = $1")
        .bind(email)
        .fetch_one(&app.db.owner)
        .await
        .expect("a person");
    id.to_string()
}

/// Somebody of staff who has set up an app, with its secret and the recovery codes.
async fn enrolled(app: &TestApp, name: &str, role: StaffRole) -> (Person, String, Vec<String>) {
    let email = person(app, name).await.email;
    app.state.domain.core.appoint_staff(&email, role).await.expect("appointed");
    let answer = call(app, "", "sign_in", &[("email", &email), ("password", PASSWORD)]).await.expect(200);
    assert_eq!(answer.json(), "/sign-in/set-up", "staff without a second factor set one up first");
    let half = answer.cookies();
    assert_eq!(led_to(&app.admin(), &half, "/").await, "/sign-in", "the password alone opens nothing");
    let setup = call(app, &half, "enrol_totp_start", &[]).await.expect(200).json();
    let secret = setup["secret"].as_str().expect("a secret").to_owned();
    let answer = call(app, &half, "enrol_totp_finish", &[("code", &code(&secret, -1))]).await.expect(200);
    let codes = answer.json()["codes"]
        .as_array()
        .expect("codes")
        .iter()
        .map(|code| code.as_str().unwrap_or_default().to_owned())
        .collect();
    (Person { email, cookie: answer.cookies() }, secret, codes)
}

pub async fn staff(app: &TestApp, role: StaffRole) -> Person {
    enrolled(app, role.as_str(), role).await.0
}

#[tokio::test]
async fn staff_come_in_by_two_factors_and_go_out_again() {
    let app = TestApp::new().await;
    let (grace, secret, codes) = enrolled(&app, "grace", StaffRole::Support).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(led_to(&app.admin(), &grace.cookie, "/").await, "");
    call(&app, &grace.cookie, "sign_out", &[]).await.expect(200);
    assert_eq!(led_to(&app.admin(), &grace.cookie, "/").await, "/sign-in");
    let password = [("email", grace.email.as_str()), ("password", PASSWORD), ("next", "/audit")];
    let half = call(&app, "", "sign_in", &password).await.expect(200).cookies();
    let refused = call(&app, &half, "sign_in_with_code", &[("code", "AAAA-AAAA-AAAA")]).await.expect(422).text();
    for code in [code(&secret, 0), codes[0].clone()] {
        let answer = call(&app, "", "sign_in", &password).await.expect(200);
        assert_eq!(answer.json(), "/sign-in/second-factor");
        let half = answer.cookies();
        let answer = call(&app, &half, "sign_in_with_code", &[("code", &code)]).await.expect(200);
        assert_eq!(answer.json(), "/audit");
        let set = answer.header("set-cookie");
        for part in ["__Host-reptidex_admin=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(set.contains(part), "{part} in {set}");
        }
        assert_ne!(answer.cookies(), half, "a cookie from before the second factor is worth nothing");
        assert_eq!(led_to(&app.admin(), &answer.cookies(), "/").await, "");
        // A code works once.
        let half = call(&app, "", "sign_in", &password).await.expect(200).cookies();
        let again = call(&app, &half, "sign_in_with_code", &[("code", &code)]).await.expect(422);
        assert_eq!(again.text(), refused, "a used code is no better than a wrong one");
    }
}

#[tokio::test]
async fn whoever_isnt_staff_is_told_what_a_wrong_password_is_told() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let right = call(&app, "", "sign_in", &[("email", &ada.email), ("password", PASSWORD)]).await.expect(401);
    let wrong = call(&app, "", "sign_in", &[("email", &ada.email), ("password", "a wrong guess")]).await.expect(401);
    let nobody = call(&app, "", "sign_in", &[("email", "no@example.org"), ("password", PASSWORD)]).await.expect(401);
    assert_eq!(right.text(), wrong.text());
    assert_eq!(right.text(), nobody.text());
    assert_eq!(right.cookies(), "");
}

#[tokio::test]
async fn a_portals_cookie_is_worth_nothing_on_the_other() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let grace = staff(&app, StaffRole::Administrator).await;
    let as_admin = ada.cookie.replace("reptidex_breeder", "reptidex_admin");
    let as_breeder = grace.cookie.replace("reptidex_admin", "reptidex_breeder");
    assert!(as_admin != ada.cookie && as_breeder != grace.cookie);
    for cookie in [&ada.cookie, &as_admin] {
        assert_eq!(led_to(&app.admin(), cookie, "/").await, "/sign-in");
        call(&app, cookie, "people", &[("text", ""), ("suspended", "false"), ("staff", "false")]).await.expect(401);
    }
    for cookie in [&grace.cookie, &as_breeder] {
        assert_eq!(led_to(&app.breeder(), cookie, "/").await, "/sign-in");
    }
}

#[tokio::test]
async fn nobody_reads_or_does_anything_without_a_session() {
    let app = TestApp::new().await;
    for name in ["overview", "account", "health", "dead_letters", "audit_verify", "revoke_other_sessions", "taxa"] {
        call(&app, "", name, &[]).await.expect(401);
    }
    let id = uuid::Uuid::now_v7().to_string();
    for name in ["person", "vivarium"] {
        call(&app, "", name, &[("id", &id)]).await.expect(401);
    }
    for name in ["suspend_person", "reinstate_person", "suspend_vivarium", "reinstate_vivarium"] {
        call(&app, "", name, &[("id", &id), REASON]).await.expect(401);
    }
    call(&app, "", "set_staff_role", &[("id", &id), ("role", "administrator")]).await.expect(401);
    call(&app, "", "set_plan", &[("id", &id), ("plan", "keeper"), REASON]).await.expect(401);
    app.admin().server_function("/sfn/admin/audit_log", &json!({"form": {}})).send().await.expect(401);
    for path in
        ["/", "/people", "/vivariums", "/taxa", "/taxa/new", "/audit", "/system", "/system/dead-letters", "/account"]
    {
        assert!(led_to(&app.admin(), "", path).await.starts_with("/sign-in"), "{path}");
    }
}

#[tokio::test]
async fn each_staff_role_may_what_it_says() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let id = id_of(&app, &ada.email).await;
    let vivarium: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM core.vivarium").fetch_one(&app.db.owner).await.expect("one");
    let vivarium = vivarium.to_string();
    for (role, moderates, administers) in [
        (StaffRole::Support, false, false),
        (StaffRole::Moderator, true, false),
        (StaffRole::Administrator, true, true),
    ] {
        let one = staff(&app, role).await;
        let may = |allowed: bool, answer: u16| if allowed { answer } else { 403 };
        let doing = |name: &'static str, fields: Vec<(&'static str, String)>| {
            let (app, cookie) = (&app, one.cookie.clone());
            async move {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                call(app, &cookie, name, &fields).await
            }
        };
        let on = |id: &str| vec![("id", id.to_owned()), ("reason", REASON.1.to_owned())];
        for name in ["overview", "account", "health", "dead_letters"] {
            doing(name, vec![]).await.expect(200);
        }
        doing("person", vec![("id", id.clone())]).await.expect(200);
        doing("vivarium", vec![("id", vivarium.clone())]).await.expect(200);
        doing("suspend_person", on(&id)).await.expect(may(moderates, 200));
        doing("reinstate_person", on(&id)).await.expect(may(moderates, 200));
        doing("suspend_vivarium", on(&vivarium)).await.expect(may(moderates, 200));
        doing("reinstate_vivarium", on(&vivarium)).await.expect(may(moderates, 200));
        let plan = [on(&vivarium), vec![("plan", "keeper".to_owned())]].concat();
        doing("set_plan", plan).await.expect(may(administers, 200));
        doing("retry_job", vec![("id", "999".into())]).await.expect(may(moderates, 404));
        doing("retry_task", vec![("task", "mail_send".into())]).await.expect(may(moderates, 200));
        doing("drop_job", vec![("id", "999".into())]).await.expect(may(administers, 404));
        doing("audit_verify", vec![]).await.expect(may(administers, 200));
        doing("set_staff_role", vec![("id", id.clone()), ("role", "none".into())]).await.expect(may(administers, 200));
        // What would be refused isn't offered.
        let page = app.admin().get(&format!("/people/{id}")).cookie(&one.cookie).send().await.expect(200).text();
        assert_eq!(page.contains("Suspend…"), moderates, "{}", role.as_str());
        assert_eq!(page.contains("Staff role…"), administers, "{}", role.as_str());
        let page =
            app.admin().get(&format!("/vivariums/{vivarium}")).cookie(&one.cookie).send().await.expect(200).text();
        assert_eq!(page.contains("Plan…"), administers, "{}", role.as_str());
        let audit = app.admin().get("/audit").cookie(&one.cookie).send().await.expect(200).text();
        assert_eq!(audit.contains("Verify the chain"), administers, "{}", role.as_str());
    }
}

#[tokio::test]
async fn a_moderator_acts_on_nobody_above_and_nobody_on_themselves() {
    let app = TestApp::new().await;
    let (moderator, administrator) =
        (staff(&app, StaffRole::Moderator).await, staff(&app, StaffRole::Administrator).await);
    let (below, above) = (id_of(&app, &moderator.email).await, id_of(&app, &administrator.email).await);
    for (who, id) in [(&moderator, &above), (&moderator, &below), (&administrator, &above)] {
        call(&app, &who.cookie, "suspend_person", &[("id", id), REASON]).await.expect(403);
        let page = app.admin().get(&format!("/people/{id}")).cookie(&who.cookie).send().await.expect(200).text();
        assert!(!page.contains("Suspend…"), "no button that would be refused");
    }
    call(&app, &administrator.cookie, "set_staff_role", &[("id", &below), ("role", "king")]).await.expect(422);
    call(&app, &administrator.cookie, "set_staff_role", &[("id", &below), ("role", "support")]).await.expect(200);
    assert_eq!(led_to(&app.admin(), &moderator.cookie, "/").await, "/sign-in", "a role changed, so the session ended");
}

#[tokio::test]
async fn a_suspension_needs_a_reason_ends_sessions_and_is_found_in_the_log() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let id = id_of(&app, &ada.email).await;
    let moderator = staff(&app, StaffRole::Moderator).await;
    for reason in ["", " ", "no", "a\nb\nc\nd", &"x".repeat(501)] {
        let refused =
            call(&app, &moderator.cookie, "suspend_person", &[("id", &id), ("reason", reason)]).await.expect(422);
        assert!(refused.json()["fields"]["reason"][0].is_string(), "{}", refused.text());
    }
    assert_eq!(led_to(&app.breeder(), &ada.cookie, "/").await, "");
    let done = call(&app, &moderator.cookie, "suspend_person", &[("id", &id), REASON]).await.expect(200);
    assert_eq!(done.json(), format!("/people/{id}?note=suspended"));
    assert_eq!(led_to(&app.breeder(), &ada.cookie, "/").await, "/sign-in");
    let page = app.admin().get(&format!("/people/{id}")).cookie(&moderator.cookie).send().await.expect(200).text();
    assert!(page.contains(REASON.1) && page.contains("Reinstate…"));
    let search = |form: serde_json::Value| {
        app.admin().server_function("/sfn/admin/audit_log", &json!({ "form": form })).cookie(&moderator.cookie).send()
    };
    let found = search(json!({"object": "ada@", "action": "person.suspended"})).await.expect(200).json();
    let lines = found["value"]["items"].as_array().expect("lines");
    assert_eq!(lines.len(), 1);
    assert_eq!((&lines[0]["actor_name"], &lines[0]["object_name"]), (&json!("moderator"), &json!("ada")));
    let wrong = search(json!({"since": "yesterday"})).await.expect(422).json();
    assert!(wrong["fields"]["since"][0].as_str().is_some_and(|said| said.contains("yesterday")), "{wrong}");
    let page = app.admin().get("/audit?since=yesterday").cookie(&moderator.cookie).send().await.expect(422).text();
    assert!(page.contains("value=\"yesterday\"") && page.contains("is not a time"), "what was typed is still there");
}

#[tokio::test]
async fn every_page_answers_and_an_unknown_id_is_not_found() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let grace = staff(&app, StaffRole::Administrator).await;
    let get = |path: String| app.admin().get(&path).cookie(&grace.cookie).send();
    for path in [
        "/",
        "/people",
        "/people?q=ada",
        "/people?show=staff",
        "/people?q=%25&show=suspended&cursor=rubbish",
        "/vivariums",
        "/taxa",
        "/taxa/new",
        "/audit",
        "/audit?actor=ada&object=ada&action=person.&since=2020-01-01&until=2030-01-01T10:00",
        "/system",
        "/system/dead-letters",
        "/account",
    ] {
        get(path.to_owned()).await.expect(200);
    }
    let people = get("/people?q=ADA%40".to_owned()).await.text();
    assert!(people.contains(&ada.email) && !people.contains(&grace.email));
    for path in ["/people/none", "/vivariums/none", "/taxa/none", "/nothing"] {
        get(path.to_owned()).await.expect(404);
    }
    get(format!("/people/{}", uuid::Uuid::now_v7())).await.expect(404);
    get(format!("/vivariums/{}", uuid::Uuid::now_v7())).await.expect(404);
    get(format!("/taxa/{}", uuid::Uuid::now_v7())).await.expect(404);
}
