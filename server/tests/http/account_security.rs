//! What a stranger, an old cookie, a half-finished sign-in or another site's page can do: nothing.

use crate::{
    app::TestApp,
    portal_people::{PASSWORD, Person, call, keeper, led_to, token_to},
};
use totp_rs::{Builder, Secret};

/// An app with the secret that the page shows; its code, so many steps from now.
fn code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("base 32");
    let totp = Builder::new().with_secret(secret).with_account_name("x").build().expect("a TOTP");
    totp.generate(u64::try_from(jiff::Timestamp::now().as_second() + steps * 30).expect("after 1970")).to_string()
}

/// As if the password had been given an hour ago.
async fn an_hour_later(app: &TestApp) {
    sqlx::query("UPDATE core.session SET authenticated_at = authenticated_at - interval '1 hour'")
        .execute(&app.db.owner)
        .await
        .expect("the table is there");
}

async fn signed_in(app: &TestApp, cookie: &str) -> bool {
    led_to(&app.breeder(), cookie, "/account").await.is_empty()
}

#[tokio::test]
async fn the_session_cookie_is_closed_to_scripts_and_sites_and_its_token_stands_in_no_page() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let answer = call(&app, "", "sign_in", &[("email", &ada.email), ("password", PASSWORD)]).await.expect(200);
    let set = answer.header("set-cookie").to_owned();
    for part in ["__Host-reptidex_breeder=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=7776000"] {
        assert!(set.contains(part), "{part} in {set}");
    }
    assert!(!set.contains("Domain="), "{set}");
    let cookie = answer.cookies();
    let token = cookie.split_once('=').expect("a value").1;
    // 128 random bits in base 64.
    assert!(token.len() >= 22, "{token}");
    assert!(!answer.text().contains(token));
    for page in ["/", "/account", "/account/security", "/account/sessions", "/members"] {
        let page = app.breeder().get(page).cookie(&cookie).send().await.expect(200);
        assert!(!page.text().contains(token) && page.header("cache-control").contains("no-store"));
    }
}

#[tokio::test]
async fn a_sign_in_ends_what_the_cookie_before_it_opened() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let form = [("email", ada.email.as_str()), ("password", PASSWORD)];
    let new = call(&app, &ada.cookie, "sign_in", &form).await.expect(200).cookies();
    assert_ne!(new, ada.cookie);
    assert!(signed_in(&app, &new).await && !signed_in(&app, &ada.cookie).await);
}

#[tokio::test]
async fn another_sites_page_changes_nothing_by_post_nor_anybody_by_get() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let post = |name: &str| {
        let call =
            app.breeder().post(&format!("/sfn/breeder/{name}")).header("accept", "text/html").cookie(&ada.cookie);
        call.form(&[("display_name", "Eve"), ("next", "/")])
    };
    for name in ["sign_out", "sign_out_everywhere", "change_name", "leave_vivarium", "totp_start"] {
        for origin in [
            "http://evil.example",
            "null",
            "http://admin.localhost:8080",
            "https://breeder.localhost:8080.evil.example",
        ] {
            post(name).header("origin", origin).send().await.expect(403);
        }
        post(name).header("sec-fetch-site", "cross-site").send().await.expect(403);
        let path = format!("/sfn/breeder/{name}?display_name=Eve");
        let got = app.breeder().get(&path).cookie(&ada.cookie).send().await;
        assert!(matches!(got.status.as_u16(), 404 | 405), "GET {name}: {}", got.status);
    }
    assert!(signed_in(&app, &ada.cookie).await);
    let account = call(&app, &ada.cookie, "account", &[]).await.expect(200).json();
    assert_eq!((&account["value"]["display_name"], &account["value"]["totp"]), (&"ada".into(), &false.into()));
}

#[tokio::test]
async fn a_field_that_nobody_offers_gives_no_power() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let form = [("display_name", "Ada L"), ("staff_role", "administrator"), ("id", "x"), ("email", "root@example.org")];
    call(&app, &ada.cookie, "change_name", &form).await.expect(200);
    let (name, email, staff): (String, String, Option<String>) =
        sqlx::query_as("SELECT display_name, email, staff_role FROM core.person")
            .fetch_one(&app.db.owner)
            .await
            .expect("one person");
    assert_eq!((name.as_str(), email.as_str(), staff), ("Ada L", "ada@example.org", None));
}

/// Ada with an authenticator app: its secret and her recovery codes.
async fn with_app(app: &TestApp, ada: &Person) -> (String, Vec<String>) {
    let setup = call(app, &ada.cookie, "totp_start", &[]).await.expect(200).json();
    let secret = setup["secret"].as_str().expect("a secret").to_owned();
    let codes = call(app, &ada.cookie, "totp_confirm", &[("code", &code(&secret, -1))]).await.expect(200).json();
    let codes = codes.as_array().expect("codes").iter().map(|code| code.as_str().expect("text").to_owned()).collect();
    (secret, codes)
}

