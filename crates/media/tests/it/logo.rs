//! A vivarium's logo: by its plan, whole or not at all, and nobody else's business.

use crate::{
    make,
    world::{World, asked, forbidden, missing, refused, vivarium},
};
use bytes::Bytes;
use jiff::SignedDuration;
use repti_media::{Asked, LogoPurge, MediaError};
use repti_model::{
    ActiveVivarium, Actor, ErrorCode, LogoId, Role, StaffRole,
    media::{LogoSeen, PhotoSearch, PhotoShow, StaffLogo},
};
use repti_storage::Key;

/// Gives the actor's vivarium a plan.
pub async fn give(world: &World, actor: &Actor, plan: &str) {
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

/// The logo that an address is of.
pub fn logo_id(url: &str) -> LogoId {
    file_of(url).strip_suffix(".png").and_then(|id| id.parse().ok()).expect("an id")
}

#[tokio::test]
async fn a_logo_is_sent_seen_replaced_and_removed() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    let none = world.media.own_logo(&ada).await.expect("none yet");
    assert!(none.logo.is_none() && none.allowed && none.plan_name == "Collector");
    missing(world.media.remove_logo(&ada, None).await);

    let first = world.media.set_logo(&ada, None, picture(400)).await.expect("sent").logo.expect("a logo");
    assert_eq!((first.width, first.height), (400, 200));
    let served = world.media.logo_file(file_of(&first.url), &asked(&first.url)).await.expect("served");
    assert!(!served.public && served.media_type == "image/png" && served.bytes.starts_with(b"\x89PNG"));
    for secret in make::exif::SECRETS {
        assert!(!served.bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
    let mark = world.media.paper_logo(&ada).await.expect("asked").expect("a logo");

    let second = world.media.set_logo(&ada, None, picture(1400)).await.expect("replaced").logo.expect("a logo");
    assert_eq!((second.width, second.height), (600, 85));
    let now = world.media.paper_logo(&ada).await.expect("asked").expect("a logo");
    assert!(now.id != mark.id && now.mark != mark.mark, "papers know the new one");
    assert_eq!(world.keys("logos/").await, [format!("logos/{}", now.id)], "the old one is gone");
    missing(world.media.logo_file(file_of(&first.url), &asked(&first.url)).await);

    // What isn't taken leaves the one that stands.
    let told = refused(world.media.set_logo(&ada, None, Bytes::from_static(b"<svg/>")).await);
    assert!(told.fields.of("file")[0].contains("SVG"), "{told:?}");
    assert_eq!(world.media.paper_logo(&ada).await.expect("asked"), Some(now));

    world.media.remove_logo(&ada, None).await.expect("removed");
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
        let told = refused(world.media.set_logo(&ada, None, picture(300)).await);
        assert!(told.code == ErrorCode::Forbidden && told.detail.contains("The plan Collector has one"), "{told:?}");
    }
    give(&world, &ada, "collector").await;
    world.media.set_logo(&ada, None, picture(300)).await.expect("sent");
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
    forbidden(world.media.set_logo(&curator, None, picture(300)).await);
    world.media.set_logo(&ada, None, picture(300)).await.expect("sent");
    forbidden(world.media.remove_logo(&curator, None).await);
    let seen = world.media.own_logo(&curator).await.expect("members see it").logo.expect("a logo");
    assert!(world.media.own_logo(&bob).await.expect("asked").logo.is_none());
    missing(world.media.remove_logo(&bob, None).await);
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
    world.media.set_logo(&ada, None, picture(300)).await.expect("sent");
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
    let (one, two) =
        tokio::join!(world.media.set_logo(&ada, None, picture(300)), world.media.set_logo(&ada, None, picture(310)));
    one.expect("sent");
    two.expect("sent");
    world.media.sweep_older(SignedDuration::ZERO).await.expect("swept");
    let now = world.media.paper_logo(&ada).await.expect("asked").expect("a logo");
    assert_eq!(world.keys("logos/").await, [format!("logos/{}", now.id)]);
}

/// What a page shows now.
async fn seen(world: &World, actor: &Actor) -> LogoSeen {
    world.media.own_logo(actor).await.expect("asked").seen()
}

#[track_caller]
fn conflict<T: std::fmt::Debug>(result: Result<T, MediaError>, words: &str) {
    let told = refused(result);
    assert!(told.code == ErrorCode::Conflict && told.detail.starts_with(words), "{told:?}");
    assert!(told.detail.contains("Load this page again"), "{told:?}");
}

const CHANGED: &str = "The logo has been changed in the meantime";

#[tokio::test]
async fn a_form_changes_the_logo_that_it_was_shown_with_and_no_other() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    let cora = world.colleague(&ada, "cora", Role::Herpetologist).await;
    let media = &world.media;
    let none = seen(&world, &ada).await;
    assert_eq!(none, LogoSeen { vivarium: vivarium(&ada), logo: None, taken_down: false });
    media.set_logo(&cora, Some(none), picture(300)).await.expect("the first");
    let first = world.keys("logos/").await;
    conflict(media.set_logo(&ada, Some(none), picture(310)).await, CHANGED);
    assert_eq!(world.keys("logos/").await, first, "hers stands, and nothing else lies there");

    let hers = seen(&world, &ada).await;
    media.set_logo(&ada, Some(hers), picture(310)).await.expect("looked at and replaced");
    conflict(media.remove_logo(&cora, Some(hers)).await, CHANGED);
    let second = seen(&world, &cora).await;
    assert!(second != hers && second.logo.is_some());
    media.remove_logo(&cora, Some(second)).await.expect("looked at and removed");
    conflict(media.remove_logo(&ada, Some(second)).await, CHANGED);
    conflict(media.set_logo(&ada, Some(second), picture(320)).await, CHANGED);
    assert!(world.keys("logos/").await.is_empty() && seen(&world, &ada).await == none);
}

