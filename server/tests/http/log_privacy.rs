//! The log of production while secrets and personal data go through every part: none of it is there, and what is needed to follow a request is.

use crate::{
    app::{Answer, TestApp},
    door::soon,
    people::PASSWORD,
};
use axum::{Router, body::Body, middleware, routing::get};
use http::Request;
use repti_db::DbError;
use repti_model::Problem;
use reptidex::{host::House, layers::observe, telemetry, worker};
use serde_json::{Value, json};
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tracing_subscriber::util::SubscriberInitExt;

const BALL_PYTHON: &str = "01935000-0000-7000-8000-000000000001";
const NAME: &str = "Wilhelmina Featherstone";
const AGENT: &str = "PrivateBrowser/7.3 (kitchen tablet)";

/// All that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("a whole log").clone()).expect("text")
    }

    fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("a whole log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A mail server that refuses every recipient, in words that name them.
async fn refusing_mails() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (reader, mut writer) = stream.into_split();
                let mut lines = BufReader::new(reader).lines();
                let _ = writer.write_all(b"220 test\r\n").await;
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer = if line.starts_with("RCPT") {
                        format!("550 {line}: nobody here")
                    } else {
                        "250 fine".to_owned()
                    };
                    let _ = writer.write_all(format!("{answer}\r\n").as_bytes()).await;
                }
            });
        }
    });
    url
}

