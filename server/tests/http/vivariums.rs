//! Vivariums, members and their roles, by the server functions of the breeder portal.

use crate::{
    app::TestApp,
    portal_people::{call, keeper, led_to, link_to, member, person, token_to},
};
use repti_model::Role;

#[tokio::test]
async fn an_invitation_brings_somebody_new_straight_in() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    call(&app, &ada.cookie, "invite_member", &[("email", "bo@example.org"), ("role", "handler")]).await.expect(200);
    let link = link_to(&app, "bo@example.org").await;
    let path = link.split_once(":8080").expect("our own address").1.to_owned();
    let page = app.breeder().get(&path).send().await.expect(200).text();
    assert!(page.contains("Join ada") && page.contains("/sign-up?invitation="), "{page}");
    let token = token_to(&app, "bo@example.org").await;
    let form = [
        ("display_name", "Bo"),
        ("email", "bo@example.org"),
        ("password", "a heron in the reeds"),
        ("invitation", &token),
    ];
    // The link proved the address: no second mail.
    let answer = call(&app, "", "sign_up", &form).await.expect(200);
    let cookie = answer.cookies();
    call(&app, &cookie, "accept_invitation", &[("token", &token)]).await.expect(200);
    assert_eq!(led_to(&app.breeder(), &cookie, "/").await, "");
    call(&app, &cookie, "accept_invitation", &[("token", &token)]).await.expect(410);
}

#[tokio::test]
async fn an_invitation_is_only_for_the_address_that_it_went_to() {
    let app = TestApp::new().await;
    let (ada, eve) = (keeper(&app, "ada").await, person(&app, "eve").await);
    call(&app, &ada.cookie, "invite_member", &[("email", "bo@example.org"), ("role", "curator")]).await.expect(200);
    let token = token_to(&app, "bo@example.org").await;
    call(&app, &eve.cookie, "accept_invitation", &[("token", &token)]).await.expect(403);
    call(&app, "", "accept_invitation", &[("token", &token)]).await.expect(401);
    assert_eq!(led_to(&app.breeder(), &eve.cookie, "/").await, "/welcome");
}

#[tokio::test]
async fn each_role_may_what_the_matrix_says() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let profile =
        [("name", "Ada"), ("slug", "ada"), ("time_zone", "UTC"), ("code_template", "{NNN}"), ("version", "999")];
    for (role, manages, administers) in [
        (Role::Keeper, 403, 403),
        (Role::Handler, 403, 403),
        (Role::Curator, 200, 403),
        (Role::Herpetologist, 200, 409),
    ] {
        let name = role.as_str();
        let one = member(&app, &ada, name, role).await;
        call(&app, &one.cookie, "team", &[]).await.expect(200);
        let invite = [("email", &*format!("{name}-friend@example.org")), ("role", "handler")];
        call(&app, &one.cookie, "invite_member", &invite).await.expect(manages);
        // A stale version is refused as such only to whoever may save at all.
        call(&app, &one.cookie, "update_vivarium", &profile).await.expect(administers);
    }
}

#[tokio::test]
async fn a_curator_raises_nobody_above_handler() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let curator = member(&app, &ada, "cora", Role::Curator).await;
    for role in ["curator", "herpetologist"] {
        call(&app, &curator.cookie, "invite_member", &[("email", "x@example.org"), ("role", role)]).await.expect(403);
    }
    call(&app, &curator.cookie, "invite_member", &[("email", "x@example.org"), ("role", "king")]).await.expect(422);
}

#[tokio::test]
async fn another_vivariums_members_and_invitations_are_not_found() {
    let app = TestApp::new().await;
    let (ada, eve) = (keeper(&app, "ada").await, keeper(&app, "eve").await);
    let bo = member(&app, &ada, "bo", Role::Handler).await;
    let team = call(&app, &ada.cookie, "team", &[]).await.expect(200).json();
    let members = team["value"]["members"].as_array().expect("a list");
    let id = members.iter().find(|member| member["email"] == bo.email).expect("Bo is a member")["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    call(&app, &eve.cookie, "remove_member", &[("id", &id)]).await.expect(404);
    call(&app, &eve.cookie, "change_role", &[("id", &id), ("role", "keeper")]).await.expect(404);
    call(&app, &eve.cookie, "hand_over_vivarium", &[("to", &id)]).await.expect(404);
    call(&app, &ada.cookie, "invite_member", &[("email", "y@example.org"), ("role", "keeper")]).await.expect(200);
    let team = call(&app, &ada.cookie, "team", &[]).await.expect(200).json();
    let invitation = team["value"]["invitations"][0]["id"].as_str().expect("an id").to_owned();
    call(&app, &eve.cookie, "revoke_invitation", &[("id", &invitation)]).await.expect(404);
    let vivarium = call(&app, &ada.cookie, "my_vivariums", &[]).await.expect(200).json()[0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    call(&app, &eve.cookie, "switch_vivarium", &[("vivarium_id", &vivarium)]).await.expect(404);
}

#[tokio::test]
async fn the_last_herpetologist_stays_until_the_vivarium_is_handed_over() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    call(&app, &ada.cookie, "leave_vivarium", &[]).await.expect(409);
    member(&app, &ada, "bo", Role::Keeper).await;
    let team = call(&app, &ada.cookie, "team", &[]).await.expect(200).json();
    let members = team["value"]["members"].as_array().expect("a list");
    let id = members.iter().find(|member| member["me"] == false).expect("Bo is a member")["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    call(&app, &ada.cookie, "hand_over_vivarium", &[("to", &id)]).await.expect(200);
    call(&app, &ada.cookie, "hand_over_vivarium", &[("to", &id)]).await.expect(403);
    call(&app, &ada.cookie, "leave_vivarium", &[]).await.expect(200);
    assert_eq!(led_to(&app.breeder(), &ada.cookie, "/").await, "/welcome");
}
