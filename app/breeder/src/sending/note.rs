//! What is kept beside a file in the browser, so that a page that opens later knows where to go on.

use repti_model::{AnimalId, PhotoId};

/// So long a file is kept that nobody went on with, in milliseconds.
const KEPT: f64 = 7.0 * 86_400_000.0;

/// Whose file it is, and how far it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Person and vivarium: nobody else on this device sees it.
    pub owner: String,
    pub animal: AnimalId,
    /// Once the server knows it.
    pub upload: Option<PhotoId>,
    pub paused: bool,
    /// When the file was chosen, in milliseconds since 1970.
    pub at: f64,
}

impl Note {
    pub fn write(&self) -> String {
        let upload = self.upload.map(|id| id.to_string()).unwrap_or_default();
        let paused = if self.paused { "paused" } else { "" };
        format!("{}\n{}\n{upload}\n{paused}\n{}", self.owner, self.animal, self.at)
    }

    /// Nothing for what another version wrote.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let mut line = || lines.next();
        let owner = line()?.to_owned();
        let animal = line()?.parse().ok()?;
        let upload = Some(line()?).filter(|id| !id.is_empty()).map(str::parse).transpose().ok()?;
        let paused = line()? == "paused";
        Some(Self { owner, animal, upload, paused, at: line()?.parse().ok()? })
    }

    pub fn is_old(&self, now: f64) -> bool {
        now - self.at > KEPT
    }
}
