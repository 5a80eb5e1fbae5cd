//! Passkeys. The server's half of each ceremony is kept five minutes and used once.

use super::{ClientInfo, totp::keep_one_for_staff};
use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits,
    store::{self, one_time::Purpose, passkeys::Ceremony, people::Person},
};
use repti_db::{Scope, Tx};
use repti_model::{Actor, SessionId, account::RecoveryCodes, text::one_line};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use url::Url;
use uuid::Uuid;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{Passkey, PasskeyAuthentication, PasskeyRegistration},
};

/// Where passkeys hold.
#[derive(Debug, Clone)]
pub struct PasskeySettings {
    /// The host that passkeys belong to, such as `example.org`: good for the portals below it too.
    pub host: String,
    /// The origins of the portals that people sign in to.
    pub origins: Vec<Url>,
}

impl PasskeySettings {
    pub(crate) fn build(&self) -> Result<Webauthn> {
        let wrong = |error| CoreError::Setup(format!("passkeys for “{}”: {error:?}", self.host));
        let first = self.origins.first().ok_or_else(|| CoreError::Setup("passkeys need an origin".to_owned()))?;
        let mut builder =
            WebauthnBuilder::new(&self.host, first).map_err(wrong)?.rp_name("ReptiDex").allow_subdomains(true);
        for origin in &self.origins[1..] {
            builder = builder.append_allowed_origin(origin);
        }
        builder.build().map_err(wrong)
    }
}

impl Core {
    /// Options for `navigator.credentials.create`. Needs the password of the last ten minutes.
    ///
    /// # Errors
    /// When the password was given too long ago.
    pub async fn start_passkey(&self, actor: &Actor) -> Result<Value> {
        let person = self.prove(actor, "", "password").await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        let options = self.begin_registration(&mut tx, &person).await?;
        tx.commit().await?;
        Ok(options)
    }

