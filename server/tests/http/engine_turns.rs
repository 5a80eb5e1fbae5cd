//! The engine by REST when many ask: one person's flood is theirs alone.

use crate::app::{Answer, Call, TestApp};
use axum::body::{Body, Bytes};
use futures::{future::join_all, stream};
use serde_json::json;
use std::{io, pin::Pin};
use tokio::sync::oneshot;

const PEDIGREE: &str = "id,sire,dam\na,,\nb,,\nc,a,b\n";
/// As many as one person may have there.
const EACH: usize = 4;

/// A request that was let in and whose body hasn't come yet: it stays where it is for as long as the test likes.
struct Begun<'a> {
    answer: Pin<Box<dyn Future<Output = Answer> + 'a>>,
    body: oneshot::Sender<Bytes>,
}

impl<'a> Begun<'a> {
    async fn new(call: Call<'a>) -> Self {
        let (body, coming) = oneshot::channel::<Bytes>();
        let (ask, asked) = oneshot::channel();
        let body_of = stream::once(async move {
            let _ = ask.send(());
            coming.await.map_err(io::Error::other)
        });
        let mut answer: Pin<Box<dyn Future<Output = Answer> + 'a>> = Box::pin(call.stream(Body::from_stream(body_of)));
        tokio::select! {
            answer = &mut answer => panic!("answered without its body: {} {}", answer.status, answer.text()),
            asked = asked => asked.expect("the body is asked for"),
        }
        Self { answer, body }
    }

    async fn end(self) -> Answer {
        self.body.send(Bytes::from(PEDIGREE)).expect("somebody listens");
        self.answer.await
    }
}

fn inbreeding<'a>(app: &'a TestApp, token: &str) -> Call<'a> {
    app.api().post("/api/v1/animal/lineage/inbreeding").bearer(token).header("content-type", "text/csv")
}

async fn short(app: &TestApp, token: &str) -> Answer {
    inbreeding(app, token).bytes("text/csv", PEDIGREE).send().await
}

#[tokio::test]
async fn one_persons_flood_is_refused_and_stops_nobody_else() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let (_, slug) = app.vivarium(&ada).await;
    let token = app.api_token(&ada, &slug, &["animals:read"]).await;
    let mut flood = Vec::new();
    for _ in 0..EACH {
        flood.push(Begun::new(inbreeding(&app, &ada.access)).await);
    }
    // By whichever token, at whichever of the engine's addresses: it is Ada.
    let cross = json!({"species": "ball python", "sire": "clown", "dam": "clown"});
    let cross = app.api().post("/api/v1/animal/genetics/cross").bearer(&token).json(&cross);
    for refused in [short(&app, &ada.access).await, short(&app, &token).await, cross.clone().send().await] {
        assert_eq!(refused.header("retry-after"), "2");
        let problem = refused.expect_problem(429, "rate_limited");
        assert!(problem["detail"].as_str().is_some_and(|said| said.contains("4 of your computations")), "{problem}");
    }
    short(&app, &bob.access).await.expect(200);
    // Everything that was let in is answered, and then there is room again.
    for answer in join_all(flood.into_iter().map(Begun::end)).await {
        answer.expect(200);
    }
    cross.send().await.expect(200);
}

#[tokio::test]
async fn a_caller_who_goes_away_makes_room() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let mut flood = Vec::new();
    for _ in 0..EACH {
        flood.push(Begun::new(inbreeding(&app, &ada.access)).await);
    }
    short(&app, &ada.access).await.expect_problem(429, "rate_limited");
    drop(flood.pop());
    short(&app, &ada.access).await.expect(200);
    // So does one whose body breaks off.
    let broken = flood.pop().expect("one of them");
    drop(broken.body);
    broken.answer.await.expect_problem(400, "invalid");
    flood.push(Begun::new(inbreeding(&app, &ada.access)).await);
    flood.push(Begun::new(inbreeding(&app, &ada.access)).await);
    short(&app, &ada.access).await.expect_problem(429, "rate_limited");
}