#[tokio::test]
async fn what_was_taken_down_meanwhile_is_read_before_another_takes_its_place() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    let max = world.staff("max", StaffRole::Moderator).await;
    let media = &world.media;
    media.set_logo(&ada, None, picture(300)).await.expect("sent");
    let shown = seen(&world, &ada).await;
    media.take_logo_down(&max, shown.logo.expect("one"), "Somebody else’s sign.").await.expect("taken down");
    conflict(media.set_logo(&ada, Some(shown), picture(310)).await, CHANGED);
    conflict(media.remove_logo(&ada, Some(shown)).await, CHANGED);
    assert!(media.own_logo(&ada).await.expect("asked").taken_down.is_some(), "the reason stays");
    let read = seen(&world, &ada).await;
    assert_eq!(read, LogoSeen { taken_down: true, ..shown });
    missing(media.remove_logo(&ada, Some(read)).await);
    media.set_logo(&ada, Some(read), picture(310)).await.expect("another in its place");
}

#[tokio::test]
async fn a_form_goes_to_the_vivarium_that_it_was_shown_for_whichever_is_active() {
    let world = World::new().await;
    let (ada, bob) = (collector(&world, "ada").await, collector(&world, "bob").await);
    let media = &world.media;
    media.set_logo(&bob, None, picture(300)).await.expect("his");
    let (hers, his) = (seen(&world, &ada).await, seen(&world, &bob).await);
    // She belongs to his as well, has switched to it in another tab, and may change its logo, or may not.
    for role in [Role::Herpetologist, Role::Keeper] {
        let active = bob.vivarium.clone().map(|active| ActiveVivarium { role, ..active });
        let elsewhere = Actor { vivarium: active, ..ada.clone() };
        for shown in [hers, LogoSeen { logo: his.logo, ..hers }] {
            conflict(media.set_logo(&elsewhere, Some(shown), picture(310)).await, "You have switched to another");
            conflict(media.remove_logo(&elsewhere, Some(shown)).await, "You have switched to another");
        }
    }
    assert_eq!((seen(&world, &ada).await, seen(&world, &bob).await), (hers, his));
    // A form that names another's logo finds no such one in its own.
    conflict(media.remove_logo(&ada, Some(LogoSeen { logo: his.logo, ..hers })).await, CHANGED);
    media.set_logo(&ada, Some(hers), picture(310)).await.expect("hers");
    assert_eq!(world.keys("logos/").await.len(), 2);
}

