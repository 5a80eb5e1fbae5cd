//! Painting: beside the requests, a few at a time, and what everybody may see only once while it is asked for often.

use super::Paper;
use crate::Domain;
use bytes::Bytes;
use repti_core::turns::{Crowded, Turns};
use repti_model::{Actor, ErrorCode, PersonId, Problem};
use repti_paper::Format;
use std::{
    collections::VecDeque,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Papers painted at the same time in one process. The largest picture takes a few tenths of a second.
const PLACES: usize = 2;
/// Of one person, painted or waiting; all who aren't signed in are one.
const EACH: usize = 24;
const ALL: usize = 96;
const WAIT: Duration = Duration::from_secs(5);
static TURNS: LazyLock<Arc<Turns>> = LazyLock::new(|| Turns::new(PLACES, EACH, ALL));

/// Bytes of public papers that are kept.
const KEPT: usize = 16 << 20;
static PAINTED: LazyLock<Mutex<Painted>> = LazyLock::new(Mutex::default);

impl Domain {
    /// A public document in a format.
    ///
    /// # Errors
    /// While too many are painted.
    pub async fn paint_public(&self, paper: Paper, format: Format) -> Result<Bytes, Problem> {
        let tag = paper.tag(format);
        if let Some(bytes) = kept().find(&tag) {
            return Ok(bytes);
        }
        // Nobody's id: those of people have the time in them.
        let bytes = paint(PersonId(Uuid::nil()), paper, format).await.map_err(|problem| match problem.code {
            // To somebody who isn't signed in, those before them are others.
            ErrorCode::RateLimited => Problem::from(Crowded::Others),
            _ => problem,
        })?;
        kept().keep(tag, bytes.clone());
        Ok(bytes)
    }

    /// A document for a member.
    ///
    /// # Errors
    /// While theirs before it are painted, or too many are.
    pub async fn paint(&self, actor: &Actor, paper: Paper, format: Format) -> Result<Bytes, Problem> {
        paint(actor.person_id, paper, format).await
    }
}

async fn paint(person: PersonId, paper: Paper, format: Format) -> Result<Bytes, Problem> {
    let place = TURNS.enter(person)?.turn(WAIT).await?;
    let painted = spawn_blocking(move || {
        let _place = place;
        paper.scene.paint(format, paper.scale)
    });
    match painted.await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        failed => {
            tracing::error!(?failed, "a paper could not be painted");
            Err(Problem::of(ErrorCode::Internal))
        }
    }
}

fn kept() -> std::sync::MutexGuard<'static, Painted> {
    PAINTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The papers that were asked for last, by tag, the newest last.
#[derive(Debug, Default)]
struct Painted {
    papers: VecDeque<(String, Bytes)>,
    bytes: usize,
}

impl Painted {
    fn find(&mut self, tag: &str) -> Option<Bytes> {
        let at = self.papers.iter().position(|(known, _)| known == tag)?;
        let found = self.papers.remove(at)?;
        let bytes = found.1.clone();
        self.papers.push_back(found);
        Some(bytes)
    }

    fn keep(&mut self, tag: String, bytes: Bytes) {
        if bytes.len() > KEPT / 4 || self.papers.iter().any(|(known, _)| *known == tag) {
            return;
        }
        self.bytes += bytes.len();
        self.papers.push_back((tag, bytes));
        while self.bytes > KEPT {
            let Some((_, gone)) = self.papers.pop_front() else { break };
            self.bytes -= gone.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_last_is_kept_and_never_more_than_fits() {
        let mut painted = Painted::default();
        let large = Bytes::from(vec![0; KEPT / 4]);
        for tag in ["a", "b", "c", "d"] {
            painted.keep(tag.to_owned(), large.clone());
        }
        assert!(painted.find("a").is_some());
        painted.keep("e".to_owned(), large.clone());
        assert!(painted.find("b").is_none() && painted.find("a").is_some() && painted.bytes <= KEPT);
        painted.keep("whole".to_owned(), Bytes::from(vec![0; KEPT]));
        assert!(painted.find("whole").is_none());
    }
}
