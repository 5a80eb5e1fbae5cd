//! All photographs, as staff see them.

use super::{LogoFile, PhotoFiles, PhotoState, VideoFile};
use crate::{AnimalId, LogoId, PhotoId, VivariumId, text_enum::text_enum};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Which photographs the list shows.
    pub enum PhotoShow {
        All = ("all", "All"),
        Ready = ("ready", "Shown"),
        Coming = ("coming", "On the way"),
        Failed = ("failed", "Not taken"),
        TakenDown = ("taken_down", "Taken down"),
        Removed = ("removed", "Removed"),
    }
}

/// What staff look for among photographs or logos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoSearch {
    pub show: PhotoShow,
    /// A part of a vivarium's name or address, or an id: of a vivarium, and of photographs that of one or of an animal; empty for all.
    pub text: String,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// A photograph with whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffPhoto {
    pub id: PhotoId,
    pub state: PhotoState,
    /// Once it is ready.
    pub files: Option<PhotoFiles>,
    /// What is played, where it is a video.
    pub video: Option<VideoFile>,
    /// What the file was called.
    pub name: String,
    /// Bytes of the file as it was sent.
    pub size: u64,
    /// Bytes of what was made of it.
    pub made: u64,
    pub caption: String,
    /// Why it isn't taken, or was taken down; empty otherwise.
    pub refusal: String,
    /// It failed by no fault of the file.
    pub retryable: bool,
    pub sent_at: Timestamp,
    pub taken_down_at: Option<Timestamp>,
    /// Who of staff took it down.
    pub taken_down_by: Option<String>,
    /// When its breeder removed it.
    pub archived_at: Option<Timestamp>,
    pub vivarium_id: VivariumId,
    pub vivarium: String,
    pub animal_id: AnimalId,
    pub code: String,
    pub animal: String,
    /// Anybody can see it.
    pub public: bool,
}

/// A vivarium's own logo with whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffLogo {
    pub id: LogoId,
    /// None where it was taken down.
    pub file: Option<LogoFile>,
    /// Bytes of the picture, which are gone where it was taken down.
    pub size: u64,
    /// Why it was taken down, as its keeper reads it; empty otherwise.
    pub refusal: String,
    pub sent_at: Timestamp,
    pub taken_down_at: Option<Timestamp>,
    /// Who of staff took it down.
    pub taken_down_by: Option<String>,
    pub vivarium_id: VivariumId,
    pub vivarium: String,
    /// What the vivarium's plan is called.
    pub plan: String,
    /// The plan has an own logo. Where it has none any more, nobody but members sees it.
    pub allowed: bool,
    /// Anybody can see it.
    pub public: bool,
}

/// What lies in the object store of one vivarium, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoredBytes {
    pub photos: u64,
    /// Bytes of photographs as they were sent.
    pub originals: u64,
    /// Bytes of what pages show of them.
    pub pictures: u64,
    /// Files beside claims.
    pub files: u64,
    pub file_bytes: u64,
    /// The own logo.
    pub logo_bytes: u64,
}

impl StoredBytes {
    /// All bytes together.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.originals + self.pictures + self.file_bytes + self.logo_bytes
    }
}

/// A vivarium's part of the object store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VivariumStorage {
    pub vivarium_id: VivariumId,
    pub vivarium: String,
    pub stored: StoredBytes,
    /// What its plan is called.
    pub plan: String,
    /// Bytes of photographs that the plan has.
    pub room: u64,
}

/// Who has how much in the object store, whoever has most first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StorageUse {
    pub rows: Vec<VivariumStorage>,
    /// How many vivariums have anything there; more than there are rows where those are very many.
    pub vivariums: u64,
    pub all: StoredBytes,
}
