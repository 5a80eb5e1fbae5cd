//! A vivarium's logo: by its plan, whole or not at all, and nobody else's business.

use crate::{
    make,
    world::{World, asked, forbidden, missing, refused, vivarium},
};
use bytes::Bytes;
use jiff::SignedDuration;
use repti_media::Asked;
use repti_model::{Actor, ErrorCode, LogoId, Role};
use repti_storage::Key;

/// Gives the actor's vivarium a plan.
async fn give(world: &World, actor: &Actor, plan: &str) {
    let sql = "INSERT INTO core.vivarium_plan (vivarium_id, plan) VALUES ($1, $2)
               ON CONFLICT (vivarium_id) DO UPDATE SET plan = excluded.plan";
    sqlx::query(sql).bind(vivarium(actor).0).bind(plan).execute(&world.db.owner).await.expect("given");
}

/// Somebody whose plan has a logo.
async fn collector(world: &World, name: &str) -> Actor {
    let actor = world.owner(name).await;
    give(world, &actor, "collector").await;
    actor
}

fn picture(width: u16) -> Bytes {
    make::telling(width, 200).into()
}

/// `<id>.png` of an address at the media host.
fn file_of(url: &str) -> &str {
    let path = url.split('?').next().unwrap_or_default();
    path.strip_prefix("https://media.example/l/").expect("on the media host")
}

#[tokio::test]
async fn a_logo_is_sent_seen_replaced_and_removed() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    let none = world.media.own_logo(&ada).await.expect("none yet");
    assert!(none.logo.is_none() && none.allowed && none.plan_name == "Collector");
    missing(world.media.remove_logo(&ada).await);

    let first = world.media.set_logo(&ada, picture(400)).await.expect("sent").logo.expect("a logo");
    assert_eq!((first.width, first.height), (400, 200));
    let served = world.media.logo_file(file_of(&first.url), &asked(&first.url)).await.expect("served");
    assert!(!served.public && served.media_type == "image/png" && served.bytes.starts_with(b"\x89PNG"));
    for secret in make::exif::SECRETS {
        assert!(!served.bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
    let mark = world.media.paper_logo(&ada).await.expect("asked").expect("a logo");

    let second = world.media.set_logo(&ada, picture(1400)).await.expect("replaced").logo.expect("a logo");
    assert_eq!((second.width, second.height), (600, 85));
    let now = world.media.paper_logo(&ada).await.expect("asked").expect("a logo");
    assert!(now.id != mark.id && now.mark != mark.mark, "papers know the new one");
    assert_eq!(world.keys("logos/").await, [format!("logos/{}", now.id)], "the old one is gone");
    missing(world.media.logo_file(file_of(&first.url), &asked(&first.url)).await);

    // What isn't taken leaves the one that stands.
    let told = refused(world.media.set_logo(&ada, Bytes::from_static(b"<svg/>")).await);
    assert!(told.fields.of("file")[0].contains("SVG"), "{told:?}");
    assert_eq!(world.media.paper_logo(&ada).await.expect("asked"), Some(now));

    world.media.remove_logo(&ada).await.expect("removed");
    assert!(world.media.own_logo(&ada).await.expect("asked").logo.is_none() && world.keys("logos/").await.is_empty());
    let actions: Vec<String> =
        sqlx::query_scalar("SELECT action FROM core.audit_event WHERE action LIKE 'vivarium.logo%' ORDER BY seq")
            .fetch_all(&world.db.owner)
            .await
            .expect("the log");
    assert_eq!(actions, ["vivarium.logo_changed", "vivarium.logo_changed", "vivarium.logo_removed"]);
}

#[tokio::test]
async fn only_a_plan_that_has_a_logo_has_one() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for plan in ["hobbyist", "keeper", "breeder"] {
        give(&world, &ada, plan).await;
        let told = refused(world.media.set_logo(&ada, picture(300)).await);
        assert!(told.code == ErrorCode::Forbidden && told.detail.contains("The plan Collector has one"), "{told:?}");
    }
    give(&world, &ada, "collector").await;
    world.media.set_logo(&ada, picture(300)).await.expect("sent");
    assert!(world.media.public_logo("ada").await.expect("asked").is_some());
    // A lower plan shows it nowhere and keeps it.
    give(&world, &ada, "breeder").await;
    assert!(world.media.paper_logo(&ada).await.expect("asked").is_none());
    assert!(world.media.public_logo("ada").await.expect("asked").is_none());
    assert!(world.media.public_paper_logo("ada").await.expect("asked").is_none());
    let kept = world.media.own_logo(&ada).await.expect("asked");
    assert!(kept.logo.is_some() && !kept.allowed);
    give(&world, &ada, "collector").await;
    assert!(world.media.paper_logo(&ada).await.expect("asked").is_some());
}

