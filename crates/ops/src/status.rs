//! What visitors are told of how the site is: the checks of our stores and the signs of life of our processes, put into the parts that people know.

use crate::{Ops, Result, store};
use jiff::Timestamp;
use repti_model::{
    embed::HealthCheck,
    status::{Condition, PartStatus, SitePart, SiteStatus},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// For so long everybody is told the same.
const FRESH: Duration = Duration::from_secs(5);
/// A role that gave no sign for this long has no process left. Each gives one every thirty seconds.
const SILENT_SECONDS: f64 = 100.0;

/// What was told last, and by this process seen to change.
#[derive(Debug, Clone, Default)]
pub(crate) struct Board(Arc<Mutex<Option<Told>>>);

#[derive(Debug, Clone)]
struct Told {
    at: Instant,
    status: SiteStatus,
    /// When this process saw each part change.
    changed: Vec<(SitePart, Timestamp)>,
}

impl Ops {
    /// How the site is. `checks` is asked only when what was told last is older than a few seconds, and once for all who ask at the same moment.
    pub async fn site_status(&self, checks: impl Future<Output = Vec<HealthCheck>>) -> SiteStatus {
        let mut board = self.board.0.lock().await;
        if let Some(told) = board.as_ref().filter(|told| told.at.elapsed() < FRESH) {
            return told.status.clone();
        }
        let (checks, roles) = tokio::join!(checks, Box::pin(self.roles_seen()));
        let now = Timestamp::now();
        let conditions = conditions(&checks, &roles);
        // Kept until there is something newer: whoever asks may go away in the middle of it.
        let before = board.clone();
        let changed = changes(before.as_ref(), &conditions, now);
        let status = SiteStatus { checked: now, parts: Box::pin(self.since(before, conditions, &changed)).await };
        *board = Some(Told { at: Instant::now(), status: status.clone(), changed });
        status
    }

    /// Says that a process of these roles lives.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn sign_of_life(&self, roles: &[String]) -> Result<()> {
        Ok(store::status::sign_of_life(self.db.public(), roles).await?)
    }

    /// Without a database nobody knows who lives, and that is what is told then.
    async fn roles_seen(&self) -> Vec<(String, f64)> {
        let asked = tokio::time::timeout(Duration::from_secs(2), store::status::roles(self.db.public())).await;
        asked.ok().and_then(std::result::Result::ok).unwrap_or_default()
    }

    /// Since when: by the database, where all processes note it; while it is away, by what was known before and what this process saw since.
    async fn since(
        &self,
        before: Option<Told>,
        conditions: Vec<(SitePart, Condition)>,
        changed: &[(SitePart, Timestamp)],
    ) -> Vec<PartStatus> {
        let seen = |part: SitePart| changed.iter().find(|(known, _)| *known == part).map(|(_, at)| *at);
        let rows: Vec<store::status::Seen> =
            conditions.iter().map(|(part, condition)| (*part, *condition, seen(*part))).collect();
        let noted = tokio::time::timeout(Duration::from_secs(2), store::status::note(self.db.public(), &rows)).await;
        let noted = noted.ok().and_then(std::result::Result::ok);
        let since = |part: SitePart| match &noted {
            Some(rows) => rows.iter().find(|(name, _)| name == part.as_str()).and_then(|(_, since)| *since),
            None => seen(part).or_else(|| {
                let parts = before.as_ref().map(|told| told.status.parts.as_slice()).unwrap_or_default();
                parts.iter().find(|known| known.part == part).and_then(|known| known.since)
            }),
        };
        conditions.into_iter().map(|(part, condition)| PartStatus { part, condition, since: since(part) }).collect()
    }
}

/// When this process saw each part change: now, where it is otherwise than it was told last.
fn changes(before: Option<&Told>, now_so: &[(SitePart, Condition)], now: Timestamp) -> Vec<(SitePart, Timestamp)> {
    let Some(before) = before else { return Vec::new() };
    let mut changed = before.changed.clone();
    for (part, condition) in now_so {
        let was = before.status.parts.iter().find(|known| known.part == *part).map(|known| known.condition);
        if was.is_some_and(|was| was != *condition) {
            changed.retain(|(known, _)| known != part);
            changed.push((*part, now));
        }
    }
    changed
}

