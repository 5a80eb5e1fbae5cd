//! A database with a `Core` on it, and people who signed up as everybody does.

use fred::{
    clients::Pool,
    prelude::{ClientLike, Config},
};
use repti_core::{
    ClientInfo, Core, CoreParts, Links, MailSettings, MailTransport, PasskeySettings, Portal, SignInOutcome,
    SignUpOutcome,
};
use repti_db::testing::TestDb;
use repti_model::{
    Actor, PersonId, Role, StaffRole,
    account::{SecondFactorCode, SignIn, SignUp},
    vivarium::{Invite, NewVivarium},
};
use std::sync::atomic::{AtomicU32, Ordering};
use totp_rs::{Builder, Secret};
use url::Url;

pub const PASSWORD: &str = "twelve green geckos dance";

pub struct World {
    pub core: Core,
    pub db: TestDb,
}

pub fn client() -> ClientInfo {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    // An address each, so that tests that sign in often don't meet each other's limits.
    ClientInfo {
        address: format!("10.{}.{}.{}", std::process::id() % 250, n / 250, n % 250),
        user_agent: "Test/1".into(),
    }
}

fn url(text: &str) -> Url {
    text.parse().expect("a URL")
}

impl World {
    pub async fn new() -> Self {
        Self::with_redis(None).await
    }

    pub async fn with_redis(redis: Option<Pool>) -> Self {
        Self::with(redis, MailTransport::Mailbox).await
    }

    pub async fn with_mail(transport: MailTransport) -> Self {
        Self::with(None, transport).await
    }

    async fn with(redis: Option<Pool>, transport: MailTransport) -> Self {
        let db = TestDb::new().await;
        let core = Core::new(CoreParts {
            db: db.db.clone(),
            redis,
            mail: MailSettings { from: "ReptiDex <no-reply@example.org>".into(), transport },
            links: Links {
                breeder: url("http://breeder.localhost"),
                public: url("http://localhost"),
                admin: url("http://admin.localhost"),
            },
            passkeys: PasskeySettings {
                host: "localhost".into(),
                origins: vec![url("http://breeder.localhost"), url("http://admin.localhost")],
            },
            hashing_slots: 4,
        })
        .expect("the settings fit");
        Self { core, db }
    }

    /// The token of the latest mail by this template to this address.
    pub async fn token(&self, template: &str, to: &str) -> Option<String> {
        let link: Option<Option<String>> = sqlx::query_scalar(
            "SELECT payload -> 'values' ->> 'link' FROM graphile_worker._private_jobs
             WHERE payload ->> 'template' = $1 AND payload ->> 'to' = $2 ORDER BY id DESC LIMIT 1",
        )
        .bind(template)
        .bind(to)
        .fetch_optional(&self.db.owner)
        .await
        .expect("the queue can be read");
        link.flatten().and_then(|link| link.split_once("token=").map(|(_, token)| token.to_owned()))
    }

    /// The templates of the mails to an address, the oldest first.
    pub async fn mails(&self, to: &str) -> Vec<String> {
        sqlx::query_scalar(
            "SELECT payload ->> 'template' FROM graphile_worker._private_jobs WHERE payload ->> 'to' = $1 ORDER BY id",
        )
        .bind(to)
        .fetch_all(&self.db.owner)
        .await
        .expect("the queue can be read")
    }

    /// Somebody who signed up and followed the link: `ada` is `ada@example.org`.
    pub async fn person(&self, name: &str) -> PersonId {
        let email = format!("{name}@example.org");
        let form =
            SignUp { display_name: name.into(), email: email.clone(), password: PASSWORD.into(), invitation: None };
        assert_eq!(self.core.sign_up(&form, &client()).await.expect("sign-up"), SignUpOutcome::CheckMail);
        let token = self.token("verify_email", &email).await.expect("a mail");
        self.core.verify_email(&token, &client()).await.expect("verified")
    }