#[tokio::test]
async fn others_have_no_part_in_it() {
    let world = World::new().await;
    let (ada, bob) = (collector(&world, "ada").await, collector(&world, "bob").await);
    let curator = world.colleague(&ada, "cora", Role::Curator).await;
    forbidden(world.media.set_logo(&curator, picture(300)).await);
    world.media.set_logo(&ada, picture(300)).await.expect("sent");
    forbidden(world.media.remove_logo(&curator).await);
    let seen = world.media.own_logo(&curator).await.expect("members see it").logo.expect("a logo");
    assert!(world.media.own_logo(&bob).await.expect("asked").logo.is_none());
    missing(world.media.remove_logo(&bob).await);
    assert!(world.media.paper_logo(&bob).await.expect("asked").is_none());

    // By its address: everybody while the vivarium is listed, otherwise only by one that is signed.
    let file = file_of(&seen.url).to_owned();
    let anybody = Asked::default();
    assert!(world.media.logo_file(&file, &anybody).await.expect("public").public);
    world.run("UPDATE core.vivarium SET listed = false WHERE id = $1", vivarium(&ada).0, "").await;
    missing(world.media.logo_file(&file, &anybody).await);
    world.media.logo_file(&file, &asked(&seen.url)).await.expect("signed");
    let other = format!("{}.png", LogoId::new());
    missing(world.media.logo_file(&other, &asked(&seen.url)).await);
    for strange in ["", ".png", "x.png", "../originals/x.png", &file.replace(".png", ".svg")] {
        missing(world.media.logo_file(strange, &anybody).await);
    }
}

#[tokio::test]
async fn what_no_vivarium_names_is_swept_and_a_logo_stays() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    world.media.set_logo(&ada, picture(300)).await.expect("sent");
    let kept = world.keys("logos/").await;
    // As a process leaves it that is killed between the picture and the row.
    let lost = Key::new(format!("logos/{}", LogoId::new())).expect("a key");
    world.objects.put(&lost, "bytes".into(), "image/png").await.expect("put");
    let foreign = Key::new("logos/readme").expect("a key");
    world.objects.put(&foreign, "bytes".into(), "text/plain").await.expect("put");
    assert_eq!(world.media.sweep().await.expect("swept").orphans, 0, "its row may still come");
    assert_eq!(world.media.sweep_older(SignedDuration::ZERO).await.expect("swept").orphans, 1);
    let mut expected = kept;
    expected.push("logos/readme".into());
    assert_eq!(world.keys("logos/").await, expected);
    world.media.logo_bytes(world.media.paper_logo(&ada).await.expect("asked").expect("one").id).await.expect("there");
}

#[tokio::test]
async fn two_that_come_at_once_leave_one() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    let (one, two) = tokio::join!(world.media.set_logo(&ada, picture(300)), world.media.set_logo(&ada, picture(310)));
    one.expect("sent");
    two.expect("sent");
    world.media.sweep_older(SignedDuration::ZERO).await.expect("swept");
    let now = world.media.paper_logo(&ada).await.expect("asked").expect("a logo");
    assert_eq!(world.keys("logos/").await, [format!("logos/{}", now.id)]);
}
