//! From the first mail to the last sign-out.

use crate::{
    app::TestApp,
    portal_people::{PASSWORD, call, keeper, led_to, link_to, person, token_to},
};

#[tokio::test]
async fn somebody_signs_up_answers_the_mail_and_founds_a_vivarium() {
    let app = TestApp::new().await;
    assert_eq!(led_to(&app.breeder(), "", "/members").await, "/sign-in?next=%2Fmembers");
    let ada = person(&app, "ada").await;
    assert_eq!(led_to(&app.breeder(), &ada.cookie, "/").await, "/welcome", "without a vivarium");
    let form = [("name", "Nordic Scale Works"), ("slug", ""), ("time_zone", "Europe/Berlin")];
    call(&app, &ada.cookie, "create_vivarium", &form).await.expect(200);
    let home = app.breeder().get("/").cookie(&ada.cookie).send().await.expect(200);
    assert!(home.text().contains("Nordic Scale Works"));
    for page in ["/members", "/vivarium", "/embeds", "/account", "/account/security", "/account/sessions", "/welcome"] {
        app.breeder().get(page).cookie(&ada.cookie).send().await.expect(200);
    }
}

#[tokio::test]
async fn a_sign_in_makes_a_new_cookie_and_signing_out_ends_it() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let form = [("email", ada.email.as_str()), ("password", PASSWORD), ("next", "/members")];
    let answer = call(&app, &ada.cookie, "sign_in", &form).await.expect(200);
    assert_eq!(answer.json(), "/members");
    let cookie = answer.cookies();
    assert_ne!(cookie, ada.cookie, "a cookie planted before the sign-in is worth nothing");
    let set = answer.header("set-cookie");
    for part in ["__Host-reptidex_breeder=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(set.contains(part), "{part} in {set}");
    }
    call(&app, &cookie, "sign_out", &[]).await.expect(200);
    assert_eq!(led_to(&app.breeder(), &cookie, "/").await, "/sign-in");
}

#[tokio::test]
async fn next_never_leads_to_another_site() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    for next in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let form = [("email", ada.email.as_str()), ("password", PASSWORD), ("next", next)];
        assert_eq!(call(&app, "", "sign_in", &form).await.expect(200).json(), "/", "{next}");
    }
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_at_once() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let form = [("email", ada.email.as_str()), ("password", PASSWORD)];
    let phone = call(&app, "", "sign_in", &form).await.expect(200).cookies();
    assert_eq!(led_to(&app.breeder(), &phone, "/").await, "");
    call(&app, &ada.cookie, "revoke_other_sessions", &[]).await.expect(200);
    assert_eq!(led_to(&app.breeder(), &phone, "/").await, "/sign-in");
    assert_eq!(led_to(&app.breeder(), &ada.cookie, "/").await, "");
    call(&app, &ada.cookie, "sign_out_everywhere", &[]).await.expect(200);
    assert_eq!(led_to(&app.breeder(), &ada.cookie, "/").await, "/sign-in");
}

#[tokio::test]
async fn a_new_password_by_mail_ends_every_session_and_its_link_works_once() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    call(&app, "", "request_reset", &[("email", &ada.email)]).await.expect(200);
    let token = token_to(&app, &ada.email).await;
    let weak = [("token", token.as_str()), ("password", "password")];
    call(&app, "", "reset_password", &weak).await.expect(422);
    let form = [("token", token.as_str()), ("password", "a quiet snake in the grass")];
    call(&app, "", "reset_password", &form).await.expect(200);
    assert_eq!(led_to(&app.breeder(), &ada.cookie, "/").await, "/sign-in");
    call(&app, "", "reset_password", &form).await.expect(410);
    call(&app, "", "sign_in", &[("email", &ada.email), ("password", PASSWORD)]).await.expect(401);
    call(&app, "", "sign_in", &[("email", &ada.email), ("password", "a quiet snake in the grass")]).await.expect(200);
}

#[tokio::test]
async fn nobody_learns_from_an_answer_who_has_an_account() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let sign_up = async |email: &str| {
        let form = [("display_name", "X"), ("email", email), ("password", PASSWORD)];
        call(&app, "", "sign_up", &form).await
    };
    let reset = async |email: &str| call(&app, "", "request_reset", &[("email", email)]).await;
    let sign_in =
        async |email: &str| call(&app, "", "sign_in", &[("email", email), ("password", "not this one at all")]).await;
    for (known, unknown) in [
        (sign_up(&ada.email).await, sign_up("nobody@example.org").await),
        (reset(&ada.email).await, reset("nobody@example.org").await),
        (sign_in(&ada.email).await, sign_in("nobody@example.org").await),
    ] {
        assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    }
    // The owner of the address hears of it instead.
    assert!(link_to(&app, &ada.email).await.contains("/reset-password"));
}

