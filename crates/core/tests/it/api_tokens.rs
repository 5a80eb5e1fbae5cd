use crate::world::{PASSWORD, World, client, code as app_code};
use repti_core::{RefreshGrant, TokenGrant};
use repti_model::{
    Action, Actor, ErrorCode, Problem, Role,
    account::{NewApiToken, SecondFactorCode, SignIn},
};

fn form(scopes: &[&str]) -> NewApiToken {
    NewApiToken {
        name: "Script".into(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        days: Some(30),
    }
}

async fn load(world: &World, token: &str) -> Option<Actor> {
    world.core.load_token_actor(token, "10.9.9.9").await.unwrap()
}

async fn grant(world: &World, name: &str) -> RefreshGrant {
    let form = SignIn { email: format!("{name}@example.org"), password: PASSWORD.into() };
    match world.core.grant_tokens(&form, None, &client()).await.unwrap() {
        TokenGrant::Granted(grant) => grant,
        TokenGrant::CodeRequired => panic!("no factor was set up"),
    }
}

#[tokio::test]
async fn a_token_may_what_its_scopes_say_in_its_vivarium_until_it_is_revoked() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let (id, token) = world.core.create_api_token(&ada, &form(&["animals:read"])).await.unwrap();
    assert!(token.starts_with("rdx_"));
    let actor = load(&world, &token).await.unwrap();
    assert_eq!(actor.vivarium, ada.vivarium);
    assert!(actor.may(Action::Read) && !actor.may(Action::EditAnimals) && actor.staff.is_none());
    let listed = world.core.list_api_tokens(&ada).await.unwrap();
    assert!(listed[0].last_used_at.is_some() && !serde_json::to_string(&listed).unwrap().contains(&token));
    world.core.revoke_api_token(&ada, id).await.unwrap();
    assert_eq!(load(&world, &token).await, None);
}

#[tokio::test]
async fn a_token_makes_no_token_and_changes_no_account() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let (_, token) = world.core.create_api_token(&ada, &form(&Action::SCOPES)).await.unwrap();
    let actor = load(&world, &token).await.unwrap();
    let refused = world.core.create_api_token(&actor, &form(&["animals:read"])).await.unwrap_err();
    assert_eq!(Problem::from(refused).code, ErrorCode::Forbidden);
    assert!(world.core.start_totp(&actor).await.is_err());
    assert!(world.core.leave_vivarium(&actor).await.is_err());
}

#[tokio::test]
async fn a_token_falls_with_its_makers_role() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let grace = world.member(&ada, "grace", Role::Herpetologist).await;
    let (_, token) = world.core.create_api_token(&grace, &form(&["vivarium:admin", "animals:read"])).await.unwrap();
    let id = world
        .core
        .list_members(&ada)
        .await
        .unwrap()
        .into_iter()
        .find(|member| member.person_id == grace.person_id)
        .unwrap()
        .id;
    world.core.change_role(&ada, id, Role::Keeper).await.unwrap();
    assert!(!load(&world, &token).await.unwrap().may(Action::Administer));
    world.core.remove_member(&ada, id).await.unwrap();
    assert_eq!(load(&world, &token).await, None);
}

#[tokio::test]
async fn unknown_scopes_and_forged_tokens_are_refused() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    assert!(world.core.create_api_token(&ada, &form(&["everything"])).await.is_err());
    assert!(world.core.create_api_token(&ada, &form(&[])).await.is_err());
    for token in ["", "rdx_", "rdx_forged", "bearer", &format!("rdx_{}", "x".repeat(10_000))] {
        assert_eq!(load(&world, token).await, None);
    }
}

#[tokio::test]
async fn a_refresh_token_works_once_and_its_return_ends_the_family() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let first = grant(&world, "ada").await;
    let second = world.core.rotate_tokens(&first.refresh_token, &client()).await.unwrap();
    assert_eq!(second.family, first.family);
    let own = ada.vivarium.as_ref().unwrap();
    let vivarium = own.id;
    for name in [vivarium.to_string().as_str(), &own.slug] {
        let actor = world.core.load_family_actor(first.family, Some(name)).await.unwrap().unwrap();
        assert!(
            actor.may(Action::Administer) && actor.vivarium.as_ref().is_some_and(|in_it| in_it.id == vivarium),
            "{name}"
        );
    }
    // Somebody has the first one still.
    let stolen = world.core.rotate_tokens(&first.refresh_token, &client()).await.unwrap_err();
    assert_eq!(Problem::from(stolen).code, ErrorCode::Unauthenticated);
    assert!(world.core.rotate_tokens(&second.refresh_token, &client()).await.is_err());
    assert_eq!(world.core.load_family_actor(first.family, Some(&vivarium.to_string())).await.unwrap(), None);
}

#[tokio::test]
async fn a_family_ends_by_signing_out_everywhere_and_by_its_own_sign_out() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let (one, other) = (grant(&world, "ada").await, grant(&world, "ada").await);
    world.core.revoke_tokens(&one.refresh_token).await.unwrap();
    assert!(world.core.load_family_actor(one.family, None).await.unwrap().is_none());
    assert!(world.core.load_family_actor(other.family, None).await.unwrap().is_some());
    world.core.revoke_other_sessions(&ada).await.unwrap();
    assert!(world.core.load_family_actor(other.family, None).await.unwrap().is_none());
}

#[tokio::test]
async fn a_program_gives_a_code_where_a_person_would() {
    let world = World::new().await;
    let ada = world.actor("ada").await;
    let setup = world.core.start_totp(&ada).await.unwrap();
    world.core.confirm_totp(&ada, &SecondFactorCode { code: app_code(&setup.secret, -1) }).await.unwrap();
    let form = SignIn { email: "ada@example.org".into(), password: PASSWORD.into() };
    assert_eq!(world.core.grant_tokens(&form, None, &client()).await.unwrap(), TokenGrant::CodeRequired);
    let wrong = SecondFactorCode { code: "000000".into() };
    assert!(world.core.grant_tokens(&form, Some(&wrong), &client()).await.is_err());
    let right = SecondFactorCode { code: app_code(&setup.secret, 0) };
    assert!(matches!(world.core.grant_tokens(&form, Some(&right), &client()).await.unwrap(), TokenGrant::Granted(_)));
}

#[tokio::test]
async fn a_jwt_in_another_vivarium_is_a_person_without_one() {
    let world = World::new().await;
    world.breeder("ada").await;
    let grace = world.breeder("grace").await;
    let granted = grant(&world, "ada").await;
    let hers = grace.vivarium.unwrap();
    for name in [hers.id.to_string().as_str(), &hers.slug, "", "no-such-place"] {
        let actor = world.core.load_family_actor(granted.family, Some(name)).await.unwrap().unwrap();
        assert_eq!(actor.vivarium, None, "{name}");
    }
}