#[tokio::test]
async fn between_password_and_code_nothing_is_open_and_each_code_works_once() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let (secret, recovery) = with_app(&app, &ada).await;
    let half = async || {
        let form = [("email", ada.email.as_str()), ("password", PASSWORD), ("next", "/members")];
        let answer = call(&app, "", "sign_in", &form).await.expect(200);
        assert_eq!(answer.json(), "/sign-in/second-factor");
        answer.cookies()
    };
    let cookie = half().await;
    assert!(led_to(&app.breeder(), &cookie, "/members").await.starts_with("/sign-in"));
    for name in ["account", "sessions", "team", "my_vivariums", "totp_start", "recovery_codes_replace"] {
        call(&app, &cookie, name, &[]).await.expect(401);
    }
    call(&app, &cookie, "sign_in_with_code", &[("code", "000000")]).await.expect(422);
    let now = code(&secret, 0);
    let answer = call(&app, &cookie, "sign_in_with_code", &[("code", &now)]).await.expect(200);
    assert_eq!(answer.json(), "/members", "the way back is kept over the second step");
    assert_ne!(answer.cookies(), cookie);
    assert!(signed_in(&app, &answer.cookies()).await && !signed_in(&app, &cookie).await);
    call(&app, &half().await, "sign_in_with_code", &[("code", &now)]).await.expect(422);
    call(&app, &half().await, "sign_in_with_code", &[("code", &recovery[0])]).await.expect(200);
    call(&app, &half().await, "sign_in_with_code", &[("code", &recovery[0])]).await.expect(422);
    // Without a sign-in under way there is nothing to confirm.
    call(&app, "", "sign_in_with_code", &[("code", &recovery[1])]).await.expect(410);
}

#[tokio::test]
async fn e_mail_password_and_factors_ask_for_the_password_again() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    with_app(&app, &ada).await;
    an_hour_later(&app).await;
    let field = |answer: &crate::app::Answer, field: &str| !answer.json()["fields"][field].is_null();
    for (name, form, asked) in [
        ("change_email", &[("new_email", "new@example.org")][..], "current_password"),
        ("change_password", &[("new_password", "a heron in the reeds")][..], "current_password"),
        ("totp_remove", &[][..], "password"),
        ("recovery_codes_replace", &[][..], "password"),
    ] {
        let answer = call(&app, &ada.cookie, name, form).await.expect(422);
        assert!(field(&answer, asked), "{name}: {}", answer.text());
    }
    let passkey = app.breeder().server_function("/sfn/breeder/passkey_start", &serde_json::json!({}));
    assert!(field(&passkey.cookie(&ada.cookie).send().await.expect(422), "password"));
    call(&app, &ada.cookie, "reauthenticate", &[("password", "not hers at all")]).await.expect(422);
    call(&app, &ada.cookie, "totp_remove", &[]).await.expect(422);
    call(&app, &ada.cookie, "reauthenticate", &[("password", PASSWORD)]).await.expect(200);
    call(&app, &ada.cookie, "totp_remove", &[]).await.expect(200);
}

#[tokio::test]
async fn every_kind_of_link_ends_by_time_by_use_and_is_no_other_kinds() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let expire = async |table: &str| {
        let sql = format!("UPDATE core.{table} SET expires_at = now() - interval '1 second'");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&app.db.owner).await.expect("the table is there");
    };
    let sign_up = [("display_name", "Bo"), ("email", "bo@example.org"), ("password", PASSWORD)];
    call(&app, "", "sign_up", &sign_up).await.expect(200);
    let verify = token_to(&app, "bo@example.org").await;
    call(&app, &ada.cookie, "change_email", &[("new_email", "countess@example.org")]).await.expect(200);
    let confirm = token_to(&app, "countess@example.org").await;
    call(&app, &ada.cookie, "invite_member", &[("email", "cleo@example.org"), ("role", "keeper")]).await.expect(200);
    let invitation = token_to(&app, "cleo@example.org").await;
    for (name, token) in [
        ("verify_email", &confirm),
        ("confirm_email", &verify),
        ("verify_email", &invitation),
        ("invitation_offer", &verify),
    ] {
        call(&app, "", name, &[("token", token)]).await.expect(410);
    }
    expire("one_time_token").await;
    expire("invitation").await;
    call(&app, "", "verify_email", &[("token", &verify)]).await.expect(410);
    call(&app, "", "confirm_email", &[("token", &confirm)]).await.expect(410);
    call(&app, "", "invitation_offer", &[("token", &invitation)]).await.expect(410);
    call(&app, &ada.cookie, "accept_invitation", &[("token", &invitation)]).await.expect(410);
    let page = app.breeder().get(&format!("/invitation?token={invitation}")).send().await;
    assert!(page.text().contains("This invitation is no longer open"));
    // A late sign-up with the invitation's link proves nothing any more: a mail is due.
    let form =
        [("display_name", "Cleo"), ("email", "cleo@example.org"), ("password", PASSWORD), ("invitation", &invitation)];
    let answer = call(&app, "", "sign_up", &form).await.expect(200);
    assert_eq!((answer.json(), answer.cookies().as_str()), ("/sign-up/check-mail".into(), ""));
}
