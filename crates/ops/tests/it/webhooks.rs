//! Endpoints: who may, what is refused, and what the database writes down when a photograph comes to its end.

use crate::world::World;
use repti_model::{
    Actor, ErrorCode, PhotoId, Problem, Role, WebhookId,
    webhook::{MOST_WEBHOOKS, WebhookEvent, WebhookForm},
};
use repti_ops::WebhookJob;

pub fn form(url: &str) -> WebhookForm {
    WebhookForm {
        url: url.to_owned(),
        description: "Our site".into(),
        events: WebhookEvent::ALL.to_vec(),
        enabled: true,
    }
}

fn code<T: std::fmt::Debug>(result: repti_ops::Result<T>) -> ErrorCode {
    Problem::from(result.unwrap_err()).code
}

impl World {
    /// A photograph that waits to be prepared.
    pub async fn photo(&self, owner: &Actor) -> PhotoId {
        let (animal, photo) = (self.animal(owner).await, PhotoId::new());
        let sql = "INSERT INTO media.photo (id, vivarium_id, animal_id, name, size, state) VALUES ($1, $2, $3, 'a.jpg', 1, 'processing')";
        let vivarium = owner.vivarium.as_ref().expect("a vivarium").id;
        let query = sqlx::query(sql).bind(photo.0).bind(vivarium.0).bind(animal.0);
        query.execute(&self.db.owner).await.expect("a photo");
        photo
    }

    /// It isn't taken.
    pub async fn reject(&self, photo: PhotoId) {
        let sql = "UPDATE media.photo SET state = 'rejected', refusal = 'Too dark.', retryable = false WHERE id = $1";
        sqlx::query(sql).bind(photo.0).execute(&self.db.owner).await.expect("rejected");
    }

    /// It is ready.
    pub async fn prepare(&self, photo: PhotoId) {
        let sql = "UPDATE media.photo SET state = 'ready', hash = sha256(id::text::bytea), mark = '0123456789abcdef', width = 9, height = 9,
                   widths = '{9}' WHERE id = $1";
        sqlx::query(sql).bind(photo.0).execute(&self.db.owner).await.expect("ready");
    }

    /// The deliveries that are queued, the first first.
    pub async fn queued(&self) -> Vec<WebhookJob> {
        let sql = "SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
                   WHERE t.identifier = 'webhook_deliver' ORDER BY j.id";
        let payloads: Vec<serde_json::Value> = sqlx::query_scalar(sql).fetch_all(&self.db.owner).await.expect("jobs");
        payloads.into_iter().map(|payload| serde_json::from_value(payload).expect("a job")).collect()
    }

    /// As the owner of the database.
    pub async fn run(&self, sql: &'static str) -> u64 {
        sqlx::query(sql).execute(&self.db.owner).await.expect("the owner may").rows_affected()
    }
}

