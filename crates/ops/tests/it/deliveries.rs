//! Deliveries to a listener of this machine: taken, refused, doubled, cut off, late, given up; and what is kept of them.

use crate::{listener::Listener, webhooks::form, world::World};
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use repti_model::{
    Actor, ErrorCode, Problem, Role, WebhookId,
    webhook::{DeliveryState, WebhookDelivery, WebhookFailure, WebhookForm},
};
use repti_ops::{Attempted, Ops, WebhookJob};

/// A world whose webhooks may come here, somebody with an endpoint, and its secret.
struct Told {
    world: World,
    ops: Ops,
    ada: Actor,
    id: WebhookId,
    secret: String,
}

impl Told {
    async fn at(url: &str) -> Self {
        let world = World::new().await;
        let ops = world.ops.clone().telling_this_machine(true);
        let ada = world.member("ada", Role::Herpetologist).await;
        let made = ops.create_webhook(&ada, &form(url)).await.expect("an endpoint");
        Self { world, ops, ada, id: made.webhook.id, secret: made.secret }
    }

    /// A delivery that is due, and its job.
    async fn due(&self) -> WebhookJob {
        let delivery = self.ops.test_webhook(&self.ada, self.id).await.expect("a test").id;
        WebhookJob { vivarium: self.ada.vivarium.as_ref().expect("a vivarium").id, delivery, attempt: 0 }
    }

    async fn deliver(&self, job: WebhookJob) -> Attempted {
        self.ops.deliver_webhook(&job).await.expect("the database answers")
    }

    async fn read(&self, job: WebhookJob) -> WebhookDelivery {
        self.ops.webhook_delivery(&self.ada, job.delivery).await.expect("a delivery")
    }

    async fn webhook(&self) -> repti_model::webhook::Webhook {
        self.ops.webhook(&self.ada, self.id).await.expect("an endpoint")
    }
}

fn next(job: WebhookJob) -> WebhookJob {
    WebhookJob { attempt: job.attempt + 1, ..job }
}

/// As `docs/api.md` tells people to check.
fn signature(secret: &str, id: &str, timestamp: &str, body: &str) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret")).expect("base64");
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(tag))
}

#[tokio::test]
async fn a_photo_is_told_signed_and_the_answer_is_kept() {
    let listener = Listener::answering(&[200]).await;
    let told = Told::at(&listener.url).await;
    let photo = told.world.photo(&told.ada).await;
    told.world.prepare(photo).await;
    let [job] = told.world.queued().await[..] else { panic!("one job") };
    let Attempted::Delivered { .. } = told.deliver(job).await else { panic!("taken") };
    let heard = &listener.heard()[0];
    let (id, at) = (heard.header("webhook-id"), heard.header("webhook-timestamp"));
    assert_eq!(heard.header("webhook-signature"), signature(&told.secret, &id, &at, &heard.body));
    assert!(at.parse::<i64>().unwrap().abs_diff(jiff::Timestamp::now().as_second()) < 5);
    let body: serde_json::Value = serde_json::from_str(&heard.body).unwrap();
    assert_eq!((&body["id"], &body["type"]), (&serde_json::json!(id), &serde_json::json!("media.processed")));
    assert_eq!(
        (&body["data"]["photo_id"], &body["data"]["state"]),
        (&serde_json::json!(photo), &serde_json::json!("ready"))
    );
    // Ids and a word, and nothing that tells who or where.
    assert_eq!(body["data"].as_object().unwrap().keys().collect::<Vec<_>>(), ["animal_id", "photo_id", "state"]);
    let kept = told.read(job).await;
    assert_eq!((kept.state, kept.attempts, kept.due_at), (DeliveryState::Delivered, 1, None));
    assert_eq!((kept.body.as_str(), kept.log.len()), (heard.body.as_str(), 1));
    assert_eq!((kept.log[0].status, kept.log[0].failure, kept.log[0].answer.as_str()), (Some(200), None, "thanks"));
    // Again is nothing.
    assert_eq!(told.deliver(job).await, Attempted::Nothing);
    assert_eq!(told.deliver(next(job)).await, Attempted::Nothing);
    assert_eq!(listener.heard().len(), 1);
}

