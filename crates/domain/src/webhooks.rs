//! Telling the people of a vivarium that an endpoint of theirs was switched off: operations know the endpoint, the people's context the addresses.

use crate::Domain;
use repti_core::CoreError;
use repti_model::Action;
use repti_ops::WebhookNotice;

impl Domain {
    /// Queues the mails: the worker's handler of `webhook_notice`. Gives how many.
    ///
    /// # Errors
    /// When the database doesn't answer; the queue tries again.
    pub async fn tell_of_webhook(&self, notice: &WebhookNotice) -> Result<usize, CoreError> {
        let sentence = format!(
            "Nothing has reached your endpoint at {} for more than three days, so ReptiDex sends nothing there any more. Its page shows each try \
             with the answer. Once it works, switch it on again there; what it missed can be sent again for 30 days.",
            notice.host
        );
        self.core
            .tell_members(notice.to, Action::Administer, "A webhook was switched off", &sentence, "/webhooks")
            .await
    }
}
