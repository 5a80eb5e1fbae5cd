//! Plans on pages and by the API: given by staff, seen by the vivarium, held where a photo is begun.

use crate::{
    admin::{call as admin_call, staff},
    app::TestApp,
    photo_desk::{Desk, telling, text},
};
use http::Method;
use repti_model::StaffRole;
use serde_json::{Value, json};

#[tokio::test]
async fn a_plan_is_given_seen_and_held() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("public").await;
    let photo = text(&ada.ready(&animal, 320).await["id"]);
    let grace = staff(&app, StaffRole::Administrator).await;
    let give = |plan: &'static str, reason: &'static str| {
        let (app, id, cookie) = (&app, ada.vivarium.clone(), grace.cookie.clone());
        async move { admin_call(app, &cookie, "set_plan", &[("id", &id), ("plan", plan), ("reason", reason)]).await }
    };
    let done = give("keeper", "Paid by bank transfer").await.expect(200);
    assert_eq!(done.json(), format!("/vivariums/{}?note=plan-changed", ada.vivarium));
    assert_eq!(ada.get("/room").await.expect(200).json()["quota"], 10_u64 << 30);
    for (plan, reason, field) in [("platinum", "Because of a test", "plan"), ("breeder", "no", "reason")] {
        let refused = give(plan, reason).await.expect(422).json();
        assert!(refused["fields"][field][0].is_string(), "{refused}");
    }

    // Three gigabytes are used, and the plan is lowered to one.
    let sql = "UPDATE media.photo SET made = 3221225472 - size";
    sqlx::query(sql).execute(&app.db.owner).await.expect("large");
    give("hobbyist", "No payment came").await.expect(200);
    let room = ada.get("/room").await.expect(200).json();
    assert_eq!(room, json!({"used": 3_u64 << 30, "quota": 1_u64 << 30, "plan": "hobbyist", "plan_name": "Hobbyist"}));
    let begin = |size: usize| {
        let call = ada.call(Method::POST, &format!("/animals/{animal}/photos"));
        call.json(&json!({"name": "a.jpg", "size": size})).send()
    };
    let refused: Value = begin(telling(336).len()).await.expect_problem(422, "invalid");
    let said = text(&refused["fields"]["file"][0]);
    assert!(said.contains("3 GB of 1 GB") && said.contains("Hobbyist") && said.contains("support"), "{said}");
    // Nothing is deleted, and nothing was begun.
    let photos = ada.get(&format!("/animals/{animal}/photos")).await.expect(200).json();
    assert_eq!((photos.as_array().map(Vec::len), &photos[0]["id"]), (Some(1), &json!(photo)));

    let listed = async |path: &str| app.admin().get(path).cookie(&grace.cookie).send().await.expect(200).text();
    let all = listed("/vivariums").await;
    assert!(all.contains("data-label=\"Plan\"") && all.contains("href=\"/vivariums?plan=hobbyist\""), "{all}");
    let found = listed(&format!("/vivariums?plan=hobbyist&q={}", ada.vivarium)).await;
    assert!(found.contains(&format!("href=\"/vivariums/{}\"", ada.vivarium)), "{found}");
    assert!(listed("/vivariums?plan=collector").await.contains("No vivariums match all of this"));
    let page = format!("/vivariums/{}", ada.vivarium);
    let page = app.admin().get(&page).cookie(&grace.cookie).send().await.expect(200).text();
    for part in ["300% of 1 GB", "No payment came", "was Keeper", "Hobbyist, Free", "less than the 3 GB that are used"]
    {
        assert!(page.contains(part), "{part}");
    }
    give("breeder", "It came late").await.expect(200);
    begin(10).await.expect(201);
}