#[tokio::test]
async fn an_endpoint_is_made_read_changed_and_deleted_by_its_herpetologist_alone() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let grace = world.member("grace", Role::Herpetologist).await;
    let made = world.ops.create_webhook(&ada, &form(" https://hooks.example.org/in?key=1 ")).await.unwrap();
    let (id, webhook) = (made.webhook.id, made.webhook);
    assert!(made.secret.starts_with("whsec_") && made.secret.len() == 50, "{}", made.secret.len());
    assert_eq!((webhook.url.as_str(), webhook.host()), ("https://hooks.example.org/in?key=1", "hooks.example.org"));
    assert_eq!(world.ops.list_webhooks(&ada).await.unwrap(), std::slice::from_ref(&webhook));
    assert_eq!(world.ops.webhook(&ada, id).await.unwrap(), webhook);

    for role in [Role::Keeper, Role::Handler, Role::Curator] {
        let mut other = ada.clone();
        other.vivarium.as_mut().unwrap().role = role;
        assert_eq!(code(world.ops.create_webhook(&other, &form("https://example.org/")).await), ErrorCode::Forbidden);
        assert_eq!(code(world.ops.list_webhooks(&other).await), ErrorCode::Forbidden);
        assert_eq!(code(world.ops.webhook(&other, id).await), ErrorCode::Forbidden);
        assert_eq!(code(world.ops.webhook_deliveries(&other, id, None, 10).await), ErrorCode::Forbidden);
    }
    let mut token = ada.clone();
    token.scopes = Some(vec!["animals:read".into(), "animals:write".into()]);
    assert_eq!(code(world.ops.list_webhooks(&token).await), ErrorCode::Forbidden);

    // Another vivarium's is none.
    assert!(world.ops.list_webhooks(&grace).await.unwrap().is_empty());
    assert_eq!(code(world.ops.webhook(&grace, id).await), ErrorCode::NotFound);
    assert_eq!(
        code(world.ops.change_webhook(&grace, id, 1, &form("https://evil.example/")).await),
        ErrorCode::NotFound
    );
    assert_eq!(code(world.ops.roll_webhook_secret(&grace, id).await), ErrorCode::NotFound);
    assert_eq!(code(world.ops.test_webhook(&grace, id).await), ErrorCode::NotFound);
    assert_eq!(code(world.ops.webhook_deliveries(&grace, id, None, 10).await), ErrorCode::NotFound);
    assert_eq!(code(world.ops.delete_webhook(&grace, id).await), ErrorCode::NotFound);

    let other = WebhookForm { enabled: false, ..form("https://example.org/") };
    let changed = world.ops.change_webhook(&ada, id, webhook.version, &other).await.unwrap();
    assert_eq!((changed.version, changed.enabled, changed.url.as_str()), (2, false, "https://example.org/"));
    let stale = Problem::from(world.ops.change_webhook(&ada, id, 1, &other).await.unwrap_err());
    assert_eq!((stale.code, &stale.current.unwrap()["version"]), (ErrorCode::Conflict, &serde_json::json!(2)));
    world.ops.delete_webhook(&ada, id).await.unwrap();
    assert_eq!(code(world.ops.webhook(&ada, id).await), ErrorCode::NotFound);
    assert_eq!(code(world.ops.delete_webhook(&ada, id).await), ErrorCode::NotFound);
    let actions: Vec<String> = sqlx::query_scalar("SELECT action FROM core.audit_event ORDER BY seq")
        .fetch_all(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(actions, ["webhook.created", "webhook.changed", "webhook.deleted"]);
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM ops.webhook_secret").fetch_one(&world.db.owner).await.unwrap();
    assert_eq!(left, 0, "its secret went with it");
}

#[tokio::test]
async fn an_address_into_a_network_of_ours_is_refused_by_its_field() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    for url in [
        "http://example.org/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://localhost/",
        "https://0x7f.1/",
        "javascript:alert(1)",
        "",
    ] {
        let refused = Problem::from(world.ops.create_webhook(&ada, &form(url)).await.unwrap_err());
        assert_eq!(refused.code, ErrorCode::Invalid, "{url}");
        assert!(!refused.fields.of("url").is_empty(), "{url}: {refused:?}");
    }
    // Every wrong field at once.
    let wrong = WebhookForm { events: vec![], description: "x".repeat(300), ..form("https://10.0.0.1/") };
    let refused = Problem::from(world.ops.create_webhook(&ada, &wrong).await.unwrap_err());
    assert_eq!(refused.fields.0.keys().collect::<Vec<_>>(), ["description", "events", "url"]);
    // This machine only where that was said at the start.
    let here = form("http://127.0.0.1:9/");
    assert_eq!(code(world.ops.create_webhook(&ada, &here).await), ErrorCode::Invalid);
    world.ops.clone().telling_this_machine(true).create_webhook(&ada, &here).await.unwrap();
}

#[tokio::test]
async fn a_vivarium_has_five_at_most_also_when_they_are_made_at_once() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let tries = (0..MOST_WEBHOOKS * 2).map(|n| {
        let (ops, ada) = (world.ops.clone(), ada.clone());
        tokio::spawn(async move { ops.create_webhook(&ada, &form(&format!("https://example.org/{n}"))).await.is_ok() })
    });
    let mut made = 0;
    for one in tries.collect::<Vec<_>>() {
        made += usize::from(one.await.unwrap());
    }
    assert_eq!(made, MOST_WEBHOOKS);
    assert_eq!(code(world.ops.create_webhook(&ada, &form("https://example.org/")).await), ErrorCode::Conflict);
    let grace = world.member("grace", Role::Herpetologist).await;
    world.ops.create_webhook(&grace, &form("https://example.org/")).await.unwrap();
}

