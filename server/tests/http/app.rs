//! A server of its own for each test: the real router over a database cloned for it, with dummy bundles.

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use repti_db::testing::TestDb;
use reptidex::{
    app::AppState,
    config::Config,
    serve::{self, Roles},
};
use serde_json::Value;
use std::{fs, path::PathBuf};
use tower::ServiceExt;

/// The port in the tests' addresses.
const PORT: &str = "8080";

/// A running server without a socket.
#[allow(dead_code, reason = "the tests of portals to come look behind the fence")]
pub struct TestApp {
    pub state: AppState,
    pub db: TestDb,
    router: Router,
    folder: PathBuf,
    /// An address of its own: the limits in Redis are shared by all tests.
    pub address: String,
}

impl TestApp {
    /// A server with all its roles.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A server with other settings.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        Self::over(TestDb::new().await, settings).await
    }

    /// A server over this database.
    pub async fn over(db: TestDb, settings: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("reptidex-http-{}", uuid::Uuid::now_v7()));
        dummy_bundles(&folder);
        let redis = redis_of_this_test();
        let (site, secrets, media) = (folder.join("site"), folder.join("secrets"), folder.join("media"));
        // In production a server doesn't make its own keys.
        fs::create_dir_all(&secrets).expect("the temporary folder can be written");
        reptidex::jwt::add_key(&secrets, jiff::Timestamp::now() - jiff::SignedDuration::from_hours(2)).expect("a key");
        reptidex::media_key::make(&secrets).expect("a key");
        let base = [
            ("DATABASE_URL", db.url.as_str()),
            ("REDIS_URL", &redis),
            ("REPTIDEX_SITE_DIR", site.to_str().expect("plain path")),
            ("REPTIDEX_SECRETS_DIR", secrets.to_str().expect("plain path")),
            ("REPTIDEX_MEDIA_DIR", media.to_str().expect("plain path")),
            ("REPTIDEX_DATABASE_CONNECTIONS", "8"),
            ("REPTIDEX_TRUSTED_PROXIES", "1"),
        ];
        let get = |name: &str| {
            let found = settings.iter().chain(&base).find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let state = AppState::open(Config::read(&get).expect("the settings are valid")).await.expect("the state opens");
        let router = serve::router(&state, &Roles::all()).expect("the bundles are there");
        let id = uuid::Uuid::new_v4().as_u128();
        let address = std::net::Ipv6Addr::from(0xfd00_u128 << 112 | (id >> 16)).to_string();
        Self { state, db, router, folder, address }
    }

    /// A request to the public portal.
    pub fn public(&self) -> Site<'_> {
        self.at("localhost")
    }

    /// A request to the breeder portal.
    pub fn breeder(&self) -> Site<'_> {
        self.at("breeder.localhost")
    }

    /// A request to the admin portal.
    pub fn admin(&self) -> Site<'_> {
        self.at("admin.localhost")
    }

    /// A request to the embed portal.
    pub fn embed(&self) -> Site<'_> {
        self.at("embed.localhost")
    }

    /// A request to the API.
    pub fn api(&self) -> Site<'_> {
        self.at("api.localhost")
    }

    /// A request to any host.
    pub fn at(&self, host: &str) -> Site<'_> {
        Site { app: self, host: format!("{host}:{PORT}") }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A database of its own in the one Redis, emptied: limits that one test fills must not stop another. nextest runs each test in
/// a process and numbers those that run at the same time.
pub fn redis_of_this_test() -> String {
    use std::{
        io::{Read, Write},
        net::TcpStream,
        sync::OnceLock,
    };
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        let base = std::env::var("TEST_REDIS_URL").expect("TEST_REDIS_URL is set by script/test");
        let slot = std::env::var("NEXTEST_TEST_GLOBAL_SLOT").ok().and_then(|slot| slot.parse().ok()).unwrap_or(0_u16);
        let number = 2 + slot % 14;
        let place = base.trim_start_matches("redis://").split('/').next().unwrap_or_default().to_owned();
        let (secret, host) = place.rsplit_once('@').unwrap_or(("", &place));
        let mut stream = TcpStream::connect(host).expect("Redis answers");
        if let Some((_, password)) = secret.split_once(':') {
            write!(stream, "AUTH {password}\r\n").expect("Redis listens");
        }
        write!(stream, "SELECT {number}\r\nFLUSHDB\r\nQUIT\r\n").expect("Redis listens");
        let _ = stream.read_to_end(&mut Vec::new());
        format!("redis://{place}/{number}")
    })
    .clone()
}

