use crate::world::{PASSWORD, World, client};
use repti_core::Portal;
use repti_model::{
    ErrorCode, Problem, SessionId, StaffRole, VivariumId,
    account::{PasswordChange, SignIn},
    vivarium::NewVivarium,
};

#[tokio::test]
async fn signing_out_ends_the_session_now() {
    let world = World::new().await;
    let actor = world.actor("ada").await;
    world.core.sign_out(&actor).await.unwrap();
    assert_eq!(world.core.load_actor(actor.session_id.unwrap()).await.unwrap(), None);
}

#[tokio::test]
async fn a_session_ends_by_idleness_and_by_age_on_each_portal() {
    let world = World::new().await;
    for (portal_is_admin, idle, age) in [(false, 14 * 86_400, 90 * 86_400), (true, 30 * 60, 12 * 3600)] {
        let name = if portal_is_admin { "grace" } else { "ada" };
        let actor = if portal_is_admin { world.staff(name, StaffRole::Support).await } else { world.actor(name).await };
        let id = actor.session_id.unwrap();
        world.age_session(&actor, idle - 60).await;
        assert!(world.core.load_actor(id).await.unwrap().is_some(), "{name} within the idle time");
        world.age_session(&actor, idle + 60).await;
        assert!(world.core.load_actor(id).await.unwrap().is_none(), "{name} idle");
        world.age_session(&actor, age).await;
        sqlx::query("UPDATE core.session SET last_seen_at = now() WHERE id = $1")
            .bind(id.0)
            .execute(&world.db.owner)
            .await
            .unwrap();
        assert!(world.core.load_actor(id).await.unwrap().is_none(), "{name} too old");
    }
}

#[tokio::test]
async fn the_list_shows_my_sessions_only_and_ends_one_or_all_others() {
    let world = World::new().await;
    let here = world.actor("ada").await;
    let there = world.sign_in("ada").await;
    let elsewhere = world.sign_in("ada").await;
    let stranger = world.actor("grace").await;
    let list = world.core.list_sessions(&here).await.unwrap();
    assert_eq!(list.len(), 3);
    assert_eq!(list.iter().filter(|row| row.current).map(|row| row.id).collect::<Vec<_>>(), [here.session_id.unwrap()]);
    let forged = world.core.revoke_session(&stranger, here.session_id.unwrap()).await.unwrap_err();
    assert_eq!(Problem::from(forged).code, ErrorCode::NotFound);
    world.core.revoke_session(&here, there.session_id.unwrap()).await.unwrap();
    assert_eq!(world.core.revoke_other_sessions(&here).await.unwrap(), 1);
    assert!(world.core.load_actor(elsewhere.session_id.unwrap()).await.unwrap().is_none());
    assert!(world.core.load_actor(here.session_id.unwrap()).await.unwrap().is_some());
    assert!(world.core.load_actor(stranger.session_id.unwrap()).await.unwrap().is_some());
}

#[tokio::test]
async fn an_unknown_session_is_nobody() {
    let world = World::new().await;
    assert_eq!(world.core.load_actor(SessionId::new()).await.unwrap(), None);
}

#[tokio::test]
async fn staff_have_no_power_outside_the_admin_portal() {
    let world = World::new().await;
    world.person("grace").await;
    world.core.appoint_staff("grace@example.org", StaffRole::Administrator).await.unwrap();
    let breeder = world.sign_in("grace").await;
    assert_eq!(breeder.staff, None);
    let person = breeder.person_id;
    // A session of the admin portal without a second factor is nobody's.
    let session = world.core.start_session(person, Portal::Admin, &client()).await.unwrap();
    assert_eq!(world.core.load_actor(session).await.unwrap(), None);
}

#[tokio::test]
async fn who_isnt_staff_learns_nothing_at_the_admin_portal() {
    let world = World::new().await;
    world.person("ada").await;
    let form = SignIn { email: "ada@example.org".into(), password: PASSWORD.into() };
    let right = Problem::from(world.core.sign_in(Portal::Admin, &form, &client()).await.unwrap_err());
    let form = SignIn { password: "wrong password".into(), ..form };
    assert_eq!(right, Problem::from(world.core.sign_in(Portal::Admin, &form, &client()).await.unwrap_err()));
}

#[tokio::test]
async fn shortly_after_a_sign_in_the_password_is_not_asked_again() {
    let world = World::new().await;
    let actor = world.actor("ada").await;
    assert!(world.core.account(&actor).await.unwrap().recently_authenticated);
    let form = PasswordChange { current_password: String::new(), new_password: "seven brown boas sleep".into() };
    world.core.change_password(&actor, &form).await.unwrap();
}

#[tokio::test]
async fn a_session_is_in_the_vivarium_that_is_named_while_its_person_is_a_member() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let (session, first) = (ada.session_id.unwrap(), ada.vivarium.clone().unwrap());
    let form = NewVivarium { name: "Second".into(), ..NewVivarium::default() };
    let second = world.core.create_vivarium(&ada, &form).await.unwrap().id;
    let asked = async |vivarium| world.core.load_actor_in(session, vivarium).await.unwrap().unwrap();
    let named = async |vivarium| asked(vivarium).await.actor.vivarium;
    assert!(asked(second).await.chosen && !asked(first.id).await.chosen);
    assert_eq!(world.again(&ada).await.vivarium.unwrap().id, second);
    assert_eq!(named(first.id).await, Some(first.clone()));
    assert_eq!(world.again(&ada).await.vivarium.unwrap().id, second, "the session's own choice stays");
    let other = world.breeder("grace").await.vivarium.unwrap().id;
    for nothing in [other, VivariumId::new()] {
        assert_eq!(named(nothing).await, None);
    }
    sqlx::query("UPDATE core.vivarium SET suspended_at = now() WHERE id = $1")
        .bind(first.id.0)
        .execute(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(named(first.id).await, None);
    world.core.sign_out(&ada).await.unwrap();
    assert_eq!(world.core.load_actor_in(session, second).await.unwrap(), None);
}