#[tokio::test]
async fn what_became_of_a_photo_is_queued_for_whom_wants_it_with_the_change_itself() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let grace = world.member("grace", Role::Herpetologist).await;
    let first = world.photo(&ada).await;
    world.prepare(first).await;
    assert!(world.queued().await.is_empty(), "nobody wants to hear");
    let hear = async |who: &Actor, events: &[WebhookEvent], enabled: bool| -> WebhookId {
        let wanted = WebhookForm { events: events.to_vec(), enabled, ..form("https://example.org/") };
        world.ops.create_webhook(who, &wanted).await.unwrap().webhook.id
    };
    let all = hear(&ada, WebhookEvent::ALL, true).await;
    let failures = hear(&ada, &[WebhookEvent::MediaFailed], true).await;
    hear(&ada, WebhookEvent::ALL, false).await;
    hear(&grace, WebhookEvent::ALL, true).await;
    world.run("DELETE FROM media.photo").await;
    world.run("DELETE FROM animal.animal").await;

    let photo = world.photo(&ada).await;
    // Taken back, the change takes its event with it.
    let mut tx = world.db.owner.begin().await.unwrap();
    let sql = "UPDATE media.photo SET state = 'rejected', refusal = 'Too dark.' WHERE id = $1";
    sqlx::query(sql).bind(photo.0).execute(&mut *tx).await.unwrap();
    tx.rollback().await.unwrap();
    assert!(world.queued().await.is_empty());
    world.reject(photo).await;
    let queued = world.queued().await;
    assert_eq!(queued.len(), 2, "{queued:?}");
    let mut bodies = Vec::new();
    for id in [all, failures] {
        let page = world.ops.webhook_deliveries(&ada, id, None, 10).await.unwrap();
        assert_eq!((page.items.len(), page.items[0].attempts), (1, 0));
        assert!(queued.iter().any(|job| job.delivery == page.items[0].id && job.attempt == 0));
        bodies.push(page.items[0].body.clone());
    }
    assert_eq!(bodies[0], bodies[1], "the same event");
    let body: serde_json::Value = serde_json::from_str(&bodies[0]).unwrap();
    let animal: uuid::Uuid =
        sqlx::query_scalar("SELECT animal_id FROM media.photo").fetch_one(&world.db.owner).await.unwrap();
    assert_eq!(body["type"], "media.failed");
    assert_eq!(
        body["data"],
        serde_json::json!({"photo_id": photo, "animal_id": animal, "state": "rejected", "reason": "Too dark.", "retryable": false})
    );
    // Other changes of a photo tell nobody: taken down, it isn't failed.
    world.run("UPDATE media.photo SET caption = 'x'").await;
    world.run("UPDATE media.photo SET state = 'processing', refusal = ''").await;
    world.prepare(photo).await;
    assert_eq!(world.queued().await.len(), 3, "the one that hears all hears that it is ready");
    world.run("UPDATE media.photo SET state = 'rejected', refusal = 'Taken down.'").await;
    assert_eq!(world.queued().await.len(), 3);
}

#[tokio::test]
async fn a_secret_is_read_by_the_worker_and_nobody_else() {
    use repti_db::Scope;
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    world.ops.create_webhook(&ada, &form("https://example.org/")).await.unwrap();
    let vivarium = ada.vivarium.as_ref().unwrap().id;
    for (scope, seen) in [
        (Scope::from(&ada), 0),
        (Scope::Staff(ada.person_id), 0),
        (Scope::Worker(None), 0),
        (Scope::Worker(Some(vivarium)), 1),
    ] {
        let mut tx = world.db.db.begin(scope).await.unwrap();
        let count: i64 =
            sqlx::query_scalar("SELECT count(*) FROM ops.webhook_secret").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(count, seen, "{scope:?}");
    }
}
