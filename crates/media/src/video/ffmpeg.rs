//! ffmpeg in a process of its own: a picture of a video, and a file that every browser plays. It reads one file and no address, has no surroundings of
//! ours, and is ended when it takes too long.

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
}

impl Ffmpeg {
    /// By its path, or by a name that is looked for where programs are.
    #[must_use]
    pub const fn new(program: PathBuf) -> Self {
        Self { program, patience: PATIENCE }
    }

    /// The same with another patience.
    #[must_use]
    pub fn waiting(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Makes the picture and the file.
    pub(crate) async fn work(&self, workshop: &Workshop, container: &Container) -> Result<Way, Undone> {
        self.run(workshop, &poster(container)).await?;
        let size = tokio::fs::metadata(workshop.sent()).await?.len();
        let way = way(container, size);
        self.run(workshop, &film(container, way)).await?;
        let made = tokio::fs::metadata(workshop.made()).await?.len();
        // It stops at the limit without a word.
        if made >= MAX_VIDEO_BYTES { Err(Undone::Large) } else { Ok(way) }
    }

    async fn run(&self, workshop: &Workshop, arguments: &[String]) -> Result<(), Undone> {
        let mut command = Command::new(&self.program);
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
        Err(Undone::Failed)
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

/// What every run begins with: one thread less than would wait for others, no file but this one, no format but the one that we have read.
fn beginning(container: &Container) -> Vec<String> {
    let format = match container.format {
        Format::Mp4 => "mov",
        Format::WebM => "matroska",
    };
    let fixed = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-max_alloc", "268435456", "-threads", "2"];
    let file = ["-protocol_whitelist", "file", "-f", format];
    fixed.iter().chain(&file).map(|word| (*word).to_owned()).collect()
}

/// A picture from a third of it, where a film has begun, but not behind the third second.
fn poster(container: &Container) -> Vec<String> {
    let at = (container.millis / 3).min(3_000);
    let mut all = beginning(container);
    let at = format!("{}.{:03}", at / 1000, at % 1000);
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

/// A folder for one video; gone with everything in it when its work has ended, however it ended.
#[derive(Debug)]
pub(crate) struct Workshop(PathBuf);

impl Workshop {
    const SENT: &str = "sent";
    const MADE: &str = "made.mp4";
    const POSTER: &str = "poster.png";

    /// Makes one below the system's folder for such (`TMPDIR`).
    pub(crate) async fn open() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("reptidex-video-{}", uuid::Uuid::now_v7()));
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

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_dir_all(path) {
        tracing::warn!(%error, "a folder of a video can't be removed");
    }
}
