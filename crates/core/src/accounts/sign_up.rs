//! Signing up: a mail first, a person when it is answered. So nobody holds an address that isn't theirs.

use super::{ClientInfo, evenly};
use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits,
    mail::{MailTemplate, post},
    store::{self, one_time::Purpose},
    tokens::{NewToken, hash_of},
};
use repti_db::{Scope, figures::happened};
use repti_model::{
    ErrorCode, PersonId,
    account::SignUp,
    text::{normal_email, one_line},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What the page says after a sign-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignUpOutcome {
    /// “We have sent you a mail.” The same whether the address had an account or not.
    CheckMail,
    /// The link of an invitation to this very address proved it already: sign in now.
    Ready { person: PersonId },
}

/// What a sign-up waits with. The password belongs to the link: whoever signs up later with the same address doesn't change it.
#[derive(Serialize, Deserialize)]
struct Waiting {
    display_name: String,
    password_hash: String,
}

impl Core {
    /// Takes a sign-up and sends the mail that completes it.
    ///
    /// # Errors
    /// Field errors, a weak password, too many tries.
    pub async fn sign_up(&self, form: &SignUp, client: &ClientInfo) -> Result<SignUpOutcome> {
        form.validate()?;
        let (email, name) = (form.email.trim(), one_line(&form.display_name));
        self.limits().take(&limits::MAIL_ADDRESS, &client.address).await?;
        self.limits().take(&limits::MAIL_RECIPIENT, &normal_email(email)).await?;
        self.passwords().check_strength("password", &form.password, &[email, &name]).await?;
        evenly(Duration::from_millis(400), async {
            let waiting = Waiting { display_name: name, password_hash: self.passwords().hash(&form.password).await? };
            self.place_sign_up(email, waiting, form.invitation.as_deref()).await
        })
        .await
    }

    async fn place_sign_up(&self, email: &str, waiting: Waiting, invitation: Option<&str>) -> Result<SignUpOutcome> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        if let Some(person) = store::people::find_by_email(&mut tx, email).await? {
            let (link, reset) = (self.links().breeder_page("/sign-in"), self.links().breeder_page("/forgot-password"));
            let values = [("link", link.as_str()), ("reset", reset.as_str())];
            post(&mut tx, MailTemplate::AlreadyRegistered, &person.email, &person.display_name, &values).await?;
            tx.commit().await?;
            return Ok(SignUpOutcome::CheckMail);
        }
        if let Some(token) = invitation {
            let offer = store::invitations::find_offer(&mut tx, &hash_of(token)).await?;
            if offer.is_some_and(|(_, offer)| normal_email(&offer.email) == normal_email(email)) {
                let person = PersonId::new();
                if store::people::insert(&mut tx, person, email, &waiting.display_name, &waiting.password_hash).await? {
                    audit::record(&mut tx, AuditEntry::of_person(person, "person.signed_up").about("person", person.0))
                        .await?;
                    tx.commit().await?;
                    happened("signed_up", 1);
                    return Ok(SignUpOutcome::Ready { person });
                }
            }
        }
        let token = NewToken::new("");
        let payload = serde_json::to_value(&waiting).map_err(|error| CoreError::Internal(error.to_string()))?;
        store::one_time::insert(&mut tx, Purpose::SignUp, &token.hash, None, Some(email), payload).await?;
        let link = self.links().verify_email(&token.plain);
        post(&mut tx, MailTemplate::VerifyEmail, email, &waiting.display_name, &[("link", &link)]).await?;
        tx.commit().await?;
        Ok(SignUpOutcome::CheckMail)
    }

    /// Completes a sign-up by the link of its mail.
    ///
    /// # Errors
    /// When the link was used, has expired or never was.
    pub async fn verify_email(&self, token: &str, client: &ClientInfo) -> Result<PersonId> {
        self.limits().take(&limits::TOKEN_ADDRESS, &client.address).await?;
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let waiting =
            store::one_time::find(&mut tx, Purpose::SignUp, &hash_of(token)).await?.ok_or(CoreError::LinkExpired)?;
        let email = waiting.email.as_deref().ok_or(CoreError::LinkExpired)?;
        let details: Waiting = serde_json::from_value(waiting.payload).map_err(|_| CoreError::LinkExpired)?;
        store::one_time::spend(&mut tx, waiting.id).await?;
        let person = PersonId::new();
        if !store::people::insert(&mut tx, person, email, &details.display_name, &details.password_hash).await? {
            tx.commit().await?;
            return Err(CoreError::problem(ErrorCode::AlreadyExists, "This address is confirmed already. Sign in."));
        }
        audit::record(&mut tx, AuditEntry::of_person(person, "person.signed_up").about("person", person.0)).await?;
        tx.commit().await?;
        happened("signed_up", 1);
        Ok(person)
    }
}
