//! The way of a video with ffmpeg, of which only the stage is tried here: a script stands in for it, which has a picture and a film in its bag. How the
//! real one is called is tried where it is installed.

use crate::{
    film::{Film, PLAYED, SECRETS, contains},
    make,
    world::{World, asked, folder_of},
};
use repti_media::{Asked, Ffmpeg, Processed};
use repti_model::media::{MediaKind, PhotoState, VideoCodec};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

/// A folder with a program in it.
struct Bag(PathBuf);

impl Drop for Bag {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Bag {
    fn new(script: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("reptidex-bag-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("poster.png"), make::png::quarters(400, 300)).expect("a picture");
        fs::write(folder.join("made.mp4"), b"a film that every browser plays").expect("a film");
        let bag = Self(folder);
        bag.write(script);
        bag
    }

    fn write(&self, script: &str) {
        let script = format!("#!/bin/sh\nbag='{}'\nfor last; do :; done\n{script}\n", self.0.display());
        // Written aside, so that nobody starts half of it.
        fs::write(self.0.join("aside"), script).expect("written");
        fs::set_permissions(self.0.join("aside"), fs::Permissions::from_mode(0o700)).expect("a program");
        fs::rename(self.0.join("aside"), self.program()).expect("in its place");
    }

    fn program(&self) -> PathBuf {
        self.0.join("ffmpeg")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("it was written")
    }
}

const WORKS: &str = "echo \"$@\" >> $bag/asked; env | cut -d= -f1 | sort >> $bag/surroundings; pwd >> $bag/where; cp \"$bag/$last\" \"$last\"";

#[tokio::test]
async fn a_video_is_shown_as_ffmpeg_made_it_with_a_picture_that_stands_for_it() {
    let bag = Bag::new(WORKS);
    let world = World::with(Some(Ffmpeg::new(bag.program()))).await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let video = world.film(&ada, animal, &Film { coding: b"hvc1", ..Film::default() }.bytes()).await;
    assert_eq!((video.state, video.kind), (PhotoState::Ready, MediaKind::Video), "{}", video.refusal);
    let (files, what) = (video.files.expect("files"), video.video.expect("what is played"));
    assert_eq!((files.width, files.height, what.codec, what.seconds), (400, 300, VideoCodec::H264, 5));
    assert!(files.is_there() && files.blur.starts_with("data:image/webp"));
    let signed = asked(&files.signature);
    let played = world.media.video(folder_of(&files.base), "video.mp4", &signed).await.expect("a video");
    let bytes = world.media.piece_of(&played, 0, 100).await.expect("its bytes");
    assert_eq!(bytes, "a film that every browser plays");
    for width in &files.widths {
        world.media.picture(folder_of(&files.base), &format!("{width}.webp"), &Asked::default()).await.expect("public");
    }
    // So it may be a cover, and is compared with others' photos.
    assert_eq!(world.media.covers(&ada, &[animal]).await.expect("covers").0.len(), 1);
    let asked_for = bag.read("asked");
    for part in
        ["-nostdin", "-protocol_whitelist file -f mov", "-map_metadata -1", "-c:v libx264", "-movflags +faststart"]
    {
        assert!(asked_for.contains(part), "{part} in {asked_for}");
    }
    assert!(!asked_for.contains("-c copy"));
    let known = bag.read("surroundings");
    assert!(known.lines().all(|name| ["PATH", "PWD", "OLDPWD", "SHLVL", "_"].contains(&name)), "{known}");
    for folder in bag.read("where").lines() {
        assert!(folder.contains("reptidex-video-") && !Path::new(folder).exists(), "{folder} is gone");
    }
    // One that every browser plays anyway is packed anew, and nothing in it coded.
    world.film(&ada, animal, &Film { number: 1, ..Film::default() }.bytes()).await;
    assert!(bag.read("asked").contains("-c copy -bsf:v filter_units=remove_types=6"));
}

#[tokio::test]
async fn a_video_without_a_picture_of_its_moment_is_shown_all_the_same() {
    let bag = Bag::new("");
    let world = World::with(Some(Ffmpeg::new(bag.program()))).await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    // It ends well and writes nothing, as behind the last picture; and it fails.
    for (number, ends) in [(0, "exit 0"), (1, "exit 1")] {
        bag.write(&format!("case $last in poster.png) echo \"$@\" >> $bag/{number}; {ends};; esac; {WORKS}"));
        let video = world.film(&ada, animal, &Film { number, ..Film::default() }.bytes()).await;
        assert_eq!(video.state, PhotoState::Ready, "{}", video.refusal);
        assert!(video.video.is_some() && !video.files.expect("files").is_there());
        let asked = bag.read(&number.to_string());
        let moments: Vec<_> = asked.lines().filter_map(|line| line.split("-ss ").nth(1)?.split(' ').next()).collect();
        assert_eq!((moments.len(), moments[1], moments[0] > "0.000"), (2, "0.000", true), "the beginning after it");
    }
}

#[tokio::test]
async fn folders_that_a_killed_process_left_are_taken_away() {
    let bag = Bag::new(WORKS);
    let world = World::with(Some(Ffmpeg::new(bag.program()))).await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let folder = |name: &str| std::env::temp_dir().join(format!("{name}-{}", uuid::Uuid::now_v7()));
    let (left, busy, other) = (folder("reptidex-video"), folder("reptidex-video"), folder("reptidex-other"));
    for (folder, hours) in [(&left, 2), (&busy, 0), (&other, 2)] {
        fs::create_dir(folder).expect("a folder");
        let at = std::time::SystemTime::now() - Duration::from_secs(hours * 3_600);
        fs::File::open(folder).and_then(|folder| folder.set_modified(at)).expect("an age");
    }
    world.film(&ada, animal, &Film::default().bytes()).await;
    assert_eq!([&left, &busy, &other].map(|folder| folder.exists()), [false, true, true]);
    for folder in [busy, other] {
        fs::remove_dir(folder).expect("gone");
    }
}

#[tokio::test]
async fn what_ffmpeg_cant_do_is_said_and_can_be_tried_again() {
    let bag = Bag::new("echo 'secrets of the house' >&2; exit 1");
    let world = World::with(Some(Ffmpeg::new(bag.program()).waiting(Duration::from_secs(4)))).await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let failed = world.film(&ada, animal, &Film::default().bytes()).await;
    assert_eq!((failed.state, failed.retryable), (PhotoState::Rejected, true));
    assert!(failed.refusal.contains("can’t be read") && !failed.refusal.contains("secrets"), "{}", failed.refusal);
    assert!(world.keys("pictures/").await.is_empty());

    bag.write("echo $$ > $bag/number; exec sleep 60");
    world.media.retry_photo(&ada, failed.id).await.expect("tried again");
    assert_eq!(world.process(&ada, failed.id).await, Processed::Video);
    assert_eq!(world.process_film(&ada, failed.id).await, Processed::Rejected);
    let late = world.media.photo(&ada, failed.id).await.expect("a video").refusal;
    assert!(late.contains("took longer"), "{late}");
    let number = bag.read("number");
    assert!(!Path::new("/proc").join(number.trim()).exists(), "it has ended");

    bag.write(WORKS);
    world.media.retry_photo(&ada, failed.id).await.expect("tried again");
    assert_eq!(world.process(&ada, failed.id).await, Processed::Video);
    assert_eq!(world.process_film(&ada, failed.id).await, Processed::Ready);

    fs::remove_file(bag.program()).expect("gone");
    let absent = world.film(&ada, animal, &Film { number: 1, ..Film::default() }.bytes()).await;
    assert!(absent.retryable && absent.refusal.contains("can’t be started"), "{}", absent.refusal);
}

/// Asks for 128 MB at once, and says as ffmpeg does that it didn't get them.
const HUNGRY: &str = "dd if=/dev/zero of=/dev/null bs=128M count=1 2> /dev/null || { echo 'x264 [error]: malloc of size 134217728 failed' >&2; exit 1; }";

#[tokio::test]
async fn a_video_that_would_take_too_much_memory_plays_as_it_was_sent() {
    let bag = Bag::new(&format!("{HUNGRY}\n{WORKS}"));
    let ffmpeg = Ffmpeg::new(bag.program());
    let world = World::with(Some(ffmpeg.clone().holding(64 << 20))).await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let sent = Film { coding: b"hvc1", ..Film::default() }.bytes();
    let video = world.film(&ada, animal, &sent).await;
    assert_eq!((video.state, video.refusal.as_str()), (PhotoState::Ready, ""));
    let (files, what) = (video.files.expect("files"), video.video.expect("what is played"));
    assert!(!files.is_there() && what.codec == VideoCodec::Hevc && what.is_picky());
    let signed = asked(&files.signature);
    let played = world.media.video(folder_of(&files.base), "video.mp4", &signed).await.expect("a video");
    let bytes = world.media.piece_of(&played, 0, u64::MAX).await.expect("its bytes");
    assert_eq!(bytes.len(), sent.len());
    assert!(PLAYED.iter().all(|part| contains(&bytes, part)) && SECRETS.iter().all(|part| !contains(&bytes, part)));
    // With what it is given otherwise it is made.
    let world = World::with(Some(ffmpeg)).await;
    let bob = world.owner("bob").await;
    let video = world.film(&bob, world.animal(&bob).await, &sent).await;
    assert_eq!(video.video.map(|what| what.codec), Some(VideoCodec::H264), "{}", video.refusal);
}

/// Where `REPTIDEX_TEST_FFMPEG` names the real one: a film that it draws itself, with a place in it, through the whole of its way.
#[tokio::test]
async fn the_real_one_makes_a_film_that_tells_nothing() {
    let Ok(program) = std::env::var("REPTIDEX_TEST_FFMPEG") else { return };
    let bag = Bag::new("");
    let world = World::with(Some(Ffmpeg::new(program.clone().into()))).await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let draw = |name: &str, coding: &[&str]| {
        let path = bag.0.join(name);
        let source =
            ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=2", "-f", "lavfi", "-i", "sine=duration=2"];
        let told = ["-metadata", "location=+48.1371+011.5754/", "-metadata", "comment=Ada Lovelace", "-shortest"];
        let done = std::process::Command::new(&program)
            .args(["-y", "-loglevel", "error"])
            .args(source)
            .args(coding)
            .args(told)
            .arg(&path)
            .status();
        assert!(done.expect("started").success());
        fs::read(path).expect("a film")
    };
    for file in [
        draw("plain.mp4", &["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"]),
        draw("wide.mov", &["-c:v", "libx264", "-pix_fmt", "yuv444p", "-c:a", "pcm_s16le"]),
        draw("web.webm", &["-c:v", "libvpx", "-c:a", "libopus"]),
    ] {
        assert!(contains(&file, "Ada Lovelace"));
        let video = world.film(&ada, animal, &file).await;
        assert_eq!(video.state, PhotoState::Ready, "{}", video.refusal);
        let (files, what) = (video.files.expect("files"), video.video.expect("what is played"));
        assert_eq!((files.width, files.height, what.codec, what.seconds), (640, 360, VideoCodec::H264, 2));
        let found =
            world.media.video(folder_of(&files.base), "video.mp4", &asked(&files.signature)).await.expect("a video");
        let bytes = world.media.piece_of(&found, 0, u64::MAX).await.expect("its bytes");
        for secret in SECRETS {
            assert!(!contains(&bytes, secret), "{secret}");
        }
        // Ours reads it, too, and finds nothing to overwrite that tells anything.
        let plain = World::new().await;
        let bob = plain.owner("bob").await;
        let copy = plain.film(&bob, plain.animal(&bob).await, &bytes).await;
        assert_eq!((copy.state, copy.taken_on), (PhotoState::Ready, None), "{}", copy.refusal);
    }
}
