//! A person's own settings: name, e-mail address, password; and proving oneself again before what matters.

use super::ClientInfo;
use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits,
    mail::{MailTemplate, post},
    store::{self, one_time::Purpose, people::Person},
    tokens::{NewToken, hash_of},
};
use repti_db::Scope;
use repti_model::{
    Actor, ErrorCode,
    account::{Account, EmailChange, NameChange, PasswordChange, Reauthentication},
    text::{normal_email, one_line},
};
use serde_json::json;

impl Core {
    /// The actor's own account.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn account(&self, actor: &Actor) -> Result<Account> {
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        let person =
            store::people::find(&mut tx, actor.person_id).await?.ok_or_else(|| CoreError::not_found("person"))?;
        let factors = store::factors::get(&mut tx, person.id).await?;
        let recently_authenticated = match actor.session_id {
            Some(session) => store::sessions::is_fresh(&mut tx, session, person.id).await?,
            None => false,
        };
        Ok(Account {
            id: person.id,
            email: person.email,
            display_name: person.display_name,
            totp: factors.totp,
            passkeys: store::passkeys::list(&mut tx, person.id).await?,
            recovery_codes_left: u32::try_from(factors.recovery_codes).unwrap_or_default(),
            recently_authenticated,
            created_at: person.created_at,
        })
    }

    /// Changes the name that others see.
    ///
    /// # Errors
    /// A field error.
    pub async fn change_name(&self, actor: &Actor, form: &NameChange) -> Result<()> {
        form.validate()?;
        own_session(actor)?;
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        store::people::update_name(&mut tx, actor.person_id, &one_line(&form.display_name)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes the password again; for ten minutes, what matters doesn't ask for it.
    ///
    /// # Errors
    /// A wrong password (as a field error), or too many tries.
    pub async fn reauthenticate(&self, actor: &Actor, form: &Reauthentication) -> Result<()> {
        form.validate()?;
        self.prove(actor, &form.password, "password").await.map(|_| ())
    }

    /// Changes the password, and ends every other session.
    ///
    /// # Errors
    /// A wrong current password, a weak new one.
    pub async fn change_password(&self, actor: &Actor, form: &PasswordChange) -> Result<()> {
        form.validate()?;
        let person = self.prove(actor, &form.current_password, "current_password").await?;
        self.passwords()
            .check_strength("new_password", &form.new_password, &[&person.email, &person.display_name])
            .await?;
        let hash = self.passwords().hash(&form.new_password).await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        self.replace_password(&mut tx, &person, &hash, actor.session_id).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "person.password_changed").about("person", person.id.0)).await?;
        Ok(tx.commit().await?)
    }

    /// Asks for a change of the address: a mail goes to the new one. If that has an account already, its owner hears of it
    /// instead, and the answer is the same.
    ///
    /// # Errors
    /// A wrong password, or too many tries.
    pub async fn request_email_change(&self, actor: &Actor, form: &EmailChange, client: &ClientInfo) -> Result<()> {
        form.validate()?;
        let email = form.new_email.trim();
        self.limits().take(&limits::MAIL_ADDRESS, &client.address).await?;
        self.limits().take(&limits::MAIL_RECIPIENT, &normal_email(email)).await?;
        let person = self.prove(actor, &form.current_password, "current_password").await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        match store::people::find_by_email(&mut tx, email).await? {
            Some(other) if other.id == person.id => {
                return Err(CoreError::field("new_email", "This is your address already."));
            }
            Some(other) => {
                let (link, reset) =
                    (self.links().breeder_page("/sign-in"), self.links().breeder_page("/forgot-password"));
                let values = [("link", link.as_str()), ("reset", reset.as_str())];
                post(&mut tx, MailTemplate::AlreadyRegistered, &other.email, &other.display_name, &values).await?;
            }
            None => {
                let token = NewToken::new("");
                store::one_time::insert(
                    &mut tx,
                    Purpose::ConfirmEmail,
                    &token.hash,
                    Some(person.id),
                    Some(email),
                    json!({}),
                )
                .await?;
                let link = self.links().confirm_email(&token.plain);
                post(&mut tx, MailTemplate::ConfirmNewEmail, email, &person.display_name, &[("link", &link)]).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Makes the new address the account's by the link of its mail; the old one is told.
    ///
    /// # Errors
    /// When the link was used or has expired, or the address found another owner meanwhile.
    pub async fn confirm_email_change(&self, token: &str, client: &ClientInfo) -> Result<()> {
        self.limits().take(&limits::TOKEN_ADDRESS, &client.address).await?;
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let token = store::one_time::find(&mut tx, Purpose::ConfirmEmail, &hash_of(token))
            .await?
            .ok_or(CoreError::LinkExpired)?;
        let (Some(id), Some(email)) = (token.person, token.email.as_deref()) else {
            return Err(CoreError::LinkExpired);
        };
        let person = store::people::find(&mut tx, id).await?.ok_or(CoreError::LinkExpired)?;
        store::one_time::spend_all(&mut tx, id).await?;
        if !store::people::update_email(&mut tx, id, email).await? {
            return Err(CoreError::LinkExpired);
        }
        let link = self.links().breeder_page("/sign-in");
        post(&mut tx, MailTemplate::EmailChangedNotice, &person.email, &person.display_name, &[("link", &link)])
            .await?;
        audit::record(&mut tx, AuditEntry::of_person(id, "person.email_changed").about("person", id.0)).await?;
        Ok(tx.commit().await?)
    }

    /// The person behind the session, who has proven themselves by `password` now or within the last ten minutes.
    pub(crate) async fn prove(&self, actor: &Actor, password: &str, field: &str) -> Result<Person> {
        let session = own_session(actor)?;
        let (person, fresh) = {
            let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
            let person =
                store::people::find(&mut tx, actor.person_id).await?.ok_or_else(|| CoreError::not_found("person"))?;
            let fresh = store::sessions::is_fresh(&mut tx, session, person.id).await?;
            (person, fresh)
        };
        if password.is_empty() {
            return if fresh {
                Ok(person)
            } else {
                Err(CoreError::field(field, "Enter your current password to go on."))
            };
        }
        self.limits().take(&limits::REAUTHENTICATION, &person.id.to_string()).await?;
        if !self.passwords().verify(password, person.password_hash.as_deref()).await? {
            return Err(CoreError::field(field, "This is not your current password."));
        }
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        store::sessions::mark_fresh(&mut tx, session, person.id).await?;
        tx.commit().await?;
        Ok(person)
    }
}

/// Account settings belong to people, not to their programs.
pub(super) fn own_session(actor: &Actor) -> Result<repti_model::SessionId> {
    match (actor.session_id, &actor.scopes) {
        (Some(session), None) => Ok(session),
        _ => Err(CoreError::problem(
            ErrorCode::Forbidden,
            "This can only be done after signing in on the site, not with a token.",
        )),
    }
}
