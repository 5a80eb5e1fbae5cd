//! What staff type above the audit log.

use super::AuditQuery;
use crate::FieldErrors;
use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The search as the page sends it; empty fields ask for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AuditForm {
    /// An id, or a part of a name or e-mail address.
    #[serde(default)]
    pub actor: String,
    /// An id, or a part of the name of a person or vivarium.
    #[serde(default)]
    pub object: String,
    /// The action or its beginning.
    #[serde(default)]
    pub action: String,
    /// `2026-11-25`, or with a time as a browser sends it; UTC.
    #[serde(default)]
    pub since: String,
    /// The same; a day includes all of it.
    #[serde(default)]
    pub until: String,
    #[serde(default)]
    pub cursor: String,
}

impl AuditForm {
    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        [&self.actor, &self.object, &self.action, &self.since, &self.until].iter().any(|text| !text.trim().is_empty())
    }

    /// What it asks for.
    ///
    /// # Errors
    /// Names a time that can't be read.
    pub fn query(&self) -> Result<AuditQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut time = |field: &str, text: &str, whole_day: bool| match instant(text, whole_day) {
            Ok(at) => at,
            Err(()) => {
                let shown: String = text.chars().take(40).collect();
                errors.push(
                    field,
                    format!("“{shown}” is not a time. Expected something like 2026-11-25 or 2026-11-25T14:30."),
                );
                None
            }
        };
        let (since, until) = (time("since", &self.since, false), time("until", &self.until, true));
        if let (Some(since), Some(until)) = (since, until)
            && until <= since
        {
            errors.push("until", "This is before the beginning. Choose a later time, or an earlier beginning.");
        }
        errors.into_result()?;
        let (actor, actor_text) = id_or_text(&self.actor);
        let (object, object_text) = id_or_text(&self.object);
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(AuditQuery {
            actor: actor.map(Into::into),
            actor_text,
            object,
            object_text,
            action: given(&self.action),
            since,
            until,
            cursor: given(&self.cursor),
        })
    }
}

fn id_or_text(text: &str) -> (Option<Uuid>, Option<String>) {
    let text = text.trim();
    match Uuid::parse_str(text) {
        Ok(id) => (Some(id), None),
        Err(_) if text.is_empty() => (None, None),
        Err(_) => (None, Some(text.to_owned())),
    }
}

fn instant(text: &str, whole_day: bool) -> Result<Option<Timestamp>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(Some(at));
    }
    let at = match text.parse::<civil::DateTime>() {
        Ok(at) => at,
        Err(_) => return Err(()),
    };
    let only_day = !text.contains(['T', 't', ' ', ':']);
    let at = if only_day && whole_day { at.tomorrow().map_err(drop)? } else { at };
    at.to_zoned(TimeZone::UTC).map(|at| Some(at.timestamp())).map_err(drop)
}

#[cfg(test)]
mod tests {
    use super::AuditForm;

    #[test]
    fn times_are_utc_and_an_end_day_is_included() {
        let form = AuditForm { since: "2026-11-25T14:30".into(), until: "2026-11-25".into(), ..AuditForm::default() };
        let query = form.query().unwrap();
        assert_eq!(query.since.unwrap().to_string(), "2026-11-25T14:30:00Z");
        assert_eq!(query.until.unwrap().to_string(), "2026-11-26T00:00:00Z");
    }

    #[test]
    fn a_wrong_time_is_named_and_an_end_before_the_beginning_too() {
        let form = AuditForm { since: "yesterday".into(), until: "🐍".into(), ..AuditForm::default() };
        assert_eq!(form.query().unwrap_err().0.keys().collect::<Vec<_>>(), ["since", "until"]);
        let form = AuditForm { since: "2026-11-25".into(), until: "2026-11-24".into(), ..AuditForm::default() };
        assert_eq!(form.query().unwrap_err().0.keys().collect::<Vec<_>>(), ["until"]);
    }

    #[test]
    fn an_id_asks_for_one_and_words_for_any_that_have_them() {
        let id = "01935000-0000-7000-8000-00000000000a";
        let form = AuditForm { actor: format!(" {id} "), object: " Riverside ".into(), ..AuditForm::default() };
        let query = form.query().unwrap();
        assert_eq!(query.actor.map(|id| id.to_string()).as_deref(), Some(id));
        assert_eq!((query.object, query.object_text.as_deref()), (None, Some("Riverside")));
        assert!(form.narrows() && !AuditForm::default().narrows());
    }
}
