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

/// A page that is open in one tab while its person goes on to another vivarium in another.
#[tokio::test]
async fn what_a_page_asks_for_is_done_in_the_vivarium_that_it_was_made_for() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let first = vivarium_of(&app, &ada.cookie, "ada").await;
    let made_for_first = app.breeder().get("/vivarium").cookie(&ada.cookie).send().await.expect(200).text();
    call(&app, &ada.cookie, "create_vivarium", &[("name", "Second"), ("slug", ""), ("time_zone", "")])
        .await
        .expect(200);
    let here = async || app.breeder().get("/vivarium").cookie(&ada.cookie).send().await.expect(200).text();
    assert!(here().await.contains("Second"));

    // Its forms say where they belong.
    let action = format!("/in/{first}/sfn/breeder/update_vivarium");
    assert!(made_for_first.contains(&format!("action=\"{action}\"")), "{made_for_first}");
    let profile = |name| {
        [("name", name), ("slug", "ada-reptiles"), ("time_zone", "UTC"), ("code_template", "{NNN}"), ("version", "1")]
    };
    let to = |path: &str| app.breeder().post(path).header("accept", "application/json").cookie(&ada.cookie);
    to(&action).form(&profile("Renamed")).send().await.expect(200);
    let names = async || {
        let mine = call(&app, &ada.cookie, "my_vivariums", &[]).await.expect(200).json();
        let names = mine.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name").to_owned());
        let mut names = names.collect::<Vec<_>>();
        names.sort();
        names
    };
    assert_eq!(names().await, ["Renamed", "Second"]);
    assert!(here().await.contains("Second"), "what the other tab shows stays");
    let team = async |path: &str| to(path).form(&[]).send().await;
    team(&format!("/in/{first}/sfn/breeder/team")).await.expect(200);

    // A form of a browser without scripts is followed by a new document, which is of the same vivarium.
    let plain = app
        .breeder()
        .post(&action)
        .header("accept", "text/html")
        .header("referer", "http://breeder.localhost:8080/vivarium");
    plain
        .cookie(&ada.cookie)
        .form(&[
            ("name", "Again"),
            ("slug", "ada-reptiles"),
            ("time_zone", "UTC"),
            ("code_template", "{NNN}"),
            ("version", "2"),
        ])
        .send()
        .await
        .expect(302);
    assert_eq!(names().await, ["Again", "Second"]);
    assert!(here().await.contains("Again"));

    // Nobody gets into a vivarium by naming it, nor stays in one; what needs none goes on.
    let eve = keeper(&app, "eve").await;
    let theirs = vivarium_of(&app, &eve.cookie, "eve").await;
    for nowhere in [theirs, uuid::Uuid::now_v7().to_string()] {
        let refused = team(&format!("/in/{nowhere}/sfn/breeder/team")).await.expect(403).json();
        assert!(refused["detail"].as_str().is_some_and(|detail| detail.contains("Load the page anew")), "{refused}");
        team(&format!("/in/{nowhere}/sfn/breeder/my_vivariums")).await.expect(200);
    }
    // Pages and strangers' sessions have no such address.
    app.breeder().get(&format!("/in/{first}/animals")).cookie(&ada.cookie).send().await.expect(404);
    app.breeder()
        .post(&format!("/in/{first}/sfn/breeder/team"))
        .header("accept", "application/json")
        .form(&[])
        .send()
        .await
        .expect(401);
}

async fn vivarium_of(app: &TestApp, cookie: &str, name: &str) -> String {
    let mine = call(app, cookie, "my_vivariums", &[]).await.expect(200).json();
    let found = mine
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["name"].as_str().is_some_and(|text| text.contains(name)));
    found.and_then(|one| one["id"].as_str()).expect("their vivarium").to_owned()
}
