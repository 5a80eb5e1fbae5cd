//! What was begun and never finished.

use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};

use crate::everywhere;
use crate::world::{World, key};

everywhere! {
    old_uploads_are_swept_and_young_ones_go_on
    a_sweep_leaves_objects_alone
}

fn a_day_ago() -> Timestamp {
    Timestamp::try_from(SystemTime::now() - Duration::from_secs(24 * 60 * 60)).expect("a time")
}

async fn old_uploads_are_swept_and_young_ones_go_on(world: World) {
    let (old, older) = (world.begin("old").await, world.begin("older/photo").await);
    let young = world.begin("young").await;
    world.send_last("old", &old, 1, 'x').await;
    world.send_last("young", &young, 1, 'a').await;
    world.make_old(&old);
    world.make_old(&older);
    // A part of today doesn't make it younger.
    world.send_last("old", &old, 2, 'x').await;
    let long_ago = a_day_ago() - SignedDuration::from_hours(48);
    assert_eq!(world.store.abandon_older(long_ago).await.expect("swept"), 0);
    assert_eq!(world.numbers("old", &old).await, Some(vec![1, 2]));

    assert_eq!(world.store.abandon_older(a_day_ago()).await.expect("swept"), 2);
    assert_eq!(world.numbers("old", &old).await, None);
    assert_eq!(world.numbers("older/photo", &older).await, None);
    assert_eq!(world.store.abandon_older(a_day_ago()).await.expect("swept"), 0);
    world.store.finish(&key("young"), &young).await.expect("finished");
    assert_eq!(world.letters("young").await.as_deref(), Some("a"));
}

async fn a_sweep_leaves_objects_alone(world: World) {
    world.put("a/b", "stays").await;
    let finished = world.begin("photo").await;
    world.send_last("photo", &finished, 1, 'a').await;
    world.store.finish(&key("photo"), &finished).await.expect("finished");
    let tomorrow = a_day_ago() + SignedDuration::from_hours(48);
    world.store.abandon_older(tomorrow).await.expect("swept");
    assert_eq!(world.get("a/b").await.as_deref(), Some("stays"));
    assert_eq!(world.letters("photo").await.as_deref(), Some("a"));
}