#[tokio::test]
async fn a_failed_try_comes_again_with_the_same_id_and_another_timestamp() {
    let listener = Listener::answering(&[500, 200]).await;
    let told = Told::at(&listener.url).await;
    let job = told.due().await;
    let Attempted::Failed { .. } = told.deliver(job).await else { panic!("refused") };
    let between = told.read(job).await;
    assert_eq!((between.state, between.attempts), (DeliveryState::Pending, 1));
    let wait = between.due_at.unwrap().as_second() - jiff::Timestamp::now().as_second();
    assert!((3..=6).contains(&wait), "{wait}");
    assert_eq!((between.log[0].status, between.log[0].failure), (Some(500), Some(WebhookFailure::Status)));
    assert!(told.webhook().await.failing_since.is_some());
    assert!(told.world.queued().await.contains(&next(job)), "the next try is queued");
    let Attempted::Delivered { .. } = told.deliver(next(job)).await else { panic!("taken") };
    assert_eq!(told.webhook().await.failing_since, None);
    let heard = listener.heard();
    assert_eq!(heard[0].header("webhook-id"), heard[1].header("webhook-id"));
    assert_eq!(heard[0].body, heard[1].body);
    let kept = told.read(job).await;
    assert_eq!(kept.log.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
}

#[tokio::test]
async fn a_doubled_job_is_sent_once() {
    let listener = Listener::answering(&[200]).await;
    let told = Told::at(&listener.url).await;
    let job = told.due().await;
    let all = (0..8).map(|_| {
        let ops = told.ops.clone();
        tokio::spawn(async move { ops.deliver_webhook(&job).await.expect("the database answers") })
    });
    let mut taken = 0;
    for one in all.collect::<Vec<_>>() {
        taken += usize::from(matches!(one.await.unwrap(), Attempted::Delivered { .. }));
    }
    assert_eq!((taken, listener.heard().len()), (1, 1));
}

/// The worker dies after it sent and before it wrote that down: the job runs again, and whoever was told knows it by its id.
#[tokio::test]
async fn a_worker_that_is_killed_between_sends_the_same_again() {
    let listener = Listener::answering(&[200]).await;
    let told = Told::at(&listener.url).await;
    let job = told.due().await;
    told.deliver(job).await;
    // As it was before the second transaction.
    told.world.run("DELETE FROM ops.webhook_attempt").await;
    told.world
        .run("UPDATE ops.webhook_delivery SET state = 'pending', attempts = 0, due_at = now(), ended_at = NULL, claimed_until = now() + interval '1 minute'")
        .await;
    assert_eq!(told.deliver(job).await, Attempted::Nothing, "it may still be at it");
    told.world.run("UPDATE ops.webhook_delivery SET claimed_until = now() - interval '1 second'").await;
    let Attempted::Delivered { .. } = told.deliver(job).await else { panic!("taken") };
    let heard = listener.heard();
    assert_eq!((heard.len(), heard[0].header("webhook-id")), (2, heard[1].header("webhook-id")));
    assert_eq!(told.read(job).await.log.len(), 1);
}

#[tokio::test]
async fn after_a_roll_both_secrets_sign_for_a_day() {
    let listener = Listener::answering(&[200]).await;
    let told = Told::at(&listener.url).await;
    let new = told.ops.roll_webhook_secret(&told.ada, told.id).await.unwrap().secret;
    let again = Problem::from(told.ops.roll_webhook_secret(&told.ada, told.id).await.unwrap_err());
    assert_eq!((again.code, again.retry_after), (ErrorCode::RateLimited, Some(60)));
    told.deliver(told.due().await).await;
    told.world.run("UPDATE ops.webhook_secret SET created_at = created_at - interval '25 hours'").await;
    told.deliver(told.due().await).await;
    let of = |place: usize, secret: &str| {
        let heard = &listener.heard()[place];
        signature(secret, &heard.header("webhook-id"), &heard.header("webhook-timestamp"), &heard.body)
    };
    let signed = |place: usize| listener.heard()[place].header("webhook-signature");
    assert_eq!(signed(0), format!("{} {}", of(0, &new), of(0, &told.secret)));
    assert_eq!(signed(1), of(1, &new), "a day later");
    assert!(told.ops.sweep_webhooks().await.is_ok());
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM ops.webhook_secret").fetch_one(&told.world.db.owner).await.unwrap();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn after_the_last_try_it_is_given_up_and_after_days_so_is_the_endpoint() {
    let listener = Listener::answering(&[503]).await;
    let told = Told::at(&listener.url).await;
    let (first, second, third) = (told.due().await, told.due().await, told.due().await);
    let last = |job| WebhookJob { attempt: 8, ..job };
    told.world.run("UPDATE ops.webhook_delivery SET attempts = 8").await;
    let Attempted::GivenUp { .. } = told.deliver(last(first)).await else { panic!("the last") };
    let kept = told.read(first).await;
    assert_eq!((kept.state, kept.attempts, kept.due_at), (DeliveryState::Failed, 9, None));
    assert!(told.webhook().await.enabled, "it fails since a moment ago");
    told.world.run("UPDATE ops.webhook_endpoint SET failing_since = now() - interval '73 hours'").await;
    told.deliver(last(second)).await;
    let webhook = told.webhook().await;
    assert!(!webhook.enabled && webhook.gave_up_at.is_some());
    let notice =
        "SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
                  WHERE t.identifier = 'webhook_notice'";
    let notices: Vec<serde_json::Value> = sqlx::query_scalar(notice).fetch_all(&told.world.db.owner).await.unwrap();
    assert_eq!((notices.len(), &notices[0]["host"]), (1, &serde_json::json!("127.0.0.1")));
    // What is still on its way isn't sent, and says why.
    assert_eq!(told.deliver(last(third)).await, Attempted::Off);
    assert_eq!(told.read(third).await.log[0].failure, Some(WebhookFailure::Off));
    assert_eq!(listener.heard().len(), 2);
    let refused = Problem::from(told.ops.redeliver(&told.ada, third.delivery).await.unwrap_err());
    assert_eq!(refused.code, ErrorCode::Conflict);
    assert_eq!(Problem::from(told.ops.test_webhook(&told.ada, told.id).await.unwrap_err()).code, ErrorCode::Conflict);
    // Switched on again it has no past, and what it missed can be sent.
    let on = WebhookForm { enabled: true, ..form(&listener.url) };
    let webhook = told.ops.change_webhook(&told.ada, told.id, webhook.version, &on).await.unwrap();
    assert_eq!((webhook.enabled, webhook.gave_up_at, webhook.failing_since), (true, None, None));
    let again = told.ops.redeliver(&told.ada, third.delivery).await.unwrap();
    assert_eq!((again.state, again.attempts), (DeliveryState::Pending, 9));
    let Attempted::Failed { .. } = told.deliver(WebhookJob { attempt: 9, ..third }).await else {
        panic!("it has all its tries again")
    };
}

#[tokio::test]
async fn an_endpoint_that_lets_us_wait_keeps_its_others_waiting_and_not_us() {
    let told = Told::at("http://127.0.0.1:9/hook").await;
    told.world.run("UPDATE ops.webhook_endpoint SET slow_until = now() + interval '20 seconds'").await;
    let job = told.due().await;
    let began = std::time::Instant::now();
    assert_eq!(told.deliver(job).await, Attempted::Resting);
    assert!(began.elapsed().as_secs() < 5);
    let kept = told.read(job).await;
    assert_eq!((kept.state, kept.attempts), (DeliveryState::Pending, 0), "no try is counted");
    assert!(told.world.queued().await.contains(&job), "it comes again");
    told.world.run("UPDATE ops.webhook_endpoint SET slow_until = now()").await;
    let Attempted::Failed { .. } = told.deliver(job).await else { panic!("nobody listens there") };
    assert_eq!(told.read(job).await.log[0].failure, Some(WebhookFailure::Connect));
}

#[tokio::test]
async fn of_a_vivarium_one_delivery_is_on_its_way_at_a_time() {
    let told = Told::at("http://127.0.0.1:9/hook").await;
    let eve = told.world.member("eve", Role::Herpetologist).await;
    let other = told.ops.create_webhook(&eve, &form("http://127.0.0.1:9/hook")).await.expect("an endpoint");
    told.due().await;
    told.due().await;
    told.ops.test_webhook(&eve, other.webhook.id).await.expect("a test");
    let queues: Vec<(String, i64)> = sqlx::query_as(
        "SELECT q.queue_name, count(*) FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id GROUP BY 1 ORDER BY 2",
    )
    .fetch_all(&told.world.db.owner)
    .await
    .expect("queues");
    let of = |actor: &Actor| format!("webhook_deliver:{}", actor.vivarium.as_ref().expect("a vivarium").id);
    assert_eq!(queues, [(of(&eve), 1), (of(&told.ada), 2)]);
}

#[tokio::test]
async fn what_waits_is_sent_at_once_by_hand_and_tests_have_a_limit() {
    let listener = Listener::answering(&[500, 200]).await;
    let told = Told::at(&listener.url).await;
    let job = told.due().await;
    told.deliver(job).await;
    told.ops.redeliver(&told.ada, job.delivery).await.unwrap();
    let queued = told.world.queued().await;
    assert_eq!(queued.iter().filter(|one| **one == next(job)).count(), 1, "the same job, now: {queued:?}");
    told.deliver(next(job)).await;
    // What was taken can be sent once more, with the same id.
    told.ops.redeliver(&told.ada, job.delivery).await.unwrap();
    told.deliver(next(next(job))).await;
    let heard = listener.heard();
    assert_eq!((heard.len(), heard[0].header("webhook-id")), (3, heard[2].header("webhook-id")));
    for _ in 0..9 {
        told.due().await;
    }
    let refused = Problem::from(told.ops.test_webhook(&told.ada, told.id).await.unwrap_err());
    assert_eq!((refused.code, refused.retry_after), (ErrorCode::RateLimited, Some(60)));
    let grace = told.world.member("grace", Role::Herpetologist).await;
    for refused in [
        told.ops.redeliver(&grace, job.delivery).await.unwrap_err(),
        told.ops.webhook_delivery(&grace, job.delivery).await.unwrap_err(),
    ] {
        assert_eq!(Problem::from(refused).code, ErrorCode::NotFound);
    }
    // Page by page, there and back.
    let page = told.ops.webhook_deliveries(&told.ada, told.id, None, 4).await.unwrap();
    let rest = told.ops.webhook_deliveries(&told.ada, told.id, page.next.as_deref(), 20).await.unwrap();
    assert_eq!((page.items.len(), rest.items.len(), rest.next), (4, 6, None));
    assert_eq!(rest.items.last().unwrap().id, job.delivery, "the oldest is the last");
    let back = told.ops.webhook_deliveries(&told.ada, told.id, rest.previous.as_deref(), 4).await.unwrap();
    assert_eq!(back.items, page.items);
}

#[tokio::test]
async fn a_sweep_finds_lost_deliveries_and_forgets_after_thirty_days() {
    let listener = Listener::answering(&[200]).await;
    let told = Told::at(&listener.url).await;
    let (old, lost, done) = (told.due().await, told.due().await, told.due().await);
    told.deliver(done).await;
    told.world.run("DELETE FROM graphile_worker._private_jobs").await;
    assert_eq!(told.ops.sweep_webhooks().await.unwrap().restarted, 0, "they are due since a moment ago");
    told.world
        .run("UPDATE ops.webhook_delivery SET due_at = now() - interval '16 minutes' WHERE state = 'pending'")
        .await;
    let sql = "UPDATE ops.webhook_event SET created_at = now() - interval '31 days'
               WHERE id = (SELECT event_id FROM ops.webhook_delivery WHERE id = $1)";
    sqlx::query(sql).bind(old.delivery.0).execute(&told.world.db.owner).await.unwrap();
    let swept = told.ops.sweep_webhooks().await.unwrap();
    assert_eq!((swept.restarted, swept.forgotten), (1, 1));
    assert_eq!(told.world.queued().await, [lost]);
    assert!(told.ops.webhook_delivery(&told.ada, old.delivery).await.is_err());
    let tries: i64 =
        sqlx::query_scalar("SELECT count(*) FROM ops.webhook_attempt").fetch_one(&told.world.db.owner).await.unwrap();
    assert_eq!(tries, 1, "what is young stays");
    // Deleted, an endpoint is told nothing more, and its job finds nothing.
    told.ops.delete_webhook(&told.ada, told.id).await.unwrap();
    assert_eq!(told.deliver(lost).await, Attempted::Nothing);
    assert_eq!(listener.heard().len(), 1);
}
