//! ffmpeg in a process of its own: a picture of a video, and a file that every browser plays. It reads one file and no address, has no surroundings of
//! ours, is ended when it takes too long, and gets no more memory and processor than it is given.

use super::{Container, Format};
use repti_model::media::{MAX_VIDEO_BYTES, MAX_VIDEO_SECONDS};
use std::{
    io,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::AsyncReadExt,
    process::{Child, ChildStderr, Command},
};

/// So long each of its runs may take.
const PATIENCE: Duration = Duration::from_secs(600);
/// Bytes of its addresses. 4096 × 2304 pixels of HEVC in ten bits were coded anew in half of that, and not in 800 MB.
const MEMORY: u64 = 2 << 30;
/// Seconds of the processor for each of its patience: it has two threads to read and two to write. This ends it where a worker was killed and can't.
const PROCESSORS: u64 = 4;
/// Sets the bounds, and becomes the program: what is set between two processes' lives by code of ours would be unsafe code. Where the system's own bound
/// is lower, that one stays. No core is left either.
const BOUNDED: &str = r#"for of in "-v $1" "-t $2" "-c 0"; do ulimit $of 2>/dev/null; done; shift 2; exec "$@""#;
/// What the shell ends with where it can't become the program.
const ABSENT: i32 = 127;
/// The same where it may not.
const FORBIDDEN: i32 = 126;
/// By what words it says that it got no memory: those of the C library, of its coders and of C++.
const HUNGRY: [&str; 5] =
    ["Cannot allocate memory", "malloc of size", "memory exhausted", "Out of memory", "bad_alloc"];
/// Pixels of the longer side of what it makes.
const SIDE: u32 = 1280;
/// Pixels of a side that needn't be made smaller.
const MOST_SIDE: u32 = 1920;
/// Bytes a second that a phone's line carries: up to that nothing is coded anew.
const RATE: u64 = 750_000;
/// Bytes of its complaints that are kept.
const WORDS: u64 = 4_000;

/// Why it made nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Undone {
    #[error("the program that prepares videos can’t be started")]
    Absent(#[source] io::Error),
    #[error("preparing it took longer than {} minutes", PATIENCE.as_secs() / 60)]
    Late,
    #[error("preparing it takes more than {} MB of memory", .0 >> 20)]
    Hungry(u64),
    #[error("its pictures or its sound can’t be read")]
    Failed,
    #[error("it would be larger than {} MB", MAX_VIDEO_BYTES >> 20)]
    Large,
    #[error("the disk failed")]
    Disk(#[from] io::Error),
}

/// How a video was made into one that pages play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Its pictures and its sound as they are, in a container of ours.
    Packed,
    Coded,
}

/// The program.
#[derive(Debug, Clone)]
pub struct Ffmpeg {
    program: PathBuf,
    patience: Duration,
    memory: u64,
}

impl Ffmpeg {
    /// By its path, or by a name that is looked for where programs are.
    #[must_use]
    pub const fn new(program: PathBuf) -> Self {
        Self { program, patience: PATIENCE, memory: MEMORY }
    }