    /// Keeps the passkey that the browser made. The first factor brings recovery codes.
    ///
    /// # Errors
    /// When the answer doesn't fit the challenge, or the passkey is registered already.
    pub async fn finish_passkey(&self, actor: &Actor, name: &str, credential: Value) -> Result<Option<RecoveryCodes>> {
        let person = self.prove(actor, "", "password").await?;
        let codes = self.keep_passkey(&person, name, credential).await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "factor.passkey_added").about("person", person.id.0)).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Takes a passkey away. Needs the password of the last ten minutes; staff keep at least one factor.
    ///
    /// # Errors
    /// `NotFound` for another's passkey.
    pub async fn remove_passkey(&self, actor: &Actor, id: Uuid) -> Result<()> {
        let person = self.prove(actor, "", "password").await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        keep_one_for_staff(&mut tx, &person).await?;
        if !store::passkeys::delete(&mut tx, person.id, id).await? {
            return Err(CoreError::not_found("passkey"));
        }
        audit::record(&mut tx, AuditEntry::by(actor, "factor.passkey_removed").about("passkey", id)).await?;
        Ok(tx.commit().await?)
    }

    /// Options for `navigator.credentials.get`, to complete a sign-in.
    ///
    /// # Errors
    /// When the sign-in has expired, or the person has no passkey.
    pub async fn start_passkey_sign_in(&self, pending: &str) -> Result<Value> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let (_, person, _) = self.find_pending(&mut tx, Purpose::SecondFactor, pending).await?;
        self.limits().take(&limits::SECOND_FACTOR, &format!("passkey {}", person.id)).await?;
        let passkeys = self.passkeys_of(&mut tx, &person).await?;
        let (options, state) =
            self.webauthn().start_passkey_authentication(&passkeys).map_err(|_| CoreError::BadPasskey)?;
        store::passkeys::begin_ceremony(&mut tx, person.id, Ceremony::Authenticate, &to_json(&state)?).await?;
        tx.commit().await?;
        to_json(&options)
    }

    /// Completes a sign-in by a passkey.
    ///
    /// # Errors
    /// When the answer doesn't fit the challenge.
    pub async fn finish_passkey_sign_in(
        &self,
        pending: &str,
        credential: Value,
        client: &ClientInfo,
    ) -> Result<SessionId> {
        let person = self.pending_person(Purpose::SecondFactor, pending).await?;
        let state: PasskeyAuthentication = self.end_ceremony(&person, Ceremony::Authenticate).await?;
        let answer = serde_json::from_value(credential).map_err(|_| CoreError::BadPasskey)?;
        let result =
            self.webauthn().finish_passkey_authentication(&answer, &state).map_err(|_| CoreError::BadPasskey)?;
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let (waiting, person, portal) = self.find_pending(&mut tx, Purpose::SecondFactor, pending).await?;
        let mut passkeys = self.passkeys_of(&mut tx, &person).await?;
        let used =
            passkeys.iter_mut().find(|passkey| passkey.cred_id() == result.cred_id()).ok_or(CoreError::BadPasskey)?;
        used.update_credential(&result);
        store::passkeys::mark_used(&mut tx, person.id, used.cred_id().as_ref(), &to_json(&*used)?).await?;
        let session = self.complete(&mut tx, &waiting, &person, portal, client).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// While signing in as staff without a factor: options for a first passkey…
    ///
    /// # Errors
    /// When the sign-in has expired.
    pub async fn start_passkey_enrolment(&self, pending: &str) -> Result<Value> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let (_, person, _) = self.find_pending(&mut tx, Purpose::EnrolFactor, pending).await?;
        let options = self.begin_registration(&mut tx, &person).await?;
        tx.commit().await?;
        Ok(options)
    }

    /// … and the passkey, which completes the sign-in.
    ///
    /// # Errors
    /// When the answer doesn't fit the challenge, or the sign-in has expired.
    pub async fn finish_passkey_enrolment(
        &self,
        pending: &str,
        name: &str,
        credential: Value,
        client: &ClientInfo,
    ) -> Result<(SessionId, RecoveryCodes)> {
        let person = self.pending_person(Purpose::EnrolFactor, pending).await?;
        let codes = self.keep_passkey(&person, name, credential).await?.unwrap_or(RecoveryCodes(Vec::new()));
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let (waiting, person, portal) = self.find_pending(&mut tx, Purpose::EnrolFactor, pending).await?;
        audit::record(&mut tx, AuditEntry::of_staff(person.id, "factor.passkey_added").about("person", person.id.0))
            .await?;
        let session = self.complete(&mut tx, &waiting, &person, portal, client).await?;
        tx.commit().await?;
        Ok((session, codes))
    }

    /// Who waits, without holding the token: the ceremony comes before the transaction that uses it up.
    async fn pending_person(&self, purpose: Purpose, pending: &str) -> Result<Person> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        Ok(self.find_pending(&mut tx, purpose, pending).await?.1)
    }

    async fn begin_registration(&self, tx: &mut Tx, person: &Person) -> Result<Value> {
        let known = self.passkeys_of(tx, person).await?.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let (options, state) = self
            .webauthn()
            .start_passkey_registration(person.id.0, &person.email, &person.display_name, Some(known))
            .map_err(|error| CoreError::Internal(format!("{error:?}")))?;
        store::passkeys::begin_ceremony(tx, person.id, Ceremony::Register, &to_json(&state)?).await?;
        to_json(&options)
    }

    async fn keep_passkey(&self, person: &Person, name: &str, credential: Value) -> Result<Option<RecoveryCodes>> {
        let state: PasskeyRegistration = self.end_ceremony(person, Ceremony::Register).await?;
        let answer = serde_json::from_value(credential).map_err(|_| CoreError::BadPasskey)?;
        let passkey =
            self.webauthn().finish_passkey_registration(&answer, &state).map_err(|_| CoreError::BadPasskey)?;
        let name: String = one_line(name).chars().take(80).collect();
        let name = if name.is_empty() { "Passkey" } else { &name };
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        if !store::passkeys::insert(&mut tx, person.id, name, passkey.cred_id().as_ref(), &to_json(&passkey)?).await? {
            return Err(CoreError::BadPasskey);
        }
        let codes = super::recovery::codes_if_first(&mut tx, person.id).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Takes the server's half away in a transaction of its own: a wrong answer uses the challenge up as well.
    async fn end_ceremony<S: DeserializeOwned>(&self, person: &Person, kind: Ceremony) -> Result<S> {
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        let state = store::passkeys::end_ceremony(&mut tx, person.id, kind).await?;
        tx.commit().await?;
        state.and_then(|state| serde_json::from_value(state).ok()).ok_or(CoreError::BadPasskey)
    }

    async fn passkeys_of(&self, tx: &mut Tx, person: &Person) -> Result<Vec<Passkey>> {
        let stored = store::passkeys::list_credentials(tx, person.id).await?;
        Ok(stored.into_iter().filter_map(|credential| serde_json::from_value(credential).ok()).collect())
    }
}

fn to_json(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| CoreError::Internal(error.to_string()))
}
