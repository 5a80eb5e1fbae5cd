//! Signing in: password, then what else is due.

use super::{ClientInfo, Portal, SignInOutcome};
use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits,
    mail::{MailTemplate, post},
    store::{
        self,
        one_time::{OneTime, Purpose},
        people::Person,
    },
    tokens::{NewToken, hash_of},
};
use repti_db::{Scope, Tx, figures::happened};
use repti_model::{
    ErrorCode, PersonId, SessionId,
    account::{SecondFactorCode, SignIn},
    text::normal_email,
};
use serde_json::json;

impl Core {
    /// Checks e-mail and password. What follows depends on the portal and the person's second factors.
    ///
    /// # Errors
    /// `BadCredentials` for an unknown address, a wrong password and, at the admin portal, for everybody who isn't staff.
    pub async fn sign_in(&self, portal: Portal, form: &SignIn, client: &ClientInfo) -> Result<SignInOutcome> {
        let person = self.match_password(form, client).await?;
        if portal == Portal::Admin && person.staff.is_none() {
            return Err(CoreError::BadCredentials);
        }
        refuse_suspended(&person)?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        let factors = store::factors::get(&mut tx, person.id).await?;
        let purpose = match (factors.any(), portal) {
            (true, _) => Purpose::SecondFactor,
            (false, Portal::Admin) => Purpose::EnrolFactor,
            (false, Portal::Breeder) => {
                let session = self.open_session(&mut tx, &person, portal, client, false).await?;
                tx.commit().await?;
                return Ok(SignInOutcome::SignedIn { session });
            }
        };
        let token = NewToken::new("");
        store::one_time::insert(
            &mut tx,
            purpose,
            &token.hash,
            Some(person.id),
            None,
            json!({ "portal": portal.as_str() }),
        )
        .await?;
        tx.commit().await?;
        let pending = token.plain;
        Ok(match purpose {
            Purpose::EnrolFactor => SignInOutcome::EnrolFactor { pending },
            _ => SignInOutcome::SecondFactor { pending, totp: factors.totp, passkeys: factors.passkeys > 0 },
        })
    }

    /// E-mail and password of somebody who isn't suspended.
    pub(crate) async fn check_password(&self, form: &SignIn, client: &ClientInfo) -> Result<Person> {
        let person = self.match_password(form, client).await?;
        refuse_suspended(&person)?;
        Ok(person)
    }

    /// E-mail and password, with every limit on the way. The same work is done for an address that nobody has.
    async fn match_password(&self, form: &SignIn, client: &ClientInfo) -> Result<Person> {
        form.validate()?;
        let email = normal_email(&form.email);
        self.limits().take(&limits::SIGN_IN_ADDRESS, &client.address).await?;
        self.limits().take(&limits::SIGN_IN_PAIR, &format!("{email} {}", client.address)).await?;
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let person = store::people::find_by_email(&mut tx, &email).await?;
        let id = person.as_ref().map_or(PersonId(uuid::Uuid::nil()), |person| person.id);
        let known = store::sessions::address_known(&mut tx, id, &client.address).await?;
        drop(tx);
        if !known {
            self.limits().take(&limits::SIGN_IN_ACCOUNT, &email).await?;
        }
        let hash = person.as_ref().and_then(|person| person.password_hash.as_deref());
        if !self.passwords().verify(&form.password, hash).await? {
            tracing::info!(person.id = %id, "sign-in refused");
            return Err(CoreError::BadCredentials);
        }
        person.ok_or(CoreError::BadCredentials)
    }

    /// Completes a sign-in by a code of the app or a recovery code.
    ///
    /// # Errors
    /// A wrong or used code, too many tries, or a sign-in that has expired.
    pub async fn sign_in_with_code(
        &self,
        pending: &str,
        form: &SecondFactorCode,
        client: &ClientInfo,
    ) -> Result<SessionId> {
        form.validate()?;
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let (waiting, person, portal) = self.find_pending(&mut tx, Purpose::SecondFactor, pending).await?;
        self.check_code(&mut tx, person.id, &form.code).await?;
        let session = self.complete(&mut tx, &waiting, &person, portal, client).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Who waits behind a pending token, and for which portal. Holds the token's row.
    pub(crate) async fn find_pending(
        &self,
        tx: &mut Tx,
        purpose: Purpose,
        pending: &str,
    ) -> Result<(OneTime, Person, Portal)> {
        let waiting = store::one_time::find(tx, purpose, &hash_of(pending)).await?.ok_or(CoreError::LinkExpired)?;
        let id = waiting.person.ok_or(CoreError::LinkExpired)?;
        let person = store::people::find(tx, id).await?.ok_or(CoreError::LinkExpired)?;
        refuse_suspended(&person)?;
        let portal = match waiting.payload.get("portal").and_then(|portal| portal.as_str()) {
            Some("admin") if person.staff.is_some() => Portal::Admin,
            Some("breeder") => Portal::Breeder,
            _ => return Err(CoreError::LinkExpired),
        };
        Ok((waiting, person, portal))
    }

    /// Uses the pending token up and opens the session.
    pub(crate) async fn complete(
        &self,
        tx: &mut Tx,
        waiting: &OneTime,
        person: &Person,
        portal: Portal,
        client: &ClientInfo,
    ) -> Result<SessionId> {
        store::one_time::spend(tx, waiting.id).await?;
        self.open_session(tx, person, portal, client, true).await
    }

    /// Writes the session; staff hear of each of theirs.
    pub(crate) async fn open_session(
        &self,
        tx: &mut Tx,
        person: &Person,
        portal: Portal,
        client: &ClientInfo,
        second_factor: bool,
    ) -> Result<SessionId> {
        let session = SessionId::new();
        scope_to(tx, person.id).await?;
        store::sessions::insert(tx, session, person.id, portal, client, second_factor).await?;
        if portal == Portal::Admin {
            let when = jiff::Timestamp::now().strftime("%-d %B %Y, %H:%M UTC").to_string();
            let agent = client.short_user_agent();
            let device = if agent.is_empty() { "an unknown program" } else { &agent };
            let link = self.links().admin_page("/account/sessions");
            let values = [("when", when.as_str()), ("device", device), ("link", &link)];
            post(tx, MailTemplate::NewSignIn, &person.email, &person.display_name, &values).await?;
            audit::record(tx, AuditEntry::of_staff(person.id, "staff.signed_in").about("session", session.0)).await?;
        }
        happened("session_opened", 1);
        Ok(session)
    }
}

/// A sign-in begins as nobody; from here on the person's own memberships are in sight.
async fn scope_to(tx: &mut Tx, person: PersonId) -> Result<()> {
    Ok(store::members::show_to(tx, person).await?)
}

fn refuse_suspended(person: &Person) -> Result<()> {
    match &person.suspended_reason {
        Some(reason) => Err(CoreError::problem(
            ErrorCode::Forbidden,
            format!("This account is suspended. The reason given: {reason}"),
        )),
        None => Ok(()),
    }
}
