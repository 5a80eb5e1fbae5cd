//! Telling the people of a vivarium that something waits for them.

use crate::{
    Core, Result,
    mail::{MailTemplate, post},
    store,
};
use repti_db::Scope;
use repti_model::{Action, PersonId, VivariumId, text::one_line};
use uuid::Uuid;

impl Core {
    /// Queues a mail to every member whose role allows `action`: a sentence, and the page of the breeder portal that shows the rest. Gives
    /// how many. What stands in a mail is read by whoever reads the mail, so it names no animal and no person.
    ///
    /// # Errors
    /// When the database doesn't answer; then no mail is queued.
    pub async fn tell_members(
        &self,
        vivarium: VivariumId,
        action: Action,
        subject: &str,
        sentence: &str,
        path: &str,
    ) -> Result<usize> {
        let link = self.links().breeder_page_in(vivarium, path);
        let (subject, sentence) = (one_line(subject), one_line(sentence));
        let values = [("link", link.as_str()), ("subject", &subject), ("sentence", &sentence)];
        let mut tx = self.db().begin(Scope::Vivarium(vivarium, None)).await?;
        let members = store::members::list(&mut tx, PersonId(Uuid::nil())).await?;
        let told: Vec<_> = members.into_iter().filter(|member| member.role.allows(action)).collect();
        for member in &told {
            post(&mut tx, MailTemplate::Notice, &member.email, &member.display_name, &values).await?;
        }
        tx.commit().await?;
        Ok(told.len())
    }
}