/// How each part is, by what it stands on.
fn conditions(checks: &[HealthCheck], roles: &[(String, f64)]) -> Vec<(SitePart, Condition)> {
    // What isn't asked about isn't known to be ill.
    let well = |name: &str| checks.iter().find(|check| check.name == name).is_none_or(|check| check.healthy);
    // A role that never gave a sign isn't played here.
    let lives = |role: &str| roles.iter().find(|(known, _)| known == role).is_none_or(|(_, age)| *age < SILENT_SECONDS);
    let (database, sessions, files, queue) = (well("postgres"), well("redis"), well("photos"), well("jobs"));
    let up_if = |works: bool| if works { Condition::Up } else { Condition::Down };
    let jobs = match (database && lives("worker"), queue) {
        (true, true) => Condition::Up,
        (true, false) => Condition::Degraded,
        (false, _) => Condition::Down,
    };
    vec![
        (SitePart::Public, up_if(database && lives("public"))),
        (SitePart::Breeder, up_if(database && sessions && lives("breeder"))),
        (SitePart::Photos, up_if(database && files && lives("media"))),
        (SitePart::Embed, up_if(database && lives("embed"))),
        (SitePart::Api, up_if(database && lives("api"))),
        (SitePart::Jobs, jobs),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, healthy: bool) -> HealthCheck {
        HealthCheck { name: name.to_owned(), healthy, millis: 1.0, detail: String::new() }
    }

    fn ill(checks: &[HealthCheck], roles: &[(String, f64)]) -> Vec<(SitePart, Condition)> {
        conditions(checks, roles).into_iter().filter(|(_, condition)| *condition != Condition::Up).collect()
    }

    #[test]
    fn each_part_falls_with_what_it_stands_on_and_with_nothing_else() {
        let all = ["postgres", "redis", "jobs", "photos"].map(|name| check(name, true));
        assert_eq!(ill(&all, &[]), []);
        assert_eq!(ill(&[check("redis", false)], &[]), [(SitePart::Breeder, Condition::Down)]);
        assert_eq!(ill(&[check("photos", false)], &[]), [(SitePart::Photos, Condition::Down)]);
        assert_eq!(ill(&[check("jobs", false)], &[]), [(SitePart::Jobs, Condition::Degraded)]);
        let dead = ill(&[check("postgres", false), check("jobs", false)], &[]);
        assert!(dead.len() == SitePart::ALL.len() && dead.iter().all(|(_, condition)| *condition == Condition::Down));
    }

    #[test]
    fn a_role_that_fell_silent_is_down_and_one_that_never_spoke_is_not_played() {
        let roles = [("worker".to_owned(), 500.0), ("api".to_owned(), 3.0), ("breeder".to_owned(), 101.0)];
        let found = ill(&[], &roles);
        assert_eq!(found, [(SitePart::Breeder, Condition::Down), (SitePart::Jobs, Condition::Down)]);
    }

    #[test]
    fn a_change_is_noted_when_it_is_seen_and_kept_from_then_on() {
        let (first, second) = (Timestamp::UNIX_EPOCH, Timestamp::from_second(100).expect("an instant"));
        let told = |condition: Condition, changed: Vec<(SitePart, Timestamp)>| Told {
            at: Instant::now(),
            status: SiteStatus {
                checked: first,
                parts: vec![PartStatus { part: SitePart::Api, condition, since: None }],
            },
            changed,
        };
        assert_eq!(changes(None, &[(SitePart::Api, Condition::Down)], second), []);
        let up = told(Condition::Up, Vec::new());
        assert_eq!(changes(Some(&up), &[(SitePart::Api, Condition::Down)], second), [(SitePart::Api, second)]);
        let down = told(Condition::Down, vec![(SitePart::Api, first)]);
        assert_eq!(changes(Some(&down), &[(SitePart::Api, Condition::Down)], second), [(SitePart::Api, first)]);
    }
}
