//! Checks the chain from its first line to its head.

use crate::{AuditEntry, Core, Result, store};
use repti_db::Scope;
use repti_model::{
    Actor, StaffRole,
    audit::{AuditBreak, AuditVerification},
};
use sha2::{Digest, Sha256};
use store::audit::StoredLine;

/// Lines read at a time.
const BATCH: i64 = 2000;

impl Core {
    /// Checks every line of the log, for an administrator.
    ///
    /// # Errors
    /// When the actor isn't one, or the database doesn't answer. A broken chain is an answer, no error.
    pub async fn verify_audit(&self, actor: &Actor) -> Result<AuditVerification> {
        actor.require_staff(StaffRole::Administrator)?;
        let found = self.verify_audit_chain().await?;
        let entry =
            AuditEntry::by(actor, "audit.verified").with("lines", found.lines).with("whole", found.broken.is_none());
        self.record_audit(entry).await?;
        Ok(found)
    }

    /// The same for the operator's command line.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn verify_audit_chain(&self) -> Result<AuditVerification> {
        // Only the scope matters: it is nobody of staff who looks, but the operator.
        let mut tx = self.db().begin(Scope::Staff(repti_model::PersonId(uuid::Uuid::nil()))).await?;
        let head = store::audit::freeze_head(&mut tx).await?;
        let mut hash = vec![0_u8; 32];
        let mut seq = 0_i64;
        while seq < head.seq {
            let lines = store::audit::read(&mut tx, seq, head.seq, BATCH).await?;
            if lines.is_empty() {
                return Ok(broken(seq, &hash, seq + 1, "the line is missing"));
            }
            for line in lines {
                if let Some(reason) = fault(&line, seq + 1, &hash) {
                    return Ok(broken(seq, &hash, line.seq.min(seq + 1), reason));
                }
                seq = line.seq;
                hash = line.hash;
            }
        }
        if hash != head.hash {
            return Ok(broken(seq, &hash, seq, "the last line is not the one that the log ends with"));
        }
        Ok(AuditVerification { lines: seq, head: hex::encode(hash), broken: None })
    }

    /// The hash of one line, in hexadecimal, for the operator's command line.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn audit_hash(&self, seq: i64) -> Result<Option<String>> {
        let mut tx = self.db().begin(Scope::Staff(repti_model::PersonId(uuid::Uuid::nil()))).await?;
        Ok(store::audit::hash_of(&mut tx, seq).await?.map(hex::encode))
    }
}

fn broken(lines: i64, hash: &[u8], seq: i64, reason: &str) -> AuditVerification {
    AuditVerification { lines, head: hex::encode(hash), broken: Some(AuditBreak { seq, reason: reason.to_owned() }) }
}

fn fault(line: &StoredLine, expected: i64, previous: &[u8]) -> Option<&'static str> {
    if line.seq != expected {
        return Some("the line is missing");
    }
    if line.prev_hash != previous {
        return Some("it doesn't follow from the line before it");
    }
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(format!("{}\n{}", line.seq, line.line));
    if hasher.finalize().as_slice() != line.hash {
        return Some("its text was changed");
    }
    (!line.columns_agree).then_some("its columns were changed")
}
