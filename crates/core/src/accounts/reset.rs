//! A forgotten password.

use super::{ClientInfo, evenly};
use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits,
    mail::{MailTemplate, post},
    store::{self, one_time::Purpose, people::Person},
    tokens::{NewToken, hash_of},
};
use repti_db::{Scope, Tx};
use repti_model::{
    SessionId,
    account::{PasswordReset, ResetRequest},
    text::normal_email,
};
use serde_json::json;
use std::time::Duration;

impl Core {
    /// Sends the mail with the link, if the address has an account. The answer and its time are the same if not.
    ///
    /// # Errors
    /// A field error, or too many tries.
    pub async fn request_reset(&self, form: &ResetRequest, client: &ClientInfo) -> Result<()> {
        form.validate()?;
        let email = normal_email(&form.email);
        self.limits().take(&limits::MAIL_ADDRESS, &client.address).await?;
        self.limits().take(&limits::MAIL_RECIPIENT, &email).await?;
        evenly(Duration::from_millis(250), self.post_reset(&email)).await
    }

    async fn post_reset(&self, email: &str) -> Result<()> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let person = store::people::find_by_email(&mut tx, email).await?;
        if let Some(person) = person.filter(|person| person.suspended_reason.is_none()) {
            let token = NewToken::new("");
            store::one_time::insert(&mut tx, Purpose::ResetPassword, &token.hash, Some(person.id), None, json!({}))
                .await?;
            let link = self.links().reset_password(&token.plain);
            post(&mut tx, MailTemplate::ResetPassword, &person.email, &person.display_name, &[("link", &link)]).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Sets a new password by the link of the mail. Ends every session; a second factor is still asked for at the next sign-in.
    ///
    /// # Errors
    /// An expired or used link, a weak password.
    pub async fn reset_password(&self, form: &PasswordReset, client: &ClientInfo) -> Result<()> {
        form.validate()?;
        self.limits().take(&limits::TOKEN_ADDRESS, &client.address).await?;
        let hash = hash_of(&form.token);
        // Judged and hashed before the token's row is held: hashing is slow, and a weak password must not use the link up.
        let person = {
            let mut tx = self.db().begin(Scope::Nobody).await?;
            let token =
                store::one_time::find(&mut tx, Purpose::ResetPassword, &hash).await?.ok_or(CoreError::LinkExpired)?;
            let id = token.person.ok_or(CoreError::LinkExpired)?;
            store::people::find(&mut tx, id).await?.ok_or(CoreError::LinkExpired)?
        };
        self.passwords().check_strength("password", &form.password, &[&person.email, &person.display_name]).await?;
        let password = self.passwords().hash(&form.password).await?;
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let token =
            store::one_time::find(&mut tx, Purpose::ResetPassword, &hash).await?.ok_or(CoreError::LinkExpired)?;
        store::one_time::spend(&mut tx, token.id).await?;
        self.replace_password(&mut tx, &person, &password, None).await?;
        let entry = AuditEntry::of_person(person.id, "person.password_reset").about("person", person.id.0);
        audit::record(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }

    /// Stores the hash, voids older links, ends all other sessions and tells the person.
    pub(crate) async fn replace_password(
        &self,
        tx: &mut Tx,
        person: &Person,
        hash: &str,
        keep: Option<SessionId>,
    ) -> Result<()> {
        store::people::update_password(tx, person.id, hash).await?;
        store::one_time::spend_all(tx, person.id).await?;
        store::sessions::revoke_all(tx, person.id, keep).await?;
        store::refresh::revoke_all(tx, person.id).await?;
        let reset = self.links().breeder_page("/forgot-password");
        post(tx, MailTemplate::PasswordChanged, &person.email, &person.display_name, &[("reset", &reset)]).await
    }
}
