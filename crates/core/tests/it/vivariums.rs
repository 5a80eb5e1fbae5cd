use crate::world::{World, client};
use repti_core::SignUpOutcome;
use repti_model::{
    Actor, ErrorCode, MembershipId, Problem, Role,
    account::SignUp,
    vivarium::{Invite, NewVivarium, VivariumProfile},
};

fn code<T: std::fmt::Debug>(result: repti_core::Result<T>) -> ErrorCode {
    Problem::from(result.unwrap_err()).code
}

async fn membership(world: &World, asks: &Actor, whose: &Actor) -> MembershipId {
    let members = world.core.list_members(asks).await.unwrap();
    members.into_iter().find(|member| member.person_id == whose.person_id).unwrap().id
}

fn invite(name: &str, role: Role) -> Invite {
    Invite { email: format!("{name}@example.org"), role }
}

#[tokio::test]
async fn a_founder_is_herpetologist_and_works_in_the_new_vivarium_at_once() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let vivarium = ada.vivarium.as_ref().unwrap();
    assert_eq!((vivarium.slug.as_str(), vivarium.role), ("ada-reptiles", Role::Herpetologist));
    let mine = world.core.my_vivariums(&ada).await.unwrap();
    assert_eq!((mine.len(), mine[0].members), (1, 1));
    // The next sign-in begins there too.
    assert_eq!(world.sign_in("ada").await.vivarium.unwrap().id, vivarium.id);
}

#[tokio::test]
async fn an_address_is_given_once_and_never_a_reserved_one() {
    let world = World::new().await;
    world.breeder("ada").await;
    let grace = world.actor("grace").await;
    for slug in ["ada-reptiles", "admin", "-x-", "a"] {
        let form = NewVivarium { name: "Other".into(), slug: slug.into(), ..NewVivarium::default() };
        let problem = Problem::from(world.core.create_vivarium(&grace, &form).await.unwrap_err());
        assert!(!problem.fields.of("slug").is_empty(), "{slug}: {problem:?}");
    }
    let form = NewVivarium { name: "Other".into(), time_zone: "Mars/Olympus".into(), ..NewVivarium::default() };
    let problem = Problem::from(world.core.create_vivarium(&grace, &form).await.unwrap_err());
    assert!(!problem.fields.of("time_zone").is_empty());
}

#[tokio::test]
async fn a_profile_saved_twice_shows_both_on_conflict() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let read = world.core.vivarium_profile(&ada).await.unwrap();
    let first = VivariumProfile { about: "Ball pythons".into(), time_zone: "Europe/Berlin".into(), ..read.clone() };
    let saved = world.core.update_vivarium(&ada, &first).await.unwrap();
    assert_eq!(saved, world.core.vivarium_profile(&ada).await.unwrap());
    let second = VivariumProfile { about: "Boas".into(), ..read };
    let problem = Problem::from(world.core.update_vivarium(&ada, &second).await.unwrap_err());
    assert_eq!(problem.code, ErrorCode::Conflict);
    assert_eq!(problem.current.unwrap()["about"], "Ball pythons");
}

#[tokio::test]
async fn an_invitation_is_for_the_invited_address_only_and_works_once() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let (grace, mallory) = (world.actor("grace").await, world.actor("mallory").await);
    world.core.invite_member(&ada, &invite("grace", Role::Handler)).await.unwrap();
    let token = world.token("invitation", "grace@example.org").await.unwrap();
    assert_eq!(world.core.invitation_offer(&token).await.unwrap().vivarium_name, "ada reptiles");
    assert_eq!(code(world.core.accept_invitation(&mallory, &token).await), ErrorCode::Forbidden);
    let id = world.core.my_invitations(&grace).await.unwrap()[0].id;
    assert_eq!(code(world.core.accept_invitation_by_id(&mallory, id).await), ErrorCode::NotFound);
    world.core.accept_invitation(&grace, &token).await.unwrap();
    assert_eq!(code(world.core.accept_invitation(&grace, &token).await), ErrorCode::Expired);
    assert_eq!(world.again(&grace).await.vivarium.unwrap().role, Role::Handler);
}

#[tokio::test]
async fn an_invited_stranger_signs_up_with_the_link_and_is_ready() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    world.core.invite_member(&ada, &invite("grace", Role::Keeper)).await.unwrap();
    let token = world.token("invitation", "grace@example.org").await.unwrap();
    let form = |email: &str| SignUp {
        display_name: "Grace".into(),
        email: email.into(),
        password: crate::world::PASSWORD.into(),
        invitation: Some(token.clone()),
    };
    // With another address the link proves nothing.
    assert_eq!(world.core.sign_up(&form("mallory@example.org"), &client()).await.unwrap(), SignUpOutcome::CheckMail);
    assert!(matches!(
        world.core.sign_up(&form("Grace@example.org"), &client()).await.unwrap(),
        SignUpOutcome::Ready { .. }
    ));
    let grace = world.sign_in("grace").await;
    world.core.accept_invitation(&grace, &token).await.unwrap();
    assert_eq!(world.core.list_members(&ada).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_withdrawn_replaced_or_expired_invitation_is_over() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let grace = world.actor("grace").await;
    world.core.invite_member(&ada, &invite("grace", Role::Keeper)).await.unwrap();
    let replaced = world.token("invitation", "grace@example.org").await.unwrap();
    let id = world.core.invite_member(&ada, &invite("grace", Role::Handler)).await.unwrap();
    assert_eq!(code(world.core.accept_invitation(&grace, &replaced).await), ErrorCode::Expired);
    let withdrawn = world.token("invitation", "grace@example.org").await.unwrap();
    assert_eq!(world.core.list_invitations(&ada).await.unwrap().len(), 1);
    world.core.revoke_invitation(&ada, id).await.unwrap();
    assert_eq!(code(world.core.accept_invitation(&grace, &withdrawn).await), ErrorCode::Expired);
    world.core.invite_member(&ada, &invite("grace", Role::Keeper)).await.unwrap();
    sqlx::query("UPDATE core.invitation SET expires_at = now() - interval '1 second'")
        .execute(&world.db.owner)
        .await
        .unwrap();
    assert!(world.core.my_invitations(&grace).await.unwrap().is_empty());
}