    /// The same with another patience.
    #[must_use]
    pub fn waiting(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The same with so many bytes of memory.
    #[must_use]
    pub fn holding(self, memory: u64) -> Self {
        Self { memory, ..self }
    }

    /// Makes the picture and the file.
    pub(crate) async fn work(&self, workshop: &Workshop, container: &Container) -> Result<Way, Undone> {
        self.picture(workshop, container).await?;
        let size = tokio::fs::metadata(workshop.sent()).await?.len();
        let way = way(container, size);
        self.run(workshop, &film(container, way)).await?;
        let made = tokio::fs::metadata(workshop.made()).await?.len();
        // It stops at the limit without a word.
        if made >= MAX_VIDEO_BYTES { Err(Undone::Large) } else { Ok(way) }
    }

    /// A picture is good to have: where none can be made, the video plays without.
    async fn picture(&self, workshop: &Workshop, container: &Container) -> Result<(), Undone> {
        for millis in [(container.millis / 3).min(3_000), 0] {
            match self.run(workshop, &poster(container, millis)).await {
                // Behind the last picture, where the sound goes on alone, it writes nothing and says nothing.
                Ok(()) if tokio::fs::metadata(workshop.poster()).await.is_ok_and(|made| made.len() > 0) => {
                    return Ok(());
                }
                Ok(()) | Err(Undone::Failed) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn run(&self, workshop: &Workshop, arguments: &[String]) -> Result<(), Undone> {
        let seconds = (self.patience.as_secs().max(1) * PROCESSORS).to_string();
        let mut command = Command::new("/bin/sh");
        command.args(["-c", BOUNDED, "sh", &(self.memory >> 10).to_string(), &seconds]).arg(&self.program);
        command.args(arguments).current_dir(&workshop.0).env_clear().kill_on_drop(true);
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(Undone::Absent)?;
        let said = child.stderr.take().map(|stderr| tokio::spawn(words(stderr)));
        let done = tokio::time::timeout(self.patience, child.wait()).await;
        let Ok(status) = done else {
            end(&mut child).await;
            return Err(Undone::Late);
        };
        let status = status?;
        if status.success() {
            return Ok(());
        }
        let said = match said {
            Some(said) => said.await.unwrap_or_default(),
            None => String::new(),
        };
        tracing::warn!(%status, said, "ffmpeg gave up");
        Err(match status.code() {
            Some(ABSENT) => Undone::Absent(io::ErrorKind::NotFound.into()),
            Some(FORBIDDEN) => Undone::Absent(io::ErrorKind::PermissionDenied.into()),
            _ if HUNGRY.iter().any(|words| said.contains(words)) => Undone::Hungry(self.memory),
            _ => Undone::Failed,
        })
    }
}

async fn end(child: &mut Child) {
    if let Err(error) = child.kill().await {
        tracing::error!(%error, "ffmpeg can't be ended");
    }
}

/// The first of what it complains of. The rest is read, too, or it would wait for a reader.
async fn words(mut stderr: ChildStderr) -> String {
    let mut first = Vec::new();
    // What can't be read isn't said.
    let _ = (&mut stderr).take(WORDS).read_to_end(&mut first).await;
    let _ = tokio::io::copy(&mut stderr, &mut tokio::io::sink()).await;
    String::from_utf8_lossy(&first).into_owned()
}

/// Files that are plain and small enough are packed anew, without a loss.
fn way(container: &Container, size: u64) -> Way {
    let rate = size.saturating_mul(1000) / container.millis.max(1);
    let small = container.width.max(container.height) <= MOST_SIDE && rate <= RATE;
    if container.plain && small { Way::Packed } else { Way::Coded }
}

/// What every run begins with: two threads for each thing that it does, no file but this one, no format but the one that we have read.
fn beginning(container: &Container) -> Vec<String> {
    let format = match container.format {
        Format::Mp4 => "mov",
        Format::WebM => "matroska",
    };
    let fixed = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-max_alloc", "268435456"];
    let threads = ["-threads", "2", "-filter_threads", "2"];
    let file = ["-protocol_whitelist", "file", "-f", format];
    fixed.iter().chain(&threads).chain(&file).map(|word| (*word).to_owned()).collect()
}

/// A picture from that moment: at first from a third of it, where a film has begun, but not behind the third second.
fn poster(container: &Container, millis: u64) -> Vec<String> {
    let mut all = beginning(container);
    let at = format!("{}.{:03}", millis / 1000, millis % 1000);
    all.extend(
        ["-ss", &at, "-i", Workshop::SENT, "-map", "0:v:0", "-frames:v", "1", "-map_metadata", "-1"].map(Into::into),
    );
    all.extend(
        ["-vf", &smaller(1920), "-f", "image2", "-update", "1", "-c:v", "png", Workshop::POSTER].map(Into::into),
    );
    all
}

fn film(container: &Container, way: Way) -> Vec<String> {
    let mut all = beginning(container);
    all.extend(["-i", Workshop::SENT, "-map", "0:v:0", "-map", "0:a:0?"].map(Into::into));
    // Nothing of what cameras write beside the pictures: neither of the file, nor of its tracks, nor chapters.
    all.extend(["-map_metadata", "-1", "-map_chapters", "-1", "-dn", "-sn", "-threads", "2"].map(Into::into));
    match way {
        // Among the pictures of H.264 a camera may write, too (type 6).
        Way::Packed => all.extend(["-c", "copy", "-bsf:v", "filter_units=remove_types=6"].map(Into::into)),
        Way::Coded => {
            all.extend(["-vf", &smaller(SIDE), "-c:v", "libx264", "-preset", "veryfast", "-crf", "24"].map(Into::into));
            all.extend(["-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-ac", "2"].map(Into::into));
        }
    }
    all.extend(["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"].map(Into::into));
    let (seconds, most) = ((MAX_VIDEO_SECONDS + 2).to_string(), MAX_VIDEO_BYTES.to_string());
    all.extend(["-t", &seconds, "-fs", &most, "-movflags", "+faststart", "-f", "mp4", Workshop::MADE].map(Into::into));
    all
}

/// No longer side than this, and both even, as H.264 wants them.
fn smaller(side: u32) -> String {
    format!("scale=w='min({side},iw)':h='min({side},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2")
}

/// A folder of a process that was killed is taken away by the next one once it is so old: longer than two runs may take.
const LEFT: Duration = Duration::from_secs(3_600);

/// A folder for one video; gone with everything in it when its work has ended, however it ended.
#[derive(Debug)]
pub(crate) struct Workshop(PathBuf);

impl Workshop {
    const SENT: &str = "sent";
    const MADE: &str = "made.mp4";
    const POSTER: &str = "poster.png";
    const PREFIX: &str = "reptidex-video-";

    /// Makes one below the system's folder for such (`TMPDIR`).
    pub(crate) async fn open() -> io::Result<Self> {
        let all = std::env::temp_dir();
        clear(&all, LEFT).await;
        let path = all.join(format!("{}{}", Self::PREFIX, uuid::Uuid::now_v7()));
        let mut builder = tokio::fs::DirBuilder::new();
        #[cfg(unix)]
        builder.mode(0o700);
        builder.create(&path).await?;
        Ok(Self(path))
    }

    pub(crate) fn sent(&self) -> PathBuf {
        self.0.join(Self::SENT)
    }

    pub(crate) fn made(&self) -> PathBuf {
        self.0.join(Self::MADE)
    }

    pub(crate) fn poster(&self) -> PathBuf {
        self.0.join(Self::POSTER)
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

/// Takes folders of ours away that nobody has touched for so long. What can't be read or removed stays.
async fn clear(all: &Path, left: Duration) {
    let Ok(mut entries) = tokio::fs::read_dir(all).await else { return };
    while let Ok(Some(entry)) = entries.next_entry().await {
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(Workshop::PREFIX));
        if !ours {
            continue;
        }
        let age = entry
            .metadata()
            .await
            .ok()
            .filter(|about| about.is_dir())
            .and_then(|about| about.modified().ok()?.elapsed().ok());
        if age.is_some_and(|age| age > left) {
            tracing::warn!("a folder of a video was left behind by a process that was killed");
            remove(&entry.path());
        }
    }
}

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_dir_all(path) {
        tracing::warn!(%error, "a folder of a video can't be removed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `dd` stands in: it takes as much memory as it is told to, at once.
    async fn taking(bytes: &str, ffmpeg: Ffmpeg) -> Result<(), Undone> {
        let workshop = Workshop::open().await.expect("a folder");
        let arguments = ["if=/dev/zero", "of=/dev/null", "count=1", &format!("bs={bytes}")].map(ToOwned::to_owned);
        ffmpeg.run(&workshop, &arguments).await
    }

    #[tokio::test]
    async fn a_program_that_takes_more_memory_than_it_may_is_said_to() {
        let dd = || Ffmpeg::new("dd".into()).holding(64 << 20);
        taking("1M", dd()).await.expect("it is enough");
        let told = taking("128M", dd()).await.expect_err("too much");
        assert!(matches!(told, Undone::Hungry(_)), "{told:?}");
        assert_eq!(told.to_string(), "preparing it takes more than 64 MB of memory");
        let absent = taking("1M", Ffmpeg::new("no-such-program".into())).await.expect_err("there is none");
        assert!(matches!(absent, Undone::Absent(_)), "{absent:?}");
    }

    #[tokio::test]
    async fn its_bounds_are_set_before_it_begins() {
        let workshop = Workshop::open().await.expect("a folder");
        let asked = |script: &str| ["-c".to_owned(), script.to_owned()];
        let shell = Ffmpeg::new("/bin/sh".into()).holding(64 << 20).waiting(Duration::from_secs(5));
        shell
            .run(&workshop, &asked("test $(ulimit -v) = 65536 -a $(ulimit -t) = 20 -a $(ulimit -c) = 0"))
            .await
            .expect("bounded");
        // One that never ends is ended.
        let hurried = shell.waiting(Duration::from_millis(700));
        let told = hurried.run(&workshop, &asked("while :; do :; done")).await.expect_err("it never ends");
        assert!(matches!(told, Undone::Late), "{told:?}");
    }
}