#[tokio::test]
async fn of_two_forms_that_come_at_once_one_is_taken() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    for round in 0..6_u16 {
        let shown = Some(seen(&world, &ada).await);
        let (one, two) = tokio::join!(
            world.media.set_logo(&ada, shown, picture(300 + round)),
            world.media.set_logo(&ada, shown, picture(400 + round))
        );
        let (taken, other) = if one.is_ok() { (one, two) } else { (two, one) };
        let taken = logo_id(&taken.expect("one of them").logo.expect("a logo").url);
        conflict(other, CHANGED);
        assert_eq!(world.keys("logos/").await, [format!("logos/{taken}")], "without any sweep");
    }
}

async fn desk(world: &World, actor: &Actor, show: PhotoShow, text: &str) -> Vec<StaffLogo> {
    let search = PhotoSearch { show, text: text.to_owned(), cursor: None };
    world.media.staff_logos(actor, &search).await.expect("staff may").items
}

fn ids(logos: &[StaffLogo]) -> Vec<LogoId> {
    logos.iter().map(|logo| logo.id).collect()
}

#[tokio::test]
async fn staff_see_everybodys_logos_the_newest_first_and_narrowed() {
    let world = World::new().await;
    let (ada, bob) = (collector(&world, "ada").await, collector(&world, "bob").await);
    let sue = world.staff("sue", StaffRole::Support).await;
    assert!(desk(&world, &sue, PhotoShow::All, "").await.is_empty());
    let hers = logo_id(&world.media.set_logo(&ada, None, picture(300)).await.expect("sent").logo.expect("one").url);
    let his = logo_id(&world.media.set_logo(&bob, None, picture(310)).await.expect("sent").logo.expect("one").url);
    give(&world, &bob, "breeder").await;
    let all = desk(&world, &sue, PhotoShow::All, "").await;
    assert_eq!(ids(&all), [his, hers]);
    assert_eq!((all[0].allowed, all[0].public, all[0].plan.as_str()), (false, false, "Breeder"));
    assert!(all[1].allowed && all[1].public && all[1].size > 0);
    // Staff see also what nobody else does.
    let url = all[0].file.clone().expect("a file").url;
    world.media.logo_file(file_of(&url), &asked(&url)).await.expect("served");
    for (text, found) in [
        (" AD", vec![hers]),
        ("bob", vec![his]),
        (&vivarium(&ada).to_string(), vec![hers]),
        ("%", vec![]),
        ("a\0b", vec![]),
    ] {
        assert_eq!(ids(&desk(&world, &sue, PhotoShow::All, text).await), found, "{text:?}");
    }
    assert_eq!(ids(&desk(&world, &sue, PhotoShow::Ready, "").await), [his, hers]);
    assert!(desk(&world, &sue, PhotoShow::TakenDown, "").await.is_empty());
    for stranger in [&ada, &Actor { staff: None, ..sue.clone() }] {
        let all = PhotoSearch { show: PhotoShow::All, text: String::new(), cursor: None };
        forbidden(world.media.staff_logos(stranger, &all).await);
    }
    // Thirty more, some of which came in the same moment: no page loses one.
    let sql = "WITH v AS (INSERT INTO core.vivarium (id, slug, name) SELECT gen_random_uuid(), 'viv-' || i, 'V' FROM generate_series(1, 30) i RETURNING id)
               INSERT INTO media.logo (vivarium_id, id, hash, size, width, height) SELECT id, gen_random_uuid(), sha256(''), 1, 1, 1 FROM v";
    sqlx::query(sql).execute(&world.db.owner).await.expect("more");
    let page = async |cursor| {
        let search = PhotoSearch { show: PhotoShow::All, text: String::new(), cursor };
        world.media.staff_logos(&sue, &search).await.expect("staff may")
    };
    let first = page(None).await;
    let second = page(first.next.clone()).await;
    let mut both = [ids(&first.items), ids(&second.items)].concat();
    assert!(second.next.is_none());
    assert_eq!(ids(&page(second.previous).await.items), ids(&first.items));
    both.sort();
    both.dedup();
    assert_eq!(both.len(), 32);
}

