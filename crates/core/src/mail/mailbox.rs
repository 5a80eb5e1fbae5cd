//! The mailbox of development.

use crate::{Core, Result, store};
use jiff::Timestamp;
use repti_db::Scope;
use uuid::Uuid;

/// A line of the mailbox.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DevMailSummary {
    pub id: Uuid,
    pub recipient: String,
    pub subject: String,
    pub at: Timestamp,
}

/// A mail that would have gone out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DevMail {
    pub id: Uuid,
    pub recipient: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub at: Timestamp,
}

impl Core {
    /// Whether mails end in the mailbox of development, so that its pages may be shown at all.
    #[must_use]
    pub fn has_dev_mailbox(&self) -> bool {
        self.mailer().smtp.is_none()
    }

    /// The latest mails, newest first; none unless mails end here. `recipient` picks one person's.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn dev_mailbox(&self, recipient: Option<&str>) -> Result<Vec<DevMailSummary>> {
        if !self.has_dev_mailbox() {
            return Ok(Vec::new());
        }
        let mut tx = self.db().begin(Scope::Nobody).await?;
        Ok(store::mailbox::list_mails(&mut tx, recipient).await?)
    }

    /// One mail of the mailbox.
    ///
    /// # Errors
    /// When there is none, or the database doesn't answer.
    pub async fn dev_mail(&self, id: Uuid) -> Result<Option<DevMail>> {
        if !self.has_dev_mailbox() {
            return Ok(None);
        }
        let mut tx = self.db().begin(Scope::Nobody).await?;
        Ok(store::mailbox::find_mail(&mut tx, id).await?)
    }
}