#[tokio::test]
async fn each_role_manages_as_far_as_the_matrix_says() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let curator = world.member(&ada, "curator", Role::Curator).await;
    let handler = world.member(&ada, "handler", Role::Handler).await;
    let keeper = world.member(&ada, "keeper", Role::Keeper).await;
    let id = membership(&world, &ada, &keeper).await;
    for actor in [&handler, &keeper] {
        assert_eq!(code(world.core.invite_member(actor, &invite("new", Role::Keeper)).await), ErrorCode::Forbidden);
        assert_eq!(code(world.core.change_role(actor, id, Role::Handler).await), ErrorCode::Forbidden);
        assert_eq!(code(world.core.list_invitations(actor).await), ErrorCode::Forbidden);
        let members = world.core.list_members(actor).await.unwrap();
        assert!(members.iter().all(|member| member.me || member.email.is_empty()));
    }
    assert_eq!(code(world.core.invite_member(&curator, &invite("new", Role::Curator)).await), ErrorCode::Forbidden);
    assert_eq!(code(world.core.change_role(&curator, id, Role::Curator).await), ErrorCode::Forbidden);
    let boss = membership(&world, &ada, &ada).await;
    assert_eq!(code(world.core.remove_member(&curator, boss).await), ErrorCode::Forbidden);
    world.core.change_role(&curator, id, Role::Handler).await.unwrap();
    assert_eq!(world.again(&keeper).await.vivarium.unwrap().role, Role::Handler);
    world.core.remove_member(&curator, id).await.unwrap();
    assert_eq!(world.again(&keeper).await.vivarium, None);
    let profile = world.core.vivarium_profile(&curator).await.unwrap();
    assert_eq!(code(world.core.update_vivarium(&curator, &profile).await), ErrorCode::Forbidden);
}

#[tokio::test]
async fn who_left_can_be_invited_again() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let grace = world.member(&ada, "grace", Role::Curator).await;
    world.core.leave_vivarium(&grace).await.unwrap();
    let grace = world.again(&grace).await;
    assert_eq!(grace.vivarium, None);
    world.core.invite_member(&ada, &invite("grace", Role::Keeper)).await.unwrap();
    let id = world.core.my_invitations(&grace).await.unwrap()[0].id;
    world.core.accept_invitation_by_id(&grace, id).await.unwrap();
    assert_eq!(world.again(&grace).await.vivarium.unwrap().role, Role::Keeper);
}

#[tokio::test]
async fn the_last_herpetologist_stays_until_they_hand_over() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let grace = world.member(&ada, "grace", Role::Handler).await;
    let mine = membership(&world, &ada, &ada).await;
    assert_eq!(code(world.core.leave_vivarium(&ada).await), ErrorCode::Conflict);
    assert_eq!(code(world.core.change_role(&ada, mine, Role::Keeper).await), ErrorCode::Conflict);
    assert_eq!(code(world.core.remove_member(&ada, mine).await), ErrorCode::Conflict);
    let theirs = membership(&world, &ada, &grace).await;
    world.core.hand_over_vivarium(&ada, theirs).await.unwrap();
    assert_eq!(world.again(&grace).await.vivarium.unwrap().role, Role::Herpetologist);
    let ada = world.again(&ada).await;
    assert_eq!(ada.vivarium.as_ref().unwrap().role, Role::Curator);
    world.core.leave_vivarium(&ada).await.unwrap();
}

#[tokio::test]
async fn two_herpetologists_leaving_at_once_leave_one() {
    for _ in 0..5 {
        let world = World::new().await;
        let ada = world.breeder("ada").await;
        let grace = world.member(&ada, "grace", Role::Herpetologist).await;
        let (first, second) = tokio::join!(world.core.leave_vivarium(&ada), world.core.leave_vivarium(&grace));
        assert!(first.is_ok() != second.is_ok());
    }
}

#[tokio::test]
async fn a_role_that_was_taken_a_moment_ago_gives_nothing_away() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let grace = world.member(&ada, "grace", Role::Herpetologist).await;
    let keeper = world.member(&ada, "keeper", Role::Keeper).await;
    let (theirs, id) = (membership(&world, &ada, &grace).await, membership(&world, &ada, &keeper).await);
    world.core.change_role(&ada, theirs, Role::Keeper).await.unwrap();
    // The actor in hand still says herpetologist.
    assert_eq!(code(world.core.change_role(&grace, id, Role::Herpetologist).await), ErrorCode::Forbidden);
}

#[tokio::test]
async fn switching_goes_to_my_own_vivariums_only() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let grace = world.breeder("grace").await;
    let theirs = grace.vivarium.as_ref().unwrap().id;
    assert_eq!(code(world.core.switch_vivarium(&ada, theirs).await), ErrorCode::NotFound);
    let form = NewVivarium { name: "Second".into(), ..NewVivarium::default() };
    world.core.create_vivarium(&ada, &form).await.unwrap();
    let first = ada.vivarium.as_ref().unwrap().id;
    world.core.switch_vivarium(&ada, first).await.unwrap();
    assert_eq!(world.again(&ada).await.vivarium.unwrap().id, first);
}
