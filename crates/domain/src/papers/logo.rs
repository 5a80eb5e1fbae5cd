//! The keeper's own logo on papers. A paper never fails for the sake of a logo: where it can't be had, it is made without, and is another paper.

use crate::Domain;
use repti_media::PaperLogo;
use repti_model::{Actor, LogoId, Problem};
use repti_paper::Picture;
use std::{
    collections::VecDeque,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

/// Bytes of logos that are kept in memory: each as it is drawn, up to a megabyte and a half.
const KEPT: usize = 16 << 20;
static LOGOS: LazyLock<Mutex<Logos>> = LazyLock::new(Mutex::default);

impl Domain {
    /// The logo on papers of a vivarium that everybody may see.
    pub(super) async fn public_logo(&self, slug: &str) -> Result<Option<Picture>, Problem> {
        let logo = self.media.public_paper_logo(slug).await?;
        Ok(self.drawn(logo).await)
    }

    /// The logo on papers of the actor's own vivarium.
    pub(super) async fn own_logo(&self, actor: &Actor) -> Result<Option<Picture>, Problem> {
        let logo = self.media.paper_logo(actor).await?;
        Ok(self.drawn(logo).await)
    }

    async fn drawn(&self, logo: Option<PaperLogo>) -> Option<Picture> {
        let logo = logo?;
        if let Some(known) = kept().find(logo.id) {
            return Some(known);
        }
        let bytes = match self.media.logo_bytes(logo.id).await {
            Ok(Some(bytes)) => bytes,
            // Replaced between the two questions, or the store is away.
            Ok(None) => return None,
            Err(error) => {
                tracing::warn!(%error, "a paper is made without its logo");
                return None;
            }
        };
        match Picture::read(logo.mark, &bytes) {
            Ok(picture) => {
                kept().keep(logo.id, picture.clone());
                Some(picture)
            }
            Err(error) => {
                tracing::error!(%error, logo = %logo.id, "a logo can't be read");
                None
            }
        }
    }
}

fn kept() -> MutexGuard<'static, Logos> {
    LOGOS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Logos that were drawn last, the newest last. An id never stands for another picture, so none goes stale.
#[derive(Debug, Default)]
struct Logos {
    logos: VecDeque<(LogoId, Picture)>,
    bytes: usize,
}

impl Logos {
    fn find(&mut self, id: LogoId) -> Option<Picture> {
        let at = self.logos.iter().position(|(known, _)| *known == id)?;
        let found = self.logos.remove(at)?;
        let picture = found.1.clone();
        self.logos.push_back(found);
        Some(picture)
    }

    fn keep(&mut self, id: LogoId, picture: Picture) {
        if self.logos.iter().any(|(known, _)| *known == id) {
            return;
        }
        self.bytes += picture.bytes();
        self.logos.push_back((id, picture));
        while self.bytes > KEPT {
            let Some((_, gone)) = self.logos.pop_front() else { break };
            self.bytes -= gone.bytes();
        }
    }
}