fn dummy_bundles(folder: &std::path::Path) {
    let api = folder.join("site/site-api");
    fs::create_dir_all(&api).expect("the temporary folder can be written");
    fs::write(api.join("redoc.standalone.js"), "logo = 'https://cdn.redoc.ly/redoc/logo-mini.svg'")
        .expect("the temporary folder can be written");
    for portal in ["public", "breeder", "admin", "embed"] {
        let pkg = folder.join(format!("site/site-{portal}/pkg"));
        fs::create_dir_all(&pkg).expect("the temporary folder can be written");
        for extension in ["js", "wasm", "css"] {
            fs::write(pkg.join(format!("reptidex.test.{extension}")), "").expect("the temporary folder can be written");
        }
    }
}

/// One host of the server.
pub struct Site<'a> {
    app: &'a TestApp,
    host: String,
}

impl<'a> Site<'a> {
    /// `GET path`.
    pub fn get(&self, path: &str) -> Call<'a> {
        self.call(Method::GET, path)
    }

    /// `POST path`, as a page of the same origin sends it.
    pub fn post(&self, path: &str) -> Call<'a> {
        self.call(Method::POST, path)
    }

    /// Any method.
    pub fn call(&self, method: Method, path: &str) -> Call<'a> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, self.host.parse().expect("a host"));
        headers.insert("x-forwarded-for", self.app.address.parse().expect("an address"));
        if !matches!(method, Method::GET | Method::HEAD) {
            headers.insert(header::ORIGIN, format!("http://{}", self.host).parse().expect("an origin"));
        }
        Call { app: self.app, method, path: path.to_owned(), headers, body: Bytes::new() }
    }

    /// A server function, called with JSON.
    pub fn server_function(&self, path: &str, arguments: &Value) -> Call<'a> {
        self.post(path).header("accept", "application/json").json(arguments)
    }
}

/// A request that is being put together.
#[derive(Clone)]
pub struct Call<'a> {
    app: &'a TestApp,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Call<'_> {
    /// Sets a header; an empty value takes it away.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header's name");
        if value.is_empty() {
            self.headers.remove(name);
        } else {
            self.headers.insert(name, HeaderValue::from_bytes(value.as_bytes()).expect("a header's value"));
        }
        self
    }

    /// Sends cookies.
    #[must_use]
    pub fn cookie(self, cookies: &str) -> Self {
        self.header("cookie", cookies)
    }

    /// `Authorization: Bearer …`.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// A JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.bytes("application/json", body.to_string())
    }

    /// A form, as a page without WASM sends it.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.bytes("application/x-www-form-urlencoded", body)
    }

    /// Any body.
    #[must_use]
    pub fn bytes(mut self, kind: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header("content-type", kind)
    }

    /// Sends it.
    pub async fn send(self) -> Answer {
        let body = Body::from(self.body.clone());
        self.stream(body).await
    }

    /// Sends it with a body that comes when it comes.
    pub async fn stream(self, body: Body) -> Answer {
        let mut request = Request::builder().method(self.method).uri(&self.path);
        *request.headers_mut().expect("a valid path") = self.headers;
        let request = request.body(body).expect("a valid request");
        let response = self.app.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the body ends").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// A header's text, empty when it isn't there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.text()))
    }

    /// Fails unless the status is this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// Fails unless it is a problem with this status and code.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Value {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.text());
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        assert_eq!(problem["request_id"], answer.header("x-request-id"), "{problem}");
        problem
    }

    /// The cookies that it sets, as the browser would send them back.
    pub fn cookies(&self) -> String {
        let pairs = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        pairs.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}
