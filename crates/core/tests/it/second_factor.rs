use crate::world::{PASSWORD, World, client, code};
use repti_core::{CoreError, Portal, SignInOutcome};
use repti_model::{
    Actor, ErrorCode, Problem, StaffRole,
    account::{RecoveryCodes, SecondFactorCode, SignIn},
};

fn form(code: impl Into<String>) -> SecondFactorCode {
    SecondFactorCode { code: code.into() }
}

async fn pending(world: &World, name: &str, portal: Portal) -> String {
    let form = SignIn { email: format!("{name}@example.org"), password: PASSWORD.into() };
    match world.core.sign_in(portal, &form, &client()).await.unwrap() {
        SignInOutcome::SecondFactor { pending, .. } => pending,
        other => panic!("{other:?}"),
    }
}

/// An app for Ada, her recovery codes and the secret.
async fn with_app(world: &World) -> (Actor, RecoveryCodes, String) {
    let actor = world.actor("ada").await;
    let setup = world.core.start_totp(&actor).await.unwrap();
    assert!(setup.url.starts_with("otpauth://totp/ReptiDex:ada%40example.org") && setup.qr_svg.contains("<svg"));
    let codes = world.core.confirm_totp(&actor, &form(code(&setup.secret, -1))).await.unwrap().unwrap();
    (actor, codes, setup.secret)
}

#[tokio::test]
async fn a_code_of_the_app_works_once() {
    let world = World::new().await;
    let (_, _, secret) = with_app(&world).await;
    let now = code(&secret, 0);
    let session = world
        .core
        .sign_in_with_code(&pending(&world, "ada", Portal::Breeder).await, &form(&now), &client())
        .await
        .unwrap();
    assert!(world.core.load_actor(session).await.unwrap().is_some());
    let again =
        world.core.sign_in_with_code(&pending(&world, "ada", Portal::Breeder).await, &form(&now), &client()).await;
    assert!(matches!(again, Err(CoreError::BadCode)));
    let older = world
        .core
        .sign_in_with_code(&pending(&world, "ada", Portal::Breeder).await, &form(code(&secret, -1)), &client())
        .await;
    assert!(matches!(older, Err(CoreError::BadCode)));
}

#[tokio::test]
async fn one_code_from_two_sides_at_once_opens_one_session() {
    let world = World::new().await;
    let (_, _, secret) = with_app(&world).await;
    let (first, second) =
        (pending(&world, "ada", Portal::Breeder).await, pending(&world, "ada", Portal::Breeder).await);
    let now = form(code(&secret, 0));
    let (a, b) = (client(), client());
    let (first, second) =
        tokio::join!(world.core.sign_in_with_code(&first, &now, &a), world.core.sign_in_with_code(&second, &now, &b));
    assert!(first.is_ok() != second.is_ok());
}

#[tokio::test]
async fn guessed_codes_are_limited() {
    let world = World::new().await;
    with_app(&world).await;
    let pending = pending(&world, "ada", Portal::Breeder).await;
    let mut last = None;
    for guess in 0..8 {
        last =
            Some(world.core.sign_in_with_code(&pending, &form(format!("00000{guess}")), &client()).await.unwrap_err());
    }
    assert!(matches!(last, Some(CoreError::TooMany { .. })), "{last:?}");
}

#[tokio::test]
async fn a_recovery_code_works_once_and_the_pending_sign_in_too() {
    let world = World::new().await;
    let (actor, codes, _) = with_app(&world).await;
    assert_eq!(codes.0.len(), 10);
    let first = pending(&world, "ada", Portal::Breeder).await;
    world.core.sign_in_with_code(&first, &form(codes.0[0].to_uppercase()), &client()).await.unwrap();
    let spent = world.core.sign_in_with_code(&first, &form(&codes.0[1]), &client()).await;
    assert!(matches!(spent, Err(CoreError::LinkExpired)));
    let again = world
        .core
        .sign_in_with_code(&pending(&world, "ada", Portal::Breeder).await, &form(&codes.0[0]), &client())
        .await;
    assert!(matches!(again, Err(CoreError::BadCode)));
    assert_eq!(world.core.account(&actor).await.unwrap().recovery_codes_left, 9);
}

