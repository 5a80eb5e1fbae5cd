//! The audit log: append only, hash-chained, without personal data beyond ids.

mod verify;

use crate::{Core, CoreError, Result, store};
use jiff::{Timestamp, Unit};
use repti_db::{Scope, Tx};
use repti_model::{
    Actor, AuditEventId, PersonId, StaffRole, VivariumId,
    audit::{AuditQuery, AuditRow},
    page::Page,
};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A line to be written. Other contexts write theirs by [`record`] in their own transactions.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    actor_kind: &'static str,
    actor: Option<PersonId>,
    vivarium: Option<VivariumId>,
    action: &'static str,
    object: (&'static str, Option<Uuid>),
    detail: Map<String, Value>,
}

impl AuditEntry {
    /// Something that `actor` does, in their vivarium if one is active.
    #[must_use]
    pub fn by(actor: &Actor, action: &'static str) -> Self {
        let kind = if actor.scopes.is_some() {
            "token"
        } else if actor.staff.is_some() {
            "staff"
        } else {
            "person"
        };
        Self { vivarium: actor.vivarium.as_ref().map(|v| v.id), ..Self::new(kind, Some(actor.person_id), action) }
    }

    /// Something that a person does before or without an actor, such as by a link.
    #[must_use]
    pub fn of_person(person: PersonId, action: &'static str) -> Self {
        Self::new("person", Some(person), action)
    }

    /// The same for somebody of staff.
    #[must_use]
    pub fn of_staff(person: PersonId, action: &'static str) -> Self {
        Self::new("staff", Some(person), action)
    }

    /// Something that happens by itself.
    #[must_use]
    pub fn of_system(action: &'static str) -> Self {
        Self::new("system", None, action)
    }

    fn new(actor_kind: &'static str, actor: Option<PersonId>, action: &'static str) -> Self {
        Self { actor_kind, actor, vivarium: None, action, object: ("none", None), detail: Map::new() }
    }

    /// The thing that it is about.
    #[must_use]
    pub fn about(mut self, kind: &'static str, id: Uuid) -> Self {
        self.object = (kind, Some(id));
        self
    }

    /// The vivarium that it belongs to.
    #[must_use]
    pub fn inside(mut self, vivarium: VivariumId) -> Self {
        self.vivarium = Some(vivarium);
        self
    }

    /// A detail. Ids, words and counts; never a name, an address or a text that somebody typed about a person.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.detail.insert(key.to_owned(), value.into());
        self
    }

    /// The line as it is hashed: JSON with its keys in order and no spaces.
    fn line(&self, id: AuditEventId, at: Timestamp) -> String {
        let id_or_null = |id: Option<Uuid>| id.map_or(Value::Null, |id| id.to_string().into());
        let line = serde_json::json!({
            "id": id.to_string(),
            "at": at.to_string(),
            "actor_kind": self.actor_kind,
            "actor_id": id_or_null(self.actor.map(|id| id.0)),
            "vivarium_id": id_or_null(self.vivarium.map(|id| id.0)),
            "action": self.action,
            "object_kind": self.object.0,
            "object_id": id_or_null(self.object.1),
            "detail": sorted(Value::Object(self.detail.clone())),
        });
        sorted(line).to_string()
    }
}

/// The same value with the keys of every object in order, whichever map serde_json was built with.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// Writes a line in the transaction of what it tells of: both happen, or neither. Call it last: the log is locked to the end
/// of the transaction.
///
/// # Errors
/// When the database refuses.
pub async fn record(tx: &mut Tx, entry: AuditEntry) -> Result<()> {
    let at = Timestamp::now().round(Unit::Microsecond).map_err(|error| CoreError::Internal(error.to_string()))?;
    Ok(store::audit::append(tx, &entry.line(AuditEventId::new(), at)).await?)
}

impl Core {
    /// Searches the log, the latest first. For staff.
    ///
    /// # Errors
    /// When the actor isn't staff.
    pub async fn search_audit(&self, actor: &Actor, query: &AuditQuery) -> Result<Page<AuditRow>> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db().begin(Scope::Staff(actor.person_id)).await?;
        Ok(store::audit::search(&mut tx, query, 50).await?)
    }

    /// Writes what the caller has just done elsewhere, such as another store, in a transaction of its own.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn record_audit(&self, entry: AuditEntry) -> Result<()> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        record(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_canonical() {
        let person = PersonId("01935000-0000-7000-8000-00000000000a".parse().unwrap());
        let entry = AuditEntry::of_person(person, "person.signed_up")
            .with("b", 1)
            .with("a", serde_json::json!({"z": 1, "y": [2]}));
        let at: Timestamp = "2026-11-22T10:00:00.123456Z".parse().unwrap();
        assert_eq!(
            entry.line(AuditEventId(person.0), at),
            concat!(
                r#"{"action":"person.signed_up","actor_id":"01935000-0000-7000-8000-00000000000a","actor_kind":"person","#,
                r#""at":"2026-11-22T10:00:00.123456Z","detail":{"a":{"y":[2],"z":1},"b":1},"id":"01935000-0000-7000-8000-00000000000a","#,
                r#""object_id":null,"object_kind":"none","vivarium_id":null}"#
            )
        );
    }
}
