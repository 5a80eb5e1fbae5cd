//! How many readings a process answers at the same time. Everybody is answered more slowly the more there are, so past a number the newest are told at
//! once to come back, and memory has a bound. The number goes by how long answers take ([`places`]): pages of the breeder portal cost four times as much
//! as public ones, and machines differ.
//!
//! Who waits for a turn at the engine lends the place to somebody else meanwhile: such waits use no processor, and say nothing of too many people.
//!
//! Only readings are counted. What writes has limits of its own (bodies, rates, turns), takes longer over a slow line, and is what nobody wants to do twice.

mod places;
mod sizing;

use crate::carried::Carried;
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use places::Places;
use repti_core::aside::{Standing, standing};
use repti_db::figures::shed;
use repti_model::{ErrorCode, Problem};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

/// Readings that wait for a place.
const SEATS: usize = 64;
/// When to come back, in seconds.
const LATER: u32 = 2;

/// The places of those who ask for one kind of answer.
#[derive(Debug, Clone)]
pub struct Crowd(Arc<Places>);

impl Crowd {
    /// For pages, which shall be there within three seconds: one of answering, half a second of waiting, and room for the way.
    #[must_use]
    pub fn of_pages() -> Self {
        Self::new(sizing::FIRST, SEATS, Duration::from_secs(1), Duration::from_millis(500))
    }

    /// For the API, whose objective is half a second.
    #[must_use]
    pub fn of_the_api() -> Self {
        Self::new(sizing::FIRST, SEATS, Duration::from_millis(200), Duration::from_millis(100))
    }

    fn new(first: usize, seats: usize, goal: Duration, patience: Duration) -> Self {
        Self(Places::new(first, seats, goal, patience))
    }
}

/// Answers within the crowd, or says that it is too large. The place is given back when the answer begins: pages are whole by then.
pub async fn admit(State(crowd): State<Crowd>, request: Request, next: Next) -> Response {
    if !is_counted(&request) {
        return next.run(request).await;
    }
    let Some(place) = crowd.0.enter().await else {
        shed("crowd");
        let mut problem = Problem::new(
            ErrorCode::Unavailable,
            "More people are asking than can be answered at this moment. Try again in a few seconds.",
        );
        problem.retry_after = Some(LATER);
        let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
        response.extensions_mut().insert(Carried(problem));
        return response;
    };
    // Weakly: a task that goes on after the answer keeps no place.
    let weak: Weak<dyn Standing> = Arc::<_>::downgrade(&place) as _;
    standing(Some(weak), next.run(request)).await
}

/// Readings but those that cost next to nothing, and those by which a load balancer asks whether this process lives: it would take away what still
/// answers when the most is asked.
fn is_counted(request: &Request) -> bool {
    let path = request.uri().path();
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_free = path == "/health"
        || ["/api/v1/health/", "/pkg/", "/fonts/", "/img/"].iter().any(|beginning| path.starts_with(beginning));
    is_reading && !is_free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::apology;
    use axum::{Router, body::Body, http::header, middleware, routing::any};
    use tokio::sync::Notify;
    use tower::ServiceExt;

    /// A house whose answers wait until the bell rings for one of them.
    fn house(crowd: &Crowd) -> (Router, Arc<Notify>) {
        let bell = Arc::new(Notify::new());
        let ring = Arc::clone(&bell);
        let slow = any(move || {
            let bell = Arc::clone(&ring);
            async move { bell.notified().await }
        });
        let router = Router::new()
            .route("/page", slow)
            .route("/health", any(|| async {}))
            .layer(middleware::from_fn_with_state(crowd.clone(), admit))
            .layer(middleware::from_fn(apology::dress));
        (router, bell)
    }

    async fn ask(router: &Router, method: Method, path: &str) -> Response {
        let request = Request::builder().method(method).uri(path).header(header::ACCEPT, "text/html");
        router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer")
    }

    #[tokio::test]
    async fn who_comes_last_is_told_at_once_and_who_waits_gets_the_next_place() {
        let crowd = Crowd::new(1, 1, Duration::from_secs(60), Duration::from_secs(60));
        let (router, bell) = house(&crowd);
        let spawn = |path: &'static str| {
            let router = router.clone();
            tokio::spawn(async move { ask(&router, Method::GET, path).await })
        };
        let until = async |held: &dyn Fn() -> bool| {
            while !held() {
                tokio::task::yield_now().await;
            }
        };
        let inside = spawn("/page");
        until(&|| crowd.0.free.available_permits() == 0).await;
        let waiting = spawn("/page");
        until(&|| crowd.0.seats.available_permits() == 0).await;
        let refused = ask(&router, Method::GET, "/page").await;
        assert_eq!(
            (refused.status(), refused.headers()[header::RETRY_AFTER].as_bytes()),
            (StatusCode::SERVICE_UNAVAILABLE, &b"2"[..])
        );
        assert!(refused.headers()[header::CONTENT_TYPE].to_str().is_ok_and(|kind| kind.starts_with("text/html")));
        assert_eq!(ask(&router, Method::GET, "/health").await.status(), StatusCode::OK, "a load balancer is answered");
        bell.notify_one();
        assert_eq!(inside.await.expect("an end").status(), StatusCode::OK);
        bell.notify_one();
        assert_eq!(waiting.await.expect("an end").status(), StatusCode::OK);
        assert!(crowd.0.free.available_permits() > 0 && crowd.0.seats.available_permits() == 1);
    }

    #[tokio::test]
    async fn nobody_waits_longer_than_patience_and_what_writes_is_let_in() {
        let crowd = Crowd::new(1, 1, Duration::from_secs(60), Duration::from_millis(20));
        let (router, bell) = house(&crowd);
        let place = crowd.0.enter().await;
        assert_eq!(ask(&router, Method::GET, "/page").await.status(), StatusCode::SERVICE_UNAVAILABLE);
        bell.notify_one();
        assert_eq!(ask(&router, Method::POST, "/page").await.status(), StatusCode::OK);
        drop(place);
    }
}
