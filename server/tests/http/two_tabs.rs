//! A page that is open in one tab while its person goes on to another vivarium in another tab.

use crate::{
    app::{Answer, TestApp},
    portal_people::{Person, call, keeper},
};

/// Somebody who opened a page in their first vivarium, and has gone on to a second one since.
struct Tabs {
    app: TestApp,
    ada: Person,
    first: String,
    /// The profile's page, as it was opened in the first.
    page: String,
}

impl Tabs {
    async fn open() -> Self {
        let app = TestApp::new().await;
        let ada = keeper(&app, "ada").await;
        let first = id_of(&app, &ada, "ada").await;
        let page = profile(&app, &ada).await;
        let second = [("name", "Second"), ("slug", ""), ("time_zone", "")];
        call(&app, &ada.cookie, "create_vivarium", &second).await.expect(200);
        assert!(profile(&app, &ada).await.contains("Second"));
        Self { app, ada, first, page }
    }

    /// Saves the profile by the form of the page in the first tab, as scripts send it or as the browser does.
    async fn rename(&self, name: &str, version: &str, accept: &str) -> Answer {
        let action = self.page.split("action=\"").filter_map(|rest| rest.split('"').next());
        let action = action.into_iter().find(|action| action.ends_with("/update_vivarium")).expect("a form");
        let fields = [
            ("name", name),
            ("slug", "ada-reptiles"),
            ("time_zone", "UTC"),
            ("code_template", "{NNN}"),
            ("version", version),
        ];
        let from = "http://breeder.localhost:8080/vivarium";
        let form = self.app.breeder().post(action).header("accept", accept).header("referer", from);
        form.cookie(&self.ada.cookie).form(&fields).send().await
    }

    async fn names(&self) -> Vec<String> {
        let mine = call(&self.app, &self.ada.cookie, "my_vivariums", &[]).await.expect(200).json();
        let names = mine.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name").to_owned());
        let mut names = names.collect::<Vec<_>>();
        names.sort();
        names
    }

    async fn get(&self, path: &str) -> Answer {
        self.app.breeder().get(path).cookie(&self.ada.cookie).send().await
    }
}

/// The page of the vivarium that new documents open in.
async fn profile(app: &TestApp, who: &Person) -> String {
    app.breeder().get("/vivarium").cookie(&who.cookie).send().await.expect(200).text()
}

async fn id_of(app: &TestApp, who: &Person, name: &str) -> String {
    let mine = call(app, &who.cookie, "my_vivariums", &[]).await.expect(200).json();
    let mut mine = mine.as_array().expect("a list").iter();
    let found = mine.find(|one| one["name"].as_str().is_some_and(|text| text.contains(name)));
    found.and_then(|one| one["id"].as_str()).expect("their vivarium").to_owned()
}

#[tokio::test]
async fn a_form_is_saved_where_its_page_was_opened() {
    let tabs = Tabs::open().await;
    let led = tabs.rename("Renamed", "1", "application/json").await.expect(200).json();
    assert_eq!(tabs.names().await, ["Renamed", "Second"]);
    assert!(profile(&tabs.app, &tabs.ada).await.contains("Second"), "what the other tab shows stays");
    // What it leads to is opened there, too.
    assert_eq!(led, format!("/in/{}/vivarium?note=saved", tabs.first));
    assert_eq!(
        tabs.get(led.as_str().expect("an address")).await.expect(303).header("location"),
        "/vivarium?note=saved"
    );
    assert!(profile(&tabs.app, &tabs.ada).await.contains("Renamed"));
    // Where the session is there already, there is nothing to name.
    let led = tabs.rename("Once more", "2", "application/json").await.expect(200).json();
    assert_eq!(led, "/vivarium?note=saved");
}

#[tokio::test]
async fn a_form_of_a_browser_without_scripts_is_followed_by_a_document_of_its_vivarium() {
    let tabs = Tabs::open().await;
    let saved = tabs.rename("Renamed", "1", "text/html").await.expect(302);
    assert_eq!(saved.header("location"), "/vivarium?note=saved");
    assert_eq!(tabs.names().await, ["Renamed", "Second"]);
    assert!(profile(&tabs.app, &tabs.ada).await.contains("Renamed"));
}

#[tokio::test]
async fn a_page_is_opened_in_the_vivarium_that_its_address_names() {
    let tabs = Tabs::open().await;
    let page = format!("/in/{}/animals?sex=male", tabs.first);
    // After signing in, for whoever isn't.
    let door = tabs.app.breeder().get(&page).send().await.expect(303).header("location").to_owned();
    assert!(door.starts_with("/sign-in?next=%2Fin%2F"), "{door}");
    let open = tabs.app.breeder().get(&format!("/in/{}/sign-in", tabs.first)).send().await.expect(303);
    assert_eq!(open.header("location"), "/sign-in", "nor is a page that anybody may see shown there");
    assert_eq!(tabs.get(&page).await.expect(303).header("location"), "/animals?sex=male");
    assert!(profile(&tabs.app, &tabs.ada).await.contains("ada"));
    tabs.get(&format!("/in/{}//evil.example", tabs.first)).await.expect(404);
}

#[tokio::test]
async fn nobody_gets_into_a_vivarium_by_naming_it() {
    let tabs = Tabs::open().await;
    let eve = keeper(&tabs.app, "eve").await;
    let theirs = id_of(&tabs.app, &eve, "eve").await;
    let to = async |path: String| {
        let call = tabs.app.breeder().post(&path).header("accept", "application/json");
        call.cookie(&tabs.ada.cookie).form(&[]).send().await
    };
    to(format!("/in/{}/sfn/breeder/team", tabs.first)).await.expect(200);
    for nowhere in [theirs, uuid::Uuid::now_v7().to_string()] {
        let refused = to(format!("/in/{nowhere}/sfn/breeder/team")).await.expect(403).json();
        assert!(refused["detail"].as_str().is_some_and(|detail| detail.contains("Load the page anew")), "{refused}");
        // What needs no vivarium goes on.
        to(format!("/in/{nowhere}/sfn/breeder/my_vivariums")).await.expect(200);
        tabs.get(&format!("/in/{nowhere}/export/file/csv")).await.expect(303);
        assert_eq!(tabs.get(&format!("/in/{nowhere}/animals")).await.expect(303).header("location"), "/animals");
        assert!(profile(&tabs.app, &tabs.ada).await.contains("Second"), "nothing was chosen");
    }
    let stranger = tabs.app.breeder().post(&format!("/in/{}/sfn/breeder/team", tabs.first));
    stranger.header("accept", "application/json").form(&[]).send().await.expect(401);
}
