use crate::world::{PASSWORD, World, client};
use repti_core::{CoreError, Portal, SignInOutcome, SignUpOutcome};
use repti_model::{
    ErrorCode, Problem,
    account::{EmailChange, PasswordChange, PasswordReset, ResetRequest, SignIn, SignUp},
};

fn sign_up(email: &str) -> SignUp {
    SignUp { display_name: "Ada".into(), email: email.into(), password: PASSWORD.into(), invitation: None }
}

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn { email: email.into(), password: password.into() }
}

#[tokio::test]
async fn a_sign_up_becomes_a_person_by_its_link_once() {
    let world = World::new().await;
    assert_eq!(world.core.sign_up(&sign_up("Ada@Example.org"), &client()).await.unwrap(), SignUpOutcome::CheckMail);
    let before = world.core.sign_in(Portal::Breeder, &sign_in("ada@example.org", PASSWORD), &client()).await;
    assert!(matches!(before, Err(CoreError::BadCredentials)));
    let token = world.token("verify_email", "Ada@Example.org").await.unwrap();
    world.core.verify_email(&token, &client()).await.unwrap();
    assert!(matches!(world.core.verify_email(&token, &client()).await, Err(CoreError::LinkExpired)));
    let after = world.core.sign_in(Portal::Breeder, &sign_in("ADA@example.ORG ", PASSWORD), &client()).await.unwrap();
    assert!(matches!(after, SignInOutcome::SignedIn { .. }));
}

#[tokio::test]
async fn a_sign_up_with_a_known_address_answers_the_same_and_changes_nothing() {
    let world = World::new().await;
    world.person("ada").await;
    let form = SignUp { password: "another good passphrase".into(), ..sign_up("ada@example.org") };
    assert_eq!(world.core.sign_up(&form, &client()).await.unwrap(), SignUpOutcome::CheckMail);
    assert_eq!(world.mails("ada@example.org").await, ["verify_email", "already_registered"]);
    assert!(world.core.sign_in(Portal::Breeder, &sign_in("ada@example.org", PASSWORD), &client()).await.is_ok());
}

#[tokio::test]
async fn somebody_elses_sign_up_with_my_address_doesnt_change_my_link() {
    let world = World::new().await;
    world.core.sign_up(&sign_up("ada@example.org"), &client()).await.unwrap();
    let mine = world.token("verify_email", "ada@example.org").await.unwrap();
    let form = SignUp { password: "a stranger's passphrase".into(), ..sign_up("ada@example.org") };
    world.core.sign_up(&form, &client()).await.unwrap();
    let theirs = world.token("verify_email", "ada@example.org").await.unwrap();
    world.core.verify_email(&mine, &client()).await.unwrap();
    assert!(world.core.verify_email(&theirs, &client()).await.is_err());
    assert!(world.core.sign_in(Portal::Breeder, &sign_in("ada@example.org", PASSWORD), &client()).await.is_ok());
}

