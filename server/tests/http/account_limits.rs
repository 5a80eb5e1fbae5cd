//! What takes a password or sends mail is limited, also while Redis is gone; and no sign-in is given away then.

use crate::{
    app::TestApp,
    portal_people::{PASSWORD, call, keeper},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::net::{TcpListener, TcpStream};

/// Calls until it is refused for the number of calls; says how many went through before.
async fn until_refused(app: &TestApp, cookie: &str, name: &str, form: &[(&str, &str)], most: usize) -> usize {
    for passed in 0..=most {
        let answer = call(app, cookie, name, form).await;
        if answer.status == 429 {
            let problem = answer.json();
            assert!(problem["retry_after"].as_u64().is_some_and(|seconds| seconds > 0), "{problem}");
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("Try again in")), "{problem}");
            return passed;
        }
        assert!(answer.status.is_success() || matches!(answer.status.as_u16(), 401 | 422), "{name}: {}", answer.status);
    }
    panic!("{name} was never refused");
}

#[tokio::test]
async fn what_takes_a_password_or_sends_mail_is_limited_for_known_and_unknown_alike() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let wrong = |email| [("email", email), ("password", "not this one at all")];
    assert_eq!(until_refused(&app, "", "sign_in", &wrong("ada@example.org"), 20).await, 10);
    assert_eq!(until_refused(&app, "", "sign_in", &wrong("nobody@example.org"), 20).await, 10);
    // Ada's own sign-up took one of the five mails to her address.
    assert_eq!(until_refused(&app, "", "request_reset", &[("email", "ada@example.org")], 20).await, 4);
    assert_eq!(until_refused(&app, "", "request_reset", &[("email", "nobody@example.org")], 20).await, 5);
    let invite = [("email", "friend@example.org"), ("role", "keeper")];
    assert_eq!(until_refused(&app, &ada.cookie, "invite_member", &invite, 20).await, 5);
    let again = [("password", "not hers at all")];
    assert_eq!(until_refused(&app, &ada.cookie, "reauthenticate", &again, 20).await, 10);
    // One address sends no more than so many mails, whoever they are for: ten are gone already.
    let mut sent = 0;
    for n in 0..20 {
        let email = format!("victim-{n}@example.org");
        if call(&app, "", "request_reset", &[("email", &email)]).await.status == 429 {
            break;
        }
        sent += 1;
    }
    assert!((5..=12).contains(&sent), "{sent} more mails");
}

/// A door to Redis that can be shut.
struct Door {
    url: String,
    shut: Arc<AtomicBool>,
}

impl Door {
    async fn open() -> Self {
        let real = std::env::var("TEST_REDIS_URL").expect("TEST_REDIS_URL is set by script/test");
        let place = real.trim_start_matches("redis://").split('/').next().unwrap_or_default().to_owned();
        let (secret, host) =
            place.rsplit_once('@').map_or((String::new(), place.clone()), |(s, h)| (format!("{s}@"), h.to_owned()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("redis://{secret}{}/1", listener.local_addr().expect("an address"));
        let shut = Arc::new(AtomicBool::new(false));
        let door = Arc::clone(&shut);
        tokio::spawn(async move {
            while let Ok((mut inside, _)) = listener.accept().await {
                let (door, host) = (Arc::clone(&door), host.clone());
                tokio::spawn(async move {
                    if door.load(Ordering::Relaxed) {
                        return;
                    }
                    let mut outside = TcpStream::connect(host).await.expect("Redis answers");
                    let closing = async {
                        while !door.load(Ordering::Relaxed) {
                            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                        }
                    };
                    tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut inside, &mut outside) => {}
                        () = closing => {}
                    }
                });
            }
        });
        Self { url, shut }
    }

    async fn shut(&self, shut: bool) {
        self.shut.store(shut, Ordering::Relaxed);
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn while_redis_is_gone_nobody_gets_in_guesses_stay_limited_and_afterwards_all_is_as_before() {
    let door = Door::open().await;
    let app = TestApp::with(&[("REDIS_URL", &door.url)]).await;
    let ada = keeper(&app, "ada").await;
    app.breeder().get("/account").cookie(&ada.cookie).send().await.expect(200);
    door.shut(true).await;
    // Who was signed in is told why, not sent to sign in again: their session still holds.
    let page = app.breeder().get("/account").cookie(&ada.cookie).header("accept", "text/html").send().await.expect(503);
    assert!(page.text().contains("Nothing was lost") && !page.header("retry-after").is_empty());
    let right = call(&app, "", "sign_in", &[("email", &ada.email), ("password", PASSWORD)]).await.expect(503);
    assert!(right.cookies().is_empty(), "never an open door");
    app.breeder().get("/sign-in").send().await.expect(200);
    app.public().get("/").send().await.expect(200);
    let mut refused = 0;
    for _ in 0..12 {
        let guess = call(&app, "", "sign_in", &[("email", &ada.email), ("password", "not hers at all")]).await;
        refused += usize::from(guess.status == 429);
    }
    // Ten guesses for one account from one address; the right password above was one of them.
    assert_eq!(refused, 3);
    door.shut(false).await;
    let mut waited = 0;
    while app.breeder().get("/account").cookie(&ada.cookie).send().await.status != 200 {
        waited += 1;
        assert!(waited < 50, "the session is back when Redis is");
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}
