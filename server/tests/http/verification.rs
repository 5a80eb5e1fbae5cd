//! Two breeders and a parent between them: by the API, in the portals, in public and by mail.

use crate::{
    admin::{call as admin_call, staff},
    app::{Answer, TestApp},
    people::Person,
    portal_people::{call, keeper, member},
    public_pages::between,
};
use http::Method;
use repti_domain::repti_animal::VerificationNotice;
use repti_model::{Role, StaffRole, animal::ParentSide, lineage::VerificationStep};
use serde_json::{Value, json};

const BALL_PYTHON: &str = "01935000-0000-7000-8000-000000000001";

/// Somebody with a vivarium, by the API.
struct Breeder {
    person: Person,
    slug: String,
    id: String,
}

async fn breeder(app: &TestApp, name: &str) -> Breeder {
    let person = app.person(name).await;
    let (id, slug) = app.vivarium(&person).await;
    Breeder { person, slug, id }
}

async fn send(app: &TestApp, who: &Breeder, method: Method, path: &str, body: Value) -> Answer {
    let call = app.api().call(method, &format!("/api/v1/animal{path}")).bearer(&who.person.access);
    call.header("x-vivarium", &who.slug).json(&body).send().await
}

async fn animal(app: &TestApp, who: &Breeder, name: &str, sex: &str, visibility: &str) -> String {
    let body = json!({"taxon_id": BALL_PYTHON, "name": name, "sex": sex, "visibility": visibility});
    let made = send(app, who, Method::POST, "/animals", body).await.expect(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

/// A public young animal of `child`'s, whose sire is said to be `parent`'s: the ids of the young and of the claim.
async fn claim(app: &TestApp, child: &Breeder, parent: &Breeder) -> (String, String) {
    let young = animal(app, child, "Kiwi", "female", "public").await;
    let sire = animal(app, parent, "Onyx", "male", "public").await;
    let body = json!({"parent": {"kind": "existing", "id": sire}, "side": "sire"});
    let made = send(app, child, Method::POST, &format!("/animals/{young}/parents"), body).await.expect(201).json();
    (young, made["claim"]["id"].as_str().expect("an id").to_owned())
}

async fn step(app: &TestApp, who: &Breeder, claim: &str, step: &str) -> Answer {
    let body = json!({"step": step, "message": "I was there"});
    send(app, who, Method::POST, &format!("/parents/{claim}/verification"), body).await
}

#[tokio::test]
async fn a_claim_goes_from_asked_to_confirmed_and_the_public_page_names_who_confirmed() {
    let app = TestApp::new().await;
    let (ada, bob, eve) = (breeder(&app, "ada").await, breeder(&app, "bob").await, breeder(&app, "eve").await);
    let (young, id) = claim(&app, &ada, &bob).await;
    let public = async || app.public().get(&format!("/animals/{young}")).send().await.expect(200).text();
    assert!(public().await.contains("Declared by the keeper"));

    // Nobody answers before they are asked, and nobody answers for somebody else.
    step(&app, &bob, &id, "confirmed").await.expect_problem(404, "not_found");
    step(&app, &ada, &id, "confirmed").await.expect_problem(403, "forbidden");
    let asked = step(&app, &ada, &id, "requested").await.expect(200).json();
    assert_eq!((asked["state"].as_str(), asked["mine"].as_str()), (Some("requested"), Some("child")));
    step(&app, &ada, &id, "requested").await.expect_problem(409, "conflict");
    step(&app, &eve, &id, "confirmed").await.expect_problem(404, "not_found");
    step(&app, &bob, &id, "disputed").await.expect_problem(409, "conflict");
    step(&app, &bob, &id, "overturned").await.expect_problem(403, "forbidden");
    assert!(public().await.contains("Declared by the keeper"), "a request is between the two");

    let waits = send(&app, &bob, Method::GET, "/verifications", Value::Null).await.expect(200).json();
    assert_eq!(waits["asked"][0]["child"]["name"], "Kiwi");
    assert_eq!(waits["asked"][0]["steps"][0]["message"], "I was there");
    let nothing = send(&app, &eve, Method::GET, "/verifications", Value::Null).await.expect(200).json();
    assert_eq!(nothing, json!({"asked": [], "sent": [], "disputes": [], "done": []}));
    send(&app, &eve, Method::GET, &format!("/animals/{young}/verifications"), Value::Null).await.expect(404);

    step(&app, &bob, &id, "confirmed").await.expect(200);
    let page = public().await;
    assert!(page.contains("Confirmed by Test vivarium") && !page.contains("Declared by the keeper"));
    let mine =
        send(&app, &ada, Method::GET, &format!("/animals/{young}/verifications"), Value::Null).await.expect(200).json();
    assert_eq!((mine[0]["state"].as_str(), mine[0]["steps"].as_array().map(Vec::len)), (Some("verified"), Some(2)));
    step(&app, &bob, &id, "declined").await.expect_problem(409, "conflict");
}

#[tokio::test]
async fn a_body_is_refused_by_field_and_a_narrow_token_may_not() {
    let app = TestApp::new().await;
    let (ada, bob) = (breeder(&app, "ada").await, breeder(&app, "bob").await);
    let (_, id) = claim(&app, &ada, &bob).await;
    let path = format!("/parents/{id}/verification");
    for (body, field) in [
        (json!({"step": "blessed"}), "step"),
        (json!({"step": "requested", "message": "x".repeat(1001)}), "message"),
        (json!({"step": "requested", "message": "\u{0}"}), "message"),
        (json!({"step": "declined", "message": "no"}), "message"),
    ] {
        let problem = send(&app, &ada, Method::POST, &path, body.clone()).await.expect_problem(422, "invalid");
        assert!(problem["fields"][field][0].is_string(), "{body}: {problem}");
    }
    send(&app, &ada, Method::POST, &path, json!({"step": "requested", "by": "me"}))
        .await
        .expect_problem(422, "invalid");
    let token = app.api_token(&ada.person, &ada.slug, &["animals:read"]).await;
    let api = app.api();
    api.get("/api/v1/animal/verifications").bearer(&token).send().await.expect(200);
    let ask = api.post(&format!("/api/v1/animal{path}")).bearer(&token).json(&json!({"step": "requested"}));
    ask.send().await.expect_problem(403, "forbidden");
}

#[tokio::test]
async fn a_declined_and_an_overturned_parent_read_so_in_public() {
    let app = TestApp::new().await;
    let (ada, bob) = (breeder(&app, "ada").await, breeder(&app, "bob").await);
    let moderator = staff(&app, StaffRole::Moderator).await;
    let page = async |young: &str| app.public().get(&format!("/animals/{young}")).send().await.expect(200).text();

    let (young, id) = claim(&app, &ada, &bob).await;
    step(&app, &ada, &id, "requested").await.expect(200);
    step(&app, &bob, &id, "declined").await.expect(200);
    let declined = page(&young).await;
    assert!(declined.contains("declined to confirm it") && !declined.contains("Confirmed by"));

    let (young, id) = claim(&app, &ada, &bob).await;
    for (who, what) in [(&ada, "requested"), (&bob, "confirmed"), (&bob, "disputed")] {
        step(&app, who, &id, what).await.expect(200);
    }
    let disputed = page(&young).await;
    assert!(disputed.contains("Disputed; confirmed by Test vivarium before") && disputed.contains("ped-uncertain"));

    let admin = app.admin().get("/disputes").cookie(&moderator.cookie).send().await.expect(200).text();
    assert!(
        admin.contains("Onyx") && admin.contains("Kiwi") && admin.contains("I was there") && admin.contains("Overturn")
    );
    let id = format!("parent:{id}");
    let refused = admin_call(&app, &moderator.cookie, "overturn_claim", &[("id", &id), ("reason", "no")])
        .await
        .expect(422)
        .json();
    assert!(refused["fields"]["reason"][0].is_string(), "{refused}");
    let verdict = [("id", id.as_str()), ("reason", "The egg was laid before they met.")];
    let done = admin_call(&app, &moderator.cookie, "overturn_claim", &verdict).await.expect(200);
    assert_eq!(done.json(), "/disputes?note=overturned");
    admin_call(&app, &moderator.cookie, "uphold_claim", &verdict).await.expect(404);
    let empty = app.admin().get("/disputes?note=overturned").cookie(&moderator.cookie).send().await.expect(200).text();
    assert!(empty.contains("No open disputes") && !empty.contains("Onyx"));

    let overturned = page(&young).await;
    let known = between(&overturned, "id=\"pedigree\"", "</section>").unwrap_or_default();
    // Between the tags there may be marks of the renderer's.
    let struck = known.split_once("</s>").and_then(|(before, _)| before.rsplit("<s").next()).unwrap_or_default();
    assert!(struck.contains("Onyx"), "{known}");
    for words in ["Overturned", "not recorded", "counts nowhere"] {
        assert!(overturned.contains(words), "{words}");
    }
    let log: Vec<String> =
        sqlx::query_scalar("SELECT action FROM core.audit_event WHERE actor_kind = 'staff' ORDER BY seq DESC LIMIT 4")
            .fetch_all(&app.db.owner)
            .await
            .unwrap();
    assert!(log.iter().any(|action| action == "lineage.dispute_settled"), "{log:?}");
    // Support looks, and is offered no verdict.
    let support = staff(&app, StaffRole::Support).await;
    let page = app.admin().get("/disputes").cookie(&support.cookie).send().await.expect(200).text();
    assert!(page.contains("Settling needs a moderator") || page.contains("No open disputes"));
    admin_call(&app, &support.cookie, "uphold_claim", &verdict).await.expect(403);
}

#[tokio::test]
async fn the_people_who_may_answer_are_told_by_mail_and_no_animal_is_named() {
    let app = TestApp::new().await;
    let (ada, bob) = (breeder(&app, "ada").await, breeder(&app, "bob").await);
    let (curator, handler) = (app.person("cora").await, app.person("hal").await);
    app.join(&bob.person, &bob.slug, &curator, "curator").await;
    app.join(&bob.person, &bob.slug, &handler, "handler").await;
    let (_, id) = claim(&app, &ada, &bob).await;
    step(&app, &ada, &id, "requested").await.expect(200);
    let payload: Value = sqlx::query_scalar(
        "SELECT j.payload::jsonb FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         WHERE t.identifier = 'verification_notice'",
    )
    .fetch_one(&app.db.owner)
    .await
    .expect("a job");
    let notice: VerificationNotice = serde_json::from_value(payload).expect("a notice");
    assert_eq!(
        (notice.to.to_string(), notice.step, notice.side),
        (bob.id.clone(), VerificationStep::Requested, Some(ParentSide::Sire))
    );
    assert_eq!(app.state.domain.tell_of_verification(&notice).await.unwrap(), 2, "the owner and the curator");
    let mails: Vec<(String, String)> = sqlx::query_as(
        "SELECT payload ->> 'to', payload::text FROM graphile_worker._private_jobs WHERE payload ->> 'template' = 'notice' ORDER BY 1",
    )
    .fetch_all(&app.db.owner)
    .await
    .unwrap();
    let mut told = [bob.person.email.clone(), curator.email.clone()];
    told.sort();
    assert_eq!(mails.iter().map(|(to, _)| to.clone()).collect::<Vec<_>>(), told);
    for (_, mail) in &mails {
        assert!(mail.contains("Test vivarium asks you to confirm") && mail.contains("/verifications"), "{mail}");
        assert!(!mail.contains("Kiwi") && !mail.contains("Onyx") && !mail.contains("I was there"), "{mail}");
    }
}

#[tokio::test]
async fn the_portal_shows_each_side_what_it_may_do_and_a_keeper_reads_only() {
    let app = TestApp::new().await;
    let (north, south) = (keeper(&app, "north").await, keeper(&app, "south").await);
    let page = async |cookie: &str, path: &str| app.breeder().get(path).cookie(cookie).send().await.expect(200).text();
    let add = async |cookie: &str, name: &str, sex: &str| {
        let fields = [
            ("taxon_id", BALL_PYTHON),
            ("name", name),
            ("sex", sex),
            ("sex_confidence", "certain"),
            ("visibility", "public"),
        ];
        let path = call(&app, cookie, "animal_save", &fields).await.expect(200).json();
        path.as_str().and_then(|path| path.split('?').next()).expect("a page").to_owned()
    };
    let (young, sire) = (add(&north.cookie, "Kiwi", "female").await, add(&south.cookie, "Onyx", "male").await);
    let id = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let (young_id, sire_id) = (id(&young), id(&sire));
    let parent = [("id", young_id.as_str()), ("side", "sire"), ("who", &sire_id), ("chance", "1")];
    call(&app, &north.cookie, "parent_add", &parent).await.expect(200);
    let link: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM animal.parent_link").fetch_one(&app.db.owner).await.unwrap();
    let link = format!("parent:{link}");

    let shown = page(&north.cookie, &young).await;
    assert!(shown.contains("Ask them to confirm") && shown.contains("Not verified"));
    assert!(page(&north.cookie, "/verifications").await.contains("No open requests"));
    let ask =
        [("claim", link.as_str()), ("step", "requested"), ("message", "From the 2026 clutch"), ("back", &young_id)];
    let led = call(&app, &north.cookie, "verification_step", &ask).await.expect(200).json();
    assert_eq!(led, format!("/animals/{young_id}?note=requested"));
    assert!(page(&north.cookie, &young).await.contains("Withdraw the request"));

    let asked = page(&south.cookie, "/verifications").await;
    assert!(asked.contains("north says") && asked.contains("From the 2026 clutch") && asked.contains("Decline"));
    assert!(page(&south.cookie, "/").await.contains("Another breeder asks you to confirm a claim"));
    let waiting = app.breeder().server_function("/sfn/breeder/verifications_waiting", &json!({})).cookie(&south.cookie);
    assert_eq!(waiting.send().await.expect(200).json(), json!(1));
    let reader = member(&app, &south, "reader", Role::Keeper).await;
    let read = page(&reader.cookie, "/verifications").await;
    assert!(
        read.contains("From the 2026 clutch")
            && read.contains("need the role curator")
            && !read.contains("value=\"declined\"")
    );
    let answer = [("claim", link.as_str()), ("step", "declined"), ("message", "")];
    call(&app, &reader.cookie, "verification_step", &[("claim", &link), ("step", "confirmed")]).await.expect(403);
    let refused = call(&app, &south.cookie, "verification_step", &answer).await.expect(422).json();
    assert!(refused["fields"]["message"][0].is_string(), "{refused}");
    let led =
        call(&app, &south.cookie, "verification_step", &[("claim", &link), ("step", "confirmed")]).await.expect(200);
    assert_eq!(led.json(), "/verifications?note=confirmed");
    assert!(page(&north.cookie, &young).await.contains("south confirmed it, and every pedigree says so."));
    call(&app, "", "verification_step", &answer).await.expect(401);
    call(&app, &south.cookie, "verification_step", &[("claim", &link), ("step", "blessed")]).await.expect(422);
}