#[tokio::test]
async fn a_moderator_takes_a_logo_down_and_its_keeper_reads_why() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    let (sue, max) = (world.staff("sue", StaffRole::Support).await, world.staff("max", StaffRole::Moderator).await);
    let media = &world.media;
    let url = media.set_logo(&ada, None, picture(300)).await.expect("sent").logo.expect("a logo").url;
    let id = logo_id(&url);
    forbidden(media.take_logo_down(&sue, id, "Somebody else’s sign.").await);
    forbidden(media.take_logo_down(&ada, id, "Somebody else’s sign.").await);
    for short in ["", "no", "   a   "] {
        let told = refused(media.take_logo_down(&max, id, short).await);
        assert_eq!((told.code, told.fields.of("reason").len()), (ErrorCode::Invalid, 1), "{short:?}");
    }
    missing(media.take_logo_down(&max, LogoId::new(), "Somebody else’s sign.").await);
    assert!(media.public_logo("ada").await.expect("asked").is_some(), "nothing has changed");

    media.take_logo_down(&max, id, " Somebody else’s sign. ").await.expect("taken down");
    missing(media.take_logo_down(&max, id, "Once more.").await);
    let told = media.own_logo(&ada).await.expect("asked");
    assert_eq!(told.taken_down.as_deref(), Some("ReptiDex has taken this logo down: Somebody else’s sign."));
    assert!(told.logo.is_none() && told.allowed);
    assert!(
        media.paper_logo(&ada).await.expect("asked").is_none()
            && media.public_logo("ada").await.expect("asked").is_none()
    );
    missing(media.logo_file(file_of(&url), &Asked::default()).await);
    let down = desk(&world, &sue, PhotoShow::TakenDown, "").await;
    assert_eq!((ids(&down), down[0].taken_down_by.as_deref(), down[0].file.is_none()), (vec![id], Some("max"), true));
    assert!(down[0].refusal.contains("Somebody else’s sign") && !down[0].public);
    // The keeper can't take the word away with the logo.
    missing(media.remove_logo(&ada, None).await);
    let job = LogoPurge { vivarium: vivarium(&ada), logo: id };
    assert!(media.purge_logo(&job).await.expect("purged") && media.purge_logo(&job).await.expect("again"));
    assert!(world.keys("logos/").await.is_empty());
    missing(media.logo_file(file_of(&url), &asked(&url)).await);
    let line = "SELECT line FROM core.audit_event WHERE action = 'vivarium.logo_taken_down'";
    let lines: Vec<String> = sqlx::query_scalar(line).fetch_all(&world.db.owner).await.expect("the log");
    assert!(lines.len() == 1 && !lines[0].contains("sign"), "a text that somebody typed stands in no line: {lines:?}");

    // Another in its place is shown, and no purge of the one before touches it.
    let next = media.set_logo(&ada, None, picture(320)).await.expect("sent");
    assert!(next.taken_down.is_none() && next.logo.is_some());
    let next = logo_id(&next.logo.expect("one").url);
    assert!(!media.purge_logo(&LogoPurge { logo: next, ..job }).await.expect("asked"), "it is shown");
    media.purge_logo(&job).await.expect("once more");
    assert_eq!(world.keys("logos/").await, [format!("logos/{next}")]);
    assert!(media.paper_logo(&ada).await.expect("asked").is_some());
    assert!(desk(&world, &sue, PhotoShow::TakenDown, "").await.is_empty());
}

#[tokio::test]
async fn where_the_job_of_a_taken_down_logo_was_lost_the_sweep_takes_its_file() {
    let world = World::new().await;
    let ada = collector(&world, "ada").await;
    let max = world.staff("max", StaffRole::Moderator).await;
    let url = world.media.set_logo(&ada, None, picture(300)).await.expect("sent").logo.expect("a logo").url;
    world.media.take_logo_down(&max, logo_id(&url), "Somebody else’s sign.").await.expect("taken down");
    assert_eq!(world.keys("logos/").await.len(), 1);
    assert_eq!(world.media.sweep_older(SignedDuration::ZERO).await.expect("swept").orphans, 1);
    assert!(world.keys("logos/").await.is_empty());
    assert!(world.media.own_logo(&ada).await.expect("asked").taken_down.is_some(), "the reason stays");
}