    /// The same, signed in to the breeder portal.
    pub async fn actor(&self, name: &str) -> Actor {
        self.person(name).await;
        self.sign_in(name).await
    }

    pub async fn sign_in(&self, name: &str) -> Actor {
        let form = SignIn { email: format!("{name}@example.org"), password: PASSWORD.into() };
        match self.core.sign_in(Portal::Breeder, &form, &client()).await.expect("signed in") {
            SignInOutcome::SignedIn { session } => {
                self.core.load_actor(session).await.expect("answers").expect("an actor")
            }
            other => panic!("{other:?}"),
        }
    }

    /// The actor as the next request would load it.
    pub async fn again(&self, actor: &Actor) -> Actor {
        self.core.load_actor(actor.session_id.expect("a session")).await.expect("answers").expect("still there")
    }

    /// Somebody with a vivarium of their own.
    pub async fn breeder(&self, name: &str) -> Actor {
        let actor = self.actor(name).await;
        let form = NewVivarium { name: format!("{name} reptiles"), ..NewVivarium::default() };
        self.core.create_vivarium(&actor, &form).await.expect("founded");
        self.again(&actor).await
    }

    /// Somebody new who joined `owner`'s vivarium by mail.
    pub async fn member(&self, owner: &Actor, name: &str, role: Role) -> Actor {
        let actor = self.actor(name).await;
        let email = format!("{name}@example.org");
        self.core.invite_member(owner, &Invite { email: email.clone(), role }).await.expect("invited");
        let token = self.token("invitation", &email).await.expect("a mail");
        self.core.accept_invitation(&actor, &token).await.expect("joined");
        self.again(&actor).await
    }

    /// Somebody of staff, signed in to the admin portal with an authenticator app.
    pub async fn staff(&self, name: &str, role: StaffRole) -> Actor {
        self.person(name).await;
        let email = format!("{name}@example.org");
        self.core.appoint_staff(&email, role).await.expect("appointed");
        let form = SignIn { email, password: PASSWORD.into() };
        let SignInOutcome::EnrolFactor { pending } =
            self.core.sign_in(Portal::Admin, &form, &client()).await.expect("signed in")
        else {
            panic!("staff enrol first");
        };
        let setup = self.core.start_totp_enrolment(&pending).await.expect("a secret");
        let form = SecondFactorCode { code: code(&setup.secret, 0) };
        let (session, _) = self.core.finish_totp_enrolment(&pending, &form, &client()).await.expect("enrolled");
        self.core.load_actor(session).await.expect("answers").expect("an actor")
    }

    /// Shifts a session's times back, as if so many seconds had gone by.
    pub async fn age_session(&self, actor: &Actor, seconds: i32) {
        sqlx::query(
            "UPDATE core.session SET created_at = created_at - make_interval(secs => $2), last_seen_at = last_seen_at - make_interval(secs => $2),
                    authenticated_at = authenticated_at - make_interval(secs => $2), expires_at = expires_at - make_interval(secs => $2)
             WHERE id = $1",
        )
        .bind(actor.session_id.expect("a session").0)
        .bind(f64::from(seconds))
        .execute(&self.db.owner)
        .await
        .expect("aged");
    }
}

/// What the app shows for a secret, so many steps from now.
pub fn code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("base 32");
    let totp = Builder::new().with_secret(secret).with_account_name("x").build().expect("a TOTP");
    let now = jiff::Timestamp::now().as_second() + steps * 30;
    totp.generate(u64::try_from(now).expect("after 1970")).to_string()
}

/// A connection to the Redis of the tests.
pub async fn redis() -> Option<Pool> {
    let config = Config::from_url(&std::env::var("TEST_REDIS_URL").ok()?).expect("TEST_REDIS_URL is a Redis URL");
    let pool = Pool::new(config, None, None, None, 1).expect("a pool");
    pool.init().await.expect("Redis answers");
    Some(pool)
}