#[tokio::test]
async fn forged_and_replayed_links_lead_nowhere() {
    let app = TestApp::new().await;
    let form = [("display_name", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)];
    call(&app, "", "sign_up", &form).await.expect(200);
    let token = token_to(&app, "ada@example.org").await;
    for forged in ["", "x", "../../etc", &token[1..], &token.to_uppercase()] {
        call(&app, "", "verify_email", &[("token", forged)]).await.expect(410);
        call(&app, "", "confirm_email", &[("token", forged)]).await.expect(410);
        let reset = [("token", forged), ("password", PASSWORD)];
        call(&app, "", "reset_password", &reset).await.expect(410);
    }
    // A link is good for its own purpose only, and once.
    call(&app, "", "reset_password", &[("token", &token), ("password", PASSWORD)]).await.expect(410);
    call(&app, "", "verify_email", &[("token", &token)]).await.expect(200);
    call(&app, "", "verify_email", &[("token", &token)]).await.expect(410);
}

#[tokio::test]
async fn an_expired_link_leads_nowhere() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    call(&app, "", "request_reset", &[("email", &ada.email)]).await.expect(200);
    let token = token_to(&app, &ada.email).await;
    sqlx::query("UPDATE core.one_time_token SET expires_at = now() - interval '1 second'")
        .execute(&app.db.owner)
        .await
        .expect("the table is there");
    call(&app, "", "reset_password", &[("token", &token), ("password", "a quiet snake in the grass")])
        .await
        .expect(410);
}

#[tokio::test]
async fn another_portals_cookie_opens_nothing() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let carried = ada.cookie.replace("reptidex_breeder", "reptidex_admin");
    assert!(led_to(&app.admin(), &carried, "/").await.starts_with("/sign-in"));
    assert!(
        led_to(&app.breeder(), "__Host-reptidex_breeder=AAAAAAAAAAAAAAAAAAAAAA", "/").await.starts_with("/sign-in")
    );
}

#[tokio::test]
async fn a_form_without_wasm_gets_its_error_back_signed() {
    let app = TestApp::new().await;
    let answer = app
        .breeder()
        .post("/sfn/breeder/sign_in")
        .header("accept", "text/html")
        .header("referer", "http://breeder.localhost:8080/sign-in?next=%2Fmembers")
        .form(&[("email", "nobody@example.org"), ("password", "wrong password"), ("next", "/members")])
        .send()
        .await
        .expect(302);
    let back = answer.header("location").replace("http://breeder.localhost:8080", "");
    assert!(back.starts_with("/sign-in?next=%2Fmembers&") && back.contains("__sig="), "{back}");
    let page = app.breeder().get(&back).send().await.expect(200);
    assert!(page.text().contains("The e-mail address or the password is wrong"));
    let forged = back.replace("__sig=", "__sig=0");
    let dropped = app.breeder().get(&forged).send().await.expect(303);
    assert_eq!(dropped.header("location"), "/sign-in?next=%2Fmembers");
}

#[tokio::test]
async fn a_form_without_wasm_signs_in_by_a_redirect() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let answer = app
        .breeder()
        .post("/sfn/breeder/sign_in")
        .header("accept", "text/html")
        .form(&[("email", &ada.email), ("password", PASSWORD), ("next", "/members")])
        .send()
        .await
        .expect(302);
    assert_eq!(answer.header("location"), "/members");
    app.breeder().get("/members").cookie(&answer.cookies()).send().await.expect(200);
}

#[tokio::test]
async fn the_mailbox_is_for_development_only() {
    let app = TestApp::new().await;
    app.breeder().get("/dev/mailbox").send().await.expect(200);
    app.public().get("/dev/mailbox").send().await.expect(200);
    app.embed().get("/dev/mailbox").send().await.expect(404);
    let production = TestApp::with(&[("REPTIDEX_ENV", "production"), ("SMTP_URL", "smtp://127.0.0.1:9")]).await;
    production.public().get("/dev/mailbox").send().await.expect(404);
}