#[tokio::test]
async fn two_clicks_on_one_link_make_one_person() {
    let world = World::new().await;
    world.core.sign_up(&sign_up("ada@example.org"), &client()).await.unwrap();
    let token = world.token("verify_email", "ada@example.org").await.unwrap();
    let (a, b) = (client(), client());
    let (first, second) = tokio::join!(world.core.verify_email(&token, &a), world.core.verify_email(&token, &b));
    assert!(first.is_ok() != second.is_ok());
    let people: i64 = sqlx::query_scalar("SELECT count(*) FROM core.person").fetch_one(&world.db.owner).await.unwrap();
    assert_eq!(people, 1);
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_are_told_the_same() {
    let world = World::new().await;
    world.person("ada").await;
    let mut answers = Vec::new();
    for (email, password) in [("ada@example.org", "not her password"), ("nobody@example.org", PASSWORD)] {
        let error = world.core.sign_in(Portal::Breeder, &sign_in(email, password), &client()).await.unwrap_err();
        answers.push(Problem::from(error));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].code, ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_wrong_password() {
    let world = World::new().await;
    world.person("ada").await;
    // In turns, so that whatever else the machine does falls on both.
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        for (email, times) in [("ada@example.org", &mut known), ("nobody@example.org", &mut unknown)] {
            let begun = std::time::Instant::now();
            let form = sign_in(email, "not the password");
            assert!(world.core.sign_in(Portal::Breeder, &form, &client()).await.is_err());
            times.push(begun.elapsed());
        }
    }
    known.sort();
    unknown.sort();
    let ratio = known[4].as_secs_f64() / unknown[4].as_secs_f64();
    // Without the hash of nobody's password it would be a hundred.
    assert!((0.5..2.0).contains(&ratio), "{:?} for a known address, {:?} for an unknown one", known[4], unknown[4]);
}

#[tokio::test]
async fn guesses_from_one_address_end_soon_and_a_stranger_locks_nobody_out() {
    let world = World::new().await;
    world.person("ada").await;
    let home = client();
    world.core.sign_in(Portal::Breeder, &sign_in("ada@example.org", PASSWORD), &home).await.unwrap();
    let stranger = client();
    let mut refused = 0;
    for _ in 0..12 {
        match world.core.sign_in(Portal::Breeder, &sign_in("ada@example.org", "guess after guess"), &stranger).await {
            Err(CoreError::BadCredentials) => {}
            Err(CoreError::TooMany { retry_after }) if retry_after > 0 => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(refused, 2);
    assert!(world.core.sign_in(Portal::Breeder, &sign_in("ada@example.org", PASSWORD), &home).await.is_ok());
}

#[tokio::test]
async fn a_weak_password_is_refused_with_a_reason() {
    let world = World::new().await;
    let form = SignUp { password: "ada@example".into(), ..sign_up("ada@example.org") };
    let problem = Problem::from(world.core.sign_up(&form, &client()).await.unwrap_err());
    assert_eq!(problem.code, ErrorCode::Invalid);
    assert!(problem.fields.of("password")[0].contains("guessed soon"), "{problem:?}");
}

#[tokio::test]
async fn a_reset_replaces_the_password_once_and_ends_every_session() {
    let world = World::new().await;
    let actor = world.actor("ada").await;
    world.core.request_reset(&ResetRequest { email: "ada@example.org".into() }, &client()).await.unwrap();
    let token = world.token("reset_password", "ada@example.org").await.unwrap();
    let weak = PasswordReset { token: token.clone(), password: "password".into() };
    assert!(world.core.reset_password(&weak, &client()).await.is_err());
    let form = PasswordReset { token, password: "seven brown boas sleep".into() };
    world.core.reset_password(&form, &client()).await.unwrap();
    assert!(matches!(world.core.reset_password(&form, &client()).await, Err(CoreError::LinkExpired)));
    assert_eq!(world.core.load_actor(actor.session_id.unwrap()).await.unwrap(), None);
    assert!(world.core.sign_in(Portal::Breeder, &sign_in("ada@example.org", PASSWORD), &client()).await.is_err());
    assert!(
        world
            .core
            .sign_in(Portal::Breeder, &sign_in("ada@example.org", "seven brown boas sleep"), &client())
            .await
            .is_ok()
    );
    assert_eq!(world.mails("ada@example.org").await.last().unwrap(), "password_changed");
}

#[tokio::test]
async fn a_reset_for_nobody_is_answered_the_same_and_mails_nobody() {
    let world = World::new().await;
    world.core.request_reset(&ResetRequest { email: "nobody@example.org".into() }, &client()).await.unwrap();
    assert!(world.mails("nobody@example.org").await.is_empty());
}

#[tokio::test]
async fn an_expired_and_a_forged_link_are_refused() {
    let world = World::new().await;
    world.person("ada").await;
    world.core.request_reset(&ResetRequest { email: "ada@example.org".into() }, &client()).await.unwrap();
    let token = world.token("reset_password", "ada@example.org").await.unwrap();
    sqlx::query("UPDATE core.one_time_token SET expires_at = now() - interval '1 second'")
        .execute(&world.db.owner)
        .await
        .unwrap();
    for token in [token.as_str(), "forged", "", "' OR 1=1 --", &"x".repeat(100_000)] {
        let form = PasswordReset { token: token.into(), password: "seven brown boas sleep".into() };
        assert!(matches!(world.core.reset_password(&form, &client()).await, Err(CoreError::LinkExpired)));
    }
}

#[tokio::test]
async fn no_stored_token_is_the_token() {
    let world = World::new().await;
    world.core.sign_up(&sign_up("ada@example.org"), &client()).await.unwrap();
    let token = world.token("verify_email", "ada@example.org").await.unwrap();
    let rows: Vec<String> =
        sqlx::query_scalar("SELECT t::text FROM core.one_time_token t").fetch_all(&world.db.owner).await.unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| !row.contains(&token) && !row.contains(PASSWORD)));
}

#[tokio::test]
async fn a_new_password_asks_for_the_old_one_and_signs_out_elsewhere() {
    let world = World::new().await;
    let here = world.actor("ada").await;
    let there = world.sign_in("ada").await;
    world.age_session(&here, 3600).await;
    let new_password = "seven brown boas sleep".to_owned();
    for current in ["", "not her password"] {
        let form = PasswordChange { current_password: current.into(), new_password: new_password.clone() };
        let problem = Problem::from(world.core.change_password(&here, &form).await.unwrap_err());
        assert!(!problem.fields.of("current_password").is_empty());
    }
    let form = PasswordChange { current_password: PASSWORD.into(), new_password };
    world.core.change_password(&here, &form).await.unwrap();
    assert!(world.core.load_actor(here.session_id.unwrap()).await.unwrap().is_some());
    assert!(world.core.load_actor(there.session_id.unwrap()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_new_address_counts_when_its_mail_is_answered_and_the_old_one_is_told() {
    let world = World::new().await;
    let actor = world.actor("ada").await;
    let form = EmailChange { current_password: PASSWORD.into(), new_email: "lovelace@example.org".into() };
    world.core.request_email_change(&actor, &form, &client()).await.unwrap();
    assert!(world.core.sign_in(Portal::Breeder, &sign_in("lovelace@example.org", PASSWORD), &client()).await.is_err());
    let token = world.token("confirm_new_email", "lovelace@example.org").await.unwrap();
    world.core.confirm_email_change(&token, &client()).await.unwrap();
    assert!(world.core.confirm_email_change(&token, &client()).await.is_err());
    assert!(world.core.sign_in(Portal::Breeder, &sign_in("lovelace@example.org", PASSWORD), &client()).await.is_ok());
    assert_eq!(world.mails("ada@example.org").await.last().unwrap(), "email_changed_notice");
}

#[tokio::test]
async fn a_taken_address_is_not_given_away_by_a_change_of_address() {
    let world = World::new().await;
    let actor = world.actor("ada").await;
    world.person("grace").await;
    let form = EmailChange { current_password: PASSWORD.into(), new_email: "grace@example.org".into() };
    world.core.request_email_change(&actor, &form, &client()).await.unwrap();
    assert_eq!(world.mails("grace@example.org").await.last().unwrap(), "already_registered");
}

#[tokio::test]
async fn a_mail_ends_in_the_mailbox_of_development() {
    let world = World::new().await;
    world.core.sign_up(&sign_up("ada@example.org"), &client()).await.unwrap();
    let payload: serde_json::Value = sqlx::query_scalar("SELECT payload::jsonb FROM graphile_worker._private_jobs")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    world.core.send_mail_job(&serde_json::from_value(payload).unwrap()).await.unwrap();
    let mails = world.core.dev_mailbox(Some("ADA@example.org")).await.unwrap();
    assert_eq!(mails[0].subject, "Confirm your e-mail address");
    let mail = world.core.dev_mail(mails[0].id).await.unwrap().unwrap();
    assert!(
        mail.text.contains("http://breeder.localhost/verify-email?token=") && mail.html.contains("verify-email?token=")
    );
}