/// What somebody does, and the secrets that they have of it.
async fn live(app: &TestApp) -> (Vec<String>, String) {
    let ada = app.person("ada").await;
    let mut secrets = vec![ada.email.clone(), ada.access.clone(), ada.refresh.clone()];
    let (_, slug) = app.vivarium(&ada).await;
    secrets.push(app.api_token(&ada, &slug, &["animals:read"]).await);
    let token = secrets[3].clone();
    let ask = |path: &str, token: &str| {
        app.api().get(path).bearer(token).header("user-agent", AGENT).header("x-vivarium", &slug)
    };
    ask("/api/v1/animal/animals?q=PrivateSearch", &token).send().await;
    ask("/api/v1/animal/animals", "rdx_forged0123456789abcdef").send().await;
    ask("/api/v1/animal/animals", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.forged").send().await;
    let animal = json!({"taxon_id": BALL_PYTHON, "name": "Aurelia-of-the-Hollow", "sex": "female", "private_note": "PrivateNote"});
    let made = app
        .api()
        .post("/api/v1/animal/animals")
        .bearer(&ada.access)
        .header("x-vivarium", &slug)
        .json(&animal)
        .send()
        .await;
    assert!(made.status.is_success() || made.status.as_u16() == 422, "{}", made.text());
    let broken = app.api().post("/api/v1/animal/animals").bearer(&ada.access).header("x-vivarium", &slug);
    broken.bytes("application/json", "{\"name\": \"Aurelia-of-the-Hollow\", ").send().await;

    // The pages: forms, cookies, links with tokens.
    let email = "grace.hopper@example.org";
    let form = [("display_name", NAME), ("email", email), ("password", PASSWORD)];
    let signed_up = page(app, "", "sign_up", &form).await.expect(200);
    let request = signed_up.header("x-request-id").to_owned();
    let verify = app.mailed_token("verify_email", email).await;
    app.breeder().get(&format!("/verify-email?token={verify}")).header("user-agent", AGENT).send().await;
    let cookie = page(app, "", "verify_email", &[("token", &verify)]).await.expect(200).cookies();
    app.breeder().get("/").cookie(&cookie).header("accept", "text/html").send().await;
    app.breeder().get("/invitation?token=InvitationTokenOfAda").cookie(&cookie).send().await;
    page(app, &cookie, "sign_in", &[("email", email), ("password", "WrongPasswordOfGrace"), ("next", "/")]).await;
    page(app, &cookie, "create_vivarium", &[("name", "PrivateVivariumName"), ("slug", ""), ("time_zone", "")]).await;
    for path in ["/search?q=PrivateSearch", "/breeders?q=PrivateSearch", "/?utm=PrivateSearch"] {
        app.public().get(path).send().await;
    }
    for path in [
        "/p/0193-MarkOfAPhoto/480.webp",
        "/o/0193?until=9&by=SignatureOfAPhoto",
        "/u/1/2/3?until=9&by=SignatureOfAPhoto",
    ] {
        app.at("media.localhost").get(path).send().await;
        app.at("media.localhost").call(http::Method::PUT, path).bytes("image/webp", "x").send().await;
    }
    let session = cookie.split_once('=').map(|(_, value)| value.to_owned()).expect("a cookie");
    secrets.extend([verify, session, email.to_owned(), NAME.to_owned()]);
    (secrets, request)
}

async fn page(app: &TestApp, cookie: &str, name: &str, fields: &[(&str, &str)]) -> Answer {
    let call = app.breeder().post(&format!("/sfn/breeder/{name}")).header("accept", "application/json");
    call.cookie(cookie).header("user-agent", AGENT).form(fields).send().await
}

/// Errors of the database that quote values, as domain calls meet and report them.
async fn break_the_database(app: &TestApp) {
    for statement in [
        "SELECT 'ValueInAnError'::uuid",
        "INSERT INTO core.person SELECT * FROM core.person WHERE email IS NOT NULL LIMIT 1",
        "DO $$ BEGIN RAISE EXCEPTION 'ValueInAnError of grace.hopper@example.org'; END $$",
        "SELECT ('{\"a\": \"ValueInAnError\"}'::jsonb ->> 'a')::int",
    ] {
        let error = sqlx::query(statement).execute(&app.db.owner).await.expect_err(statement);
        let said = DbError::from(error);
        assert!(said.to_string().starts_with("PostgreSQL "), "{said}");
        let _ = Problem::from(said);
    }
}

/// A handler that panics with what it was given, behind the layers of every portal.
async fn panic_in_a_request(app: &TestApp) {
    let both = (app.state.clone(), House::Public);
    let router = Router::new()
        .route("/", get(async || -> String { panic!("PanicText about {NAME}") }))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(middleware::from_fn_with_state(both, observe::observe));
    let answer = router.oneshot(Request::get("/").body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(answer.status(), 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_and_nothing_of_a_person_reaches_the_log() {
    let log = Log::default();
    // Everything, of every crate.
    telemetry::production("trace".parse().expect("a filter"), None, log.clone()).init();
    telemetry::panics::log_places_only();
    let app = TestApp::with(&[("SMTP_URL", &refusing_mails().await)]).await;
    let stop = CancellationToken::new();
    let (mut secrets, request) = live(&app).await;
    panic_in_a_request(&app).await;
    break_the_database(&app).await;
    // Jobs: mails that are refused, one that can't be read, one that nobody knows.
    for (task, payload) in [
        ("mail_send", json!({"template": "TemplateOfNobody", "to": "leak@example.org", "name": NAME, "values": {}})),
        ("photo_prepare", json!({"vivarium": "PayloadThatIsNoId", "photo": 7})),
    ] {
        sqlx::query("SELECT graphile_worker.add_job($1, $2::json)")
            .bind(task)
            .bind(payload.to_string())
            .execute(&app.db.owner)
            .await
            .expect("queued");
    }
    let jobs = tokio::spawn(worker::run(app.state.clone(), stop.clone()));
    let tried = "SELECT NOT EXISTS (SELECT FROM graphile_worker._private_jobs WHERE attempts = 0 AND run_at <= now())";
    let tried =
        async || sqlx::query_scalar::<_, bool>(tried).fetch_one(&app.db.owner).await.expect("the queue is there");
    soon(Duration::from_secs(20), "trying every job", tried).await;
    let failed = async || log.text().contains("SMTP 550");
    soon(Duration::from_secs(20), "refusing a mail", failed).await;
    stop.cancel();
    jobs.await.expect("the worker ends").expect("well");
    // From here on a failure speaks for itself.
    let _ = std::panic::take_hook();

    let text = log.text();
    secrets.extend(
        [
            PASSWORD,
            "WrongPasswordOfGrace",
            "ada-",
            "leak@example.org",
            "Featherstone",
            "PrivateBrowser",
            "PrivateSearch",
            "PrivateNote",
            "PrivateVivariumName",
            "Aurelia-of-the-Hollow",
            "rdx_",
            "eyJ",
            "token=",
            "InvitationTokenOfAda",
            "SignatureOfAPhoto",
            "MarkOfAPhoto",
            "PanicText",
            "ValueInAnError",
            "TemplateOfNobody",
            "PayloadThatIsNoId",
            app.address.as_str(),
        ]
        .map(str::to_owned),
    );
    for secret in &secrets {
        let leak = text.lines().find(|line| line.contains(secret.as_str()));
        assert!(leak.is_none(), "“{secret}” stands in the log: {}", leak.unwrap_or_default());
    }

    // What is needed is there.
    let lines = log.lines();
    let find = |message: &str, check: &dyn Fn(&Value) -> bool| {
        lines
            .iter()
            .find(|line| line["message"] == message && check(line))
            .cloned()
            .unwrap_or_else(|| panic!("no line “{message}” as wanted in\n{text}"))
    };
    let answered = find("answered", &|line| line["request.id"] == request.as_str());
    assert_eq!((answered["http.status"].as_u64(), answered["portal"].as_str()), (Some(200), Some("breeder")));
    assert_eq!(answered["trace.id"].as_str().map(str::len), Some(32), "{answered}");
    find("answered", &|line| {
        line["actor.id"].is_string() && line["vivarium.id"].is_string() && line["service"] == "animal-api"
    });
    find("answered", &|line| line["actor.id"].is_string() && line["portal"] == "breeder");
    let place =
        find("panicked", &|line| line["panic.place"].as_str().is_some_and(|place| place.contains("log_privacy.rs:")));
    assert!(place["request.id"].is_string(), "{place}");
    // A job names the request that made it, and the trace.
    let refused = find("job failed and will be tried again", &|line| {
        line["task"] == "mail_send" && line["request.id"] == request.as_str()
    });
    assert_eq!(refused["trace.id"], answered["trace.id"]);
    assert!(
        refused["job.id"].is_number() && refused["error"].as_str().is_some_and(|error| error.contains("SMTP 550")),
        "{refused}"
    );
}
