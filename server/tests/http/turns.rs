//! Computations about the record when one person asks for more than they have seats: by REST, on pages, and what the others notice of it.

use crate::{
    app::{Answer, TestApp},
    portal_people::{PASSWORD, Person, keeper},
};
use futures::future::join_all;
use repti_db::{Db, DbOptions};
use repti_domain::repti_animal::Animals;
use repti_model::{ActiveVivarium, Actor, AnimalId, PersonId, Role, VivariumId};
use repti_storage::ObjectStore;
use serde_json::{Value, json};
use std::{
    pin::Pin,
    task::{Context, Waker},
};
use uuid::Uuid;

const PYTHON: &str = "01935000-0000-7000-8000-000000000001";
/// As many computations of one person are let in.
const EACH: usize = 12;

/// Somebody with a vivarium, in the portal and at the API.
struct House<'a> {
    app: &'a TestApp,
    person: Person,
    access: String,
    slug: String,
}

impl<'a> House<'a> {
    async fn new(app: &'a TestApp, name: &str) -> Self {
        let person = keeper(app, name).await;
        let form = json!({"email": person.email, "password": PASSWORD});
        let pair = app.api().post("/api/v1/core/sessions").json(&form).send().await.expect(201).json();
        let access = pair["access_token"].as_str().expect("a token").to_owned();
        Self { app, person, access, slug: name.to_owned() }
    }

    async fn page(&self, path: &str) -> String {
        self.app.breeder().get(path).cookie(&self.person.cookie).send().await.text()
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        let call = self.app.api().post(&format!("/api/v1/animal/{path}")).bearer(&self.access);
        call.header("x-vivarium", &self.slug).json(&body).send().await
    }

    async fn get(&self, path: &str) -> Answer {
        let call = self.app.api().get(&format!("/api/v1/animal/{path}")).bearer(&self.access);
        call.header("x-vivarium", &self.slug).send().await
    }

    async fn animal(&self, name: &str, sex: &str) -> String {
        let form = json!({"taxon_id": PYTHON, "name": name, "sex": sex, "visibility": "public"});
        self.post("animals", form).await.expect(201).json()["id"].as_str().expect("an id").to_owned()
    }

    async fn parent(&self, child: &str, parent: &str, side: &str) {
        let form = json!({"side": side, "parent": {"kind": "existing", "id": parent}});
        self.post(&format!("animals/{child}/parents"), form).await.expect(201);
    }

    async fn actor(&self) -> Actor {
        let (person, vivarium): (Uuid, Uuid) = sqlx::query_as(
            "SELECT p.id, m.vivarium_id FROM core.person p JOIN core.membership m ON m.person_id = p.id WHERE p.email = $1",
        )
        .bind(&self.person.email)
        .fetch_one(&self.app.db.owner)
        .await
        .expect("a member");
        let vivarium = ActiveVivarium {
            id: VivariumId(vivarium),
            slug: self.slug.clone(),
            name: self.slug.clone(),
            role: Role::Herpetologist,
        };
        Actor {
            person_id: PersonId(person),
            session_id: None,
            display_name: self.slug.clone(),
            staff: None,
            vivarium: Some(vivarium),
            scopes: None,
        }
    }
}

type Waiting = Pin<Box<dyn Future<Output = ()>>>;

/// Takes all of a person's seats for as long as what it gives is kept: let in, and never looked at again. From a pool of their own, for they keep
/// whatever they wait for.
fn seated(app: &TestApp, actor: &Actor) -> Vec<Waiting> {
    let db = Db::open(&DbOptions { max_connections: 40, ..DbOptions::new(&app.db.url) }).expect("the test's URL");
    let animals = Animals::new(db, ObjectStore::folder(std::env::temp_dir()));
    let one = |_| {
        let (animals, actor) = (animals.clone(), actor.clone());
        let mut one: Waiting = Box::pin(async move { drop(animals.ancestry(&actor, AnimalId(Uuid::nil())).await) });
        assert!(one.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending(), "answered at once");
        one
    };
    (0..EACH).map(one).collect()
}

#[tokio::test]
async fn one_persons_computations_wait_for_themselves_alone_and_pages_say_so() {
    let app = TestApp::new().await;
    let (ada, bob) = (House::new(&app, "ada").await, House::new(&app, "bob").await);
    let (sire, young) = (ada.animal("Sire", "male").await, ada.animal("Young", "female").await);
    ada.parent(&young, &sire, "sire").await;
    let claims = json!({"text": "het Clown", "basis": "test_bred"});
    ada.post(&format!("animals/{sire}/genotype-claims"), claims).await.expect(201);
    let theirs = bob.animal("Theirs", "male").await;
    let (mates, page) = (format!("animals/{sire}/mates"), format!("/animals/{young}"));

    let all = seated(&app, &ada.actor().await);
    let ancestry = ada.get(&format!("animals/{young}/ancestry")).await;
    let odds = ada.get(&format!("animals/{young}/genotype-odds")).await;
    for refused in [ada.post(&mates, json!({})).await, ancestry, odds] {
        assert_eq!(refused.header("retry-after"), "2");
        let problem = refused.expect_problem(429, "rate_limited");
        assert!(problem["detail"].as_str().is_some_and(|said| said.contains("12 of your computations")), "{problem}");
    }
    let said = "12 of your computations are here already";
    let shown = ada.page(&page).await;
    for part in ["Inbreeding isn’t reckoned just now. ", "What its relatives say isn’t reckoned just now. "] {
        assert!(shown.contains(part) && shown.contains(said), "{part}: {shown}");
    }
    assert!(ada.page(&format!("/{mates}")).await.contains(said));
    bob.post(&format!("animals/{theirs}/mates"), json!({})).await.expect(200);
    assert!(!bob.page(&format!("/animals/{theirs}")).await.contains(said));

    drop(all);
    ada.post(&mates, json!({})).await.expect(200);
    let shown = ada.page(&page).await;
    assert!(!shown.contains("reckoned just now") && shown.contains("What its relatives say"), "{shown}");
}

#[tokio::test]
async fn a_crowd_before_a_figure_is_stored_has_its_page_all_the_same() {
    let app = TestApp::new().await;
    let ada = House::new(&app, "ada").await;
    sqlx::query("UPDATE core.vivarium SET listed = true").execute(&app.db.owner).await.unwrap();
    let (old, brother) = (ada.animal("Old", "male").await, ada.animal("Brother", "male").await);
    let (sister, young) = (ada.animal("Sister", "female").await, ada.animal("Young", "unknown").await);
    for (child, parent, side) in
        [(&brother, &old, "sire"), (&sister, &old, "sire"), (&young, &brother, "sire"), (&young, &sister, "dam")]
    {
        ada.parent(child, parent, side).await;
    }
    let page = format!("/animals/{young}");
    // More than the public has seats for, and as many as a server that has just started answers at a time.
    let crowd = join_all((0..16).map(|_| app.public().get(&page).send())).await;
    let mut reckoned = 0;
    for answer in crowd {
        let shown = answer.expect(200).text();
        let figure = shown.contains("12.5%");
        assert!(figure || shown.contains("Inbreeding is being reckoned"), "{shown}");
        reckoned += u32::from(figure);
    }
    assert!(reckoned > 0);
}
