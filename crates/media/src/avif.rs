//! Makes AVIF of photographs that pages show already: one at a time, the newest first, in a job that asks for the next until none is left.
//!
//! What is to be done stands in the rows, so the queue holds one such job at most, a lost one loses nothing, and a process without an encoder ends it
//! without a word. Each file waits for the jobs that somebody waits for ([`Foreground`](crate::Foreground)). Files come first and the row last, under a
//! lock: whoever takes a photograph down meanwhile waits, and their purge finds every file.

use crate::{
    Media, Result, keys,
    place::apart,
    prepare::File,
    store::avif::{self, Claimed},
};
use bytes::Bytes;
use repti_db::{Job, Scope, Tx};
use repti_model::PhotoId;
use repti_picture::{Limits, Photo};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// A photograph whose job came to no end is taken up again after so many seconds, then after twice as many, and so on.
const PAUSE: f64 = 15.0 * 60.0;
/// So long does each file wait at most for jobs of this process that somebody waits for.
const GIVES_WAY: Duration = Duration::from_secs(60);

/// Asks for AVIF of the next photograph that lacks it. The task `photo_avif`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AvifJob {}

impl Job for AvifJob {
    const TASK: &'static str = "photo_avif";
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AvifMade {
    /// This process makes none.
    Off,
    /// No photograph lacks it.
    Nothing,
    /// Pages show it in so many widths; in none where it would be no smaller than WebP.
    Widths(usize),
    /// The photograph was taken down or removed meanwhile, or somebody else was quicker.
    Gone,
}

impl Media {
    /// Whether this process makes AVIF: it may, and was built with an encoder.
    #[must_use]
    pub const fn makes_avif(&self) -> bool {
        self.avif && cfg!(feature = "avif")
    }

    /// Makes AVIF of the newest photograph that lacks it, and asks for the next.
    ///
    /// # Errors
    /// When a store doesn't answer: the job runs again, with another photograph first.
    pub async fn make_avif(&self) -> Result<AvifMade> {
        if !self.makes_avif() {
            return Ok(AvifMade::Off);
        }
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        let Some(claimed) = avif::claim(&mut tx, PAUSE).await? else { return Ok(AvifMade::Nothing) };
        tx.commit().await?;
        let files = self.write_avif(&claimed).await?;
        let made = self.keep_avif(&claimed, files).await?;
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        avif::ask(&mut tx).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Queues the job, unless it waits already or nobody here makes AVIF.
    pub(crate) async fn ask_for_avif(&self, tx: &mut Tx) -> Result<()> {
        if self.makes_avif() { avif::ask(tx).await } else { Ok(()) }
    }

    /// The files of a photograph; none where it has to do without.
    async fn write_avif(&self, claimed: &Claimed) -> Result<Vec<(u32, File)>> {
        let Some(bytes) = self.objects.get(&keys::original(claimed.photo)?).await? else { return Ok(Vec::new()) };
        let mut sizes = Vec::with_capacity(claimed.widths.len());
        for width in &claimed.widths {
            let webp = keys::picture(claimed.photo, &claimed.mark, &format!("{width}.webp"))?;
            sizes.push((*width, self.objects.size(&webp).await?.unwrap_or_default()));
        }
        sizes.sort_unstable_by_key(|(width, _)| std::cmp::Reverse(*width));
        let Some(photo) = self.opened(bytes, claimed.photo).await? else { return Ok(Vec::new()) };
        let photo = Arc::new(photo);
        // Those that are smaller than their WebP, from the largest down. A browser that knows AVIF looks at nothing else, so without the largest there are
        // none at all.
        let mut files = Vec::with_capacity(sizes.len());
        for (width, webp) in sizes {
            self.foreground.idle(GIVES_WAY).await;
            let photo = Arc::clone(&photo);
            match apart(move || one(&photo, width)).await? {
                Ok(Some(file)) if (file.bytes.len() as u64) < webp => files.push((width, file)),
                Ok(_) if files.is_empty() => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(photo = %claimed.photo, %error, "a photo couldn't be written as AVIF");
                    return Ok(Vec::new());
                }
            }
        }
        Ok(files)
    }

    /// The photograph in memory; none where it can't be decoded, which was said.
    async fn opened(&self, bytes: Bytes, id: PhotoId) -> Result<Option<Photo>> {
        // What is coded from it then takes less memory, and seconds: nobody's photograph waits for that.
        let opened = self.in_a_place(move || Photo::open(&bytes, &Limits::default())).await?;
        let opened =
            opened.inspect_err(|error| tracing::error!(photo = %id, %error, "a photo couldn't be decoded for AVIF"));
        Ok(opened.ok())
    }

    async fn keep_avif(&self, claimed: &Claimed, files: Vec<(u32, File)>) -> Result<AvifMade> {
        let Claimed { photo, vivarium, mark, .. } = claimed;
        let mut tx = self.db.begin(Scope::Worker(Some(*vivarium))).await?;
        if !avif::lock(&mut tx, *photo, mark).await? {
            return Ok(AvifMade::Gone);
        }
        let bytes = files.iter().map(|(_, file)| file.bytes.len() as u64).sum();
        let mut widths = Vec::with_capacity(files.len());
        for (width, file) in files {
            self.objects.put(&keys::picture(*photo, mark, &file.name)?, file.bytes, file.media_type).await?;
            widths.push(width);
        }
        widths.sort_unstable();
        avif::note(&mut tx, *photo, &widths, bytes).await?;
        tx.commit().await?;
        Ok(AvifMade::Widths(widths.len()))
    }
}

#[cfg(feature = "avif")]
fn one(photo: &Photo, width: u32) -> std::result::Result<Option<File>, String> {
    let variant = photo.avif(width).map_err(|error| error.to_string())?;
    Ok(variant.map(|variant| File {
        name: format!("{}.{}", variant.width, variant.encoding.extension()),
        media_type: variant.encoding.mime(),
        bytes: variant.bytes.into(),
    }))
}

/// Nobody gets here ([`Media::makes_avif`]).
#[cfg(not(feature = "avif"))]
fn one(_: &Photo, _: u32) -> std::result::Result<Option<File>, String> {
    Ok(None)
}
