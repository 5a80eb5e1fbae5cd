//! One file on its way, as a machine: what has happened goes in, what to do next comes out.

use super::pace;
use repti_model::{
    PhotoId,
    media::{PhotoUpload, UploadPart},
};
use std::time::Duration;

/// Files that are sent at the same time.
pub const AT_ONCE: usize = 3;
/// How often in a row fresh addresses are asked for before something else must be wrong.
const MOST_RENEWALS: u32 = 3;

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Its turn hasn't come.
    Waiting,
    Sending,
    /// There is no connection; it goes on by itself.
    Held,
    Paused,
    /// All parts are there, and the server puts them together.
    Finishing,
    /// The server has it.
    Arrived,
    /// Why; whether trying again can help.
    Failed {
        why: String,
        again: bool,
    },
}

/// What has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Where its parts go, and which are there.
    Told(PhotoUpload),
    /// So many bytes of the part under way have left.
    Progress(u64),
    /// The part of this number is there.
    Part(u32),
    /// An address is no good any more, or parts that were sent aren't there.
    Stale,
    /// The server knows nothing of it any more.
    Gone,
    /// No answer: the connection or the server is away.
    Lost,
    Refused {
        why: String,
        again: bool,
    },
    Arrived,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Begin,
    Ask(PhotoId),
    Put(UploadPart),
    Finish(PhotoId),
    /// Wait so long, then wake it.
    Wait(Duration),
}

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Bytes of the whole file.
    pub size: u64,
    pub stage: Stage,
    /// Once the server knows it.
    pub id: Option<PhotoId>,
    /// Counts its turns: an answer to an earlier one says nothing any more.
    pub turn: u32,
    parts: Vec<UploadPart>,
    /// Bytes of the part under way that have left.
    under_way: u64,
    /// Lost connections in a row.
    losses: u32,
    /// Times in a row that it had to be asked where its parts go.
    renewals: u32,
}

impl Upload {
    /// A file whose turn comes; `id` where it was begun before.
    pub const fn new(size: u64, id: Option<PhotoId>) -> Self {
        Self { size, stage: Stage::Waiting, id, turn: 0, parts: Vec::new(), under_way: 0, losses: 0, renewals: 0 }
    }

    /// The same for a file that isn't sent at all.
    pub fn refused(size: u64, why: String) -> Self {
        Self { stage: Stage::Failed { why, again: false }, ..Self::new(size, None) }
    }

    /// Bytes that are there, or have left for there.
    pub fn sent(&self) -> u64 {
        if matches!(self.stage, Stage::Finishing | Stage::Arrived) {
            return self.size;
        }
        let here: u64 = self.parts.iter().filter(|part| part.here).map(|part| part.size).sum();
        (here + self.under_way).min(self.size)
    }

    /// The same in whole per cent, 100 only once all of it is there.
    pub fn percent(&self) -> u64 {
        (self.sent() * 100).checked_div(self.size).unwrap_or_default()
    }

    /// Whether it takes one of the places for sending.
    pub const fn is_under_way(&self) -> bool {
        matches!(self.stage, Stage::Sending | Stage::Finishing)
    }

    /// Whether leaving would lose it, where its file isn't kept.
    pub const fn is_unfinished(&self) -> bool {
        !matches!(self.stage, Stage::Arrived | Stage::Failed { .. })
    }

    /// Its turn has come.
    pub fn begin_turn(&mut self) -> Option<Step> {
        if self.stage != Stage::Waiting {
            return None;
        }
        self.turn += 1;
        self.stage = Stage::Sending;
        Some(self.ask())
    }

    /// Somebody pauses it. What the part under way had sent is sent again later.
    pub fn pause(&mut self) -> bool {
        let can = matches!(self.stage, Stage::Waiting | Stage::Sending | Stage::Held);
        if can {
            self.stage = Stage::Paused;
            self.under_way = 0;
        }
        can
    }

    /// Somebody wants it to go on, or to be tried again.
    pub fn resume(&mut self) -> bool {
        let can = matches!(self.stage, Stage::Paused | Stage::Held | Stage::Failed { again: true, .. });
        if can {
            self.stage = Stage::Waiting;
            (self.losses, self.renewals) = (0, 0);
        }
        can
    }

    /// The connection may be back. Counts no losses anew: if it isn't, the next wait is longer.
    pub fn wake(&mut self) -> bool {
        let can = self.stage == Stage::Held;
        if can {
            self.stage = Stage::Waiting;
        }
        can
    }

    /// What was answered in a turn.
    pub fn answer(&mut self, turn: u32, event: Event) -> Option<Step> {
        if turn != self.turn || !self.is_unfinished() {
            return None;
        }
        match event {
            // True also of a file that was paused meanwhile.
            Event::Told(upload) => {
                self.id = Some(upload.id);
                self.parts = upload.parts;
            }
            Event::Part(number) => {
                self.parts.iter_mut().filter(|part| part.number == number).for_each(|part| part.here = true);
                (self.under_way, self.losses, self.renewals) = (0, 0, 0);
            }
            Event::Refused { why, again } => {
                self.under_way = 0;
                self.stage = Stage::Failed { why, again };
            }
            Event::Arrived => self.stage = Stage::Arrived,
            _ if !self.is_under_way() => return None,
            Event::Progress(bytes) => {
                self.under_way = bytes;
                return None;
            }
            Event::Lost => {
                self.under_way = 0;
                self.losses += 1;
                self.stage = Stage::Held;
                return Some(Step::Wait(pace::after(self.losses)));
            }
            Event::Stale => return self.renew(),
            Event::Gone => {
                self.id = None;
                self.parts.clear();
                return self.renew();
            }
        }
        if self.stage == Stage::Sending { self.next() } else { None }
    }

    fn ask(&self) -> Step {
        self.id.map_or(Step::Begin, Step::Ask)
    }

    /// Asks where its parts go, unless that has been told again and again.
    fn renew(&mut self) -> Option<Step> {
        self.under_way = 0;
        self.renewals += 1;
        if self.renewals > MOST_RENEWALS {
            let why = "The server doesn’t take the parts of this file. Try again later.".to_owned();
            self.stage = Stage::Failed { why, again: true };
            return None;
        }
        self.stage = Stage::Sending;
        Some(self.ask())
    }

    /// The first part that isn't there; after the last one the end.
    fn next(&mut self) -> Option<Step> {
        if let Some(part) = self.parts.iter().find(|part| !part.here) {
            return Some(Step::Put(part.clone()));
        }
        self.stage = Stage::Finishing;
        self.id.map(Step::Finish)
    }
}

/// Which files' turns have come, as places in the list, the first first.
pub fn turns<'a>(uploads: impl Iterator<Item = &'a Upload> + Clone) -> Vec<usize> {
    let free = AT_ONCE.saturating_sub(uploads.clone().filter(|upload| upload.is_under_way()).count());
    let waiting = uploads.enumerate().filter(|(_, upload)| upload.stage == Stage::Waiting);
    waiting.map(|(place, _)| place).take(free).collect()
}