#[tokio::test]
async fn new_recovery_codes_void_the_old_ones() {
    let world = World::new().await;
    let (actor, old, _) = with_app(&world).await;
    let new = world.core.replace_recovery_codes(&actor).await.unwrap();
    let refused =
        world.core.sign_in_with_code(&pending(&world, "ada", Portal::Breeder).await, &form(&old.0[0]), &client()).await;
    assert!(matches!(refused, Err(CoreError::BadCode)));
    world
        .core
        .sign_in_with_code(&pending(&world, "ada", Portal::Breeder).await, &form(&new.0[0]), &client())
        .await
        .unwrap();
}

#[tokio::test]
async fn factors_change_only_after_the_password_was_given() {
    let world = World::new().await;
    let (actor, _, _) = with_app(&world).await;
    world.age_session(&actor, 3600).await;
    assert!(world.core.remove_totp(&actor).await.is_err());
    assert!(world.core.start_passkey(&actor).await.is_err());
    assert!(world.core.replace_recovery_codes(&actor).await.is_err());
    let password = repti_model::account::Reauthentication { password: PASSWORD.into() };
    world.core.reauthenticate(&actor, &password).await.unwrap();
    world.core.remove_totp(&actor).await.unwrap();
}

#[tokio::test]
async fn a_secret_without_its_first_code_is_no_factor_and_a_confirmed_one_stays() {
    let world = World::new().await;
    let actor = world.actor("ada").await;
    world.core.start_totp(&actor).await.unwrap();
    assert!(matches!(world.core.confirm_totp(&actor, &form("123456")).await, Err(CoreError::BadCode)));
    world.sign_in("ada").await;
    let setup = world.core.start_totp(&actor).await.unwrap();
    world.core.confirm_totp(&actor, &form(code(&setup.secret, 0))).await.unwrap();
    let again = Problem::from(world.core.start_totp(&actor).await.err().unwrap());
    assert_eq!(again.code, ErrorCode::AlreadyExists);
}

#[tokio::test]
async fn staff_enrol_first_and_keep_their_last_factor() {
    let world = World::new().await;
    let staff = world.staff("grace", StaffRole::Support).await;
    assert_eq!(staff.staff, Some(StaffRole::Support));
    let problem = Problem::from(world.core.remove_totp(&staff).await.unwrap_err());
    assert_eq!(problem.code, ErrorCode::Conflict);
    assert!(world.mails("grace@example.org").await.contains(&"new_sign_in".to_owned()));
    // From now on a code is asked for, at both portals.
    pending(&world, "grace", Portal::Admin).await;
    pending(&world, "grace", Portal::Breeder).await;
}

#[tokio::test]
async fn a_pending_sign_in_of_one_step_opens_no_other() {
    let world = World::new().await;
    with_app(&world).await;
    let waiting = pending(&world, "ada", Portal::Breeder).await;
    assert!(matches!(world.core.start_totp_enrolment(&waiting).await, Err(CoreError::LinkExpired)));
    assert!(matches!(world.core.start_passkey_enrolment(&waiting).await, Err(CoreError::LinkExpired)));
    assert!(matches!(world.core.verify_email(&waiting, &client()).await, Err(CoreError::LinkExpired)));
}

#[tokio::test]
async fn a_passkey_ceremony_names_our_host_and_refuses_rubbish() {
    let world = World::new().await;
    let actor = world.actor("ada").await;
    let options = world.core.start_passkey(&actor).await.unwrap();
    assert_eq!(options["publicKey"]["rp"]["id"], "localhost");
    let refused = world.core.finish_passkey(&actor, "Key", serde_json::json!({"id": "x"})).await;
    assert!(matches!(refused, Err(CoreError::BadPasskey)));
    // The challenge was used up by the wrong answer.
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM core.passkey_ceremony").fetch_one(&world.db.owner).await.unwrap();
    assert_eq!(left, 0);
}
