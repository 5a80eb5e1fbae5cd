//! Authenticator apps.

use super::{ClientInfo, settings::own_session};
use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits,
    store::{self, one_time::Purpose, people::Person},
};
use fast_qr::{
    convert::{Builder as _, Shape, svg::SvgBuilder},
    qr::QRBuilder,
};
use repti_db::{Scope, Tx};
use repti_model::{
    Actor, ErrorCode, PersonId, SessionId,
    account::{RecoveryCodes, SecondFactorCode, TotpSetup},
};
use totp_rs::{Builder, Secret, Totp};

impl Core {
    /// A secret for the actor's app. Holds from the first code on. Needs the password of the last ten minutes.
    ///
    /// # Errors
    /// When an app is set up already.
    pub async fn start_totp(&self, actor: &Actor) -> Result<TotpSetup> {
        let person = self.prove(actor, "", "password").await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        let setup = new_secret(&mut tx, &person).await?;
        tx.commit().await?;
        Ok(setup)
    }

    /// Proves by a code that the app has the secret. The first factor brings recovery codes.
    ///
    /// # Errors
    /// A wrong code.
    pub async fn confirm_totp(&self, actor: &Actor, form: &SecondFactorCode) -> Result<Option<RecoveryCodes>> {
        form.validate()?;
        own_session(actor)?;
        self.limits().take(&limits::SECOND_FACTOR, &actor.person_id.to_string()).await?;
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        let codes = confirm(&mut tx, actor.person_id, &form.code).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "factor.totp_added").about("person", actor.person_id.0)).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Takes the app away. Needs the password of the last ten minutes; staff keep at least one factor.
    ///
    /// # Errors
    /// When there is none, or it is the last of staff.
    pub async fn remove_totp(&self, actor: &Actor) -> Result<()> {
        let person = self.prove(actor, "", "password").await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        keep_one_for_staff(&mut tx, &person).await?;
        if !store::factors::delete_totp(&mut tx, person.id).await? {
            return Err(CoreError::not_found("authenticator app"));
        }
        audit::record(&mut tx, AuditEntry::by(actor, "factor.totp_removed").about("person", person.id.0)).await?;
        Ok(tx.commit().await?)
    }

    /// The same while signing in as staff without a factor: the secret…
    ///
    /// # Errors
    /// When the sign-in has expired.
    pub async fn start_totp_enrolment(&self, pending: &str) -> Result<TotpSetup> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let (_, person, _) = self.find_pending(&mut tx, Purpose::EnrolFactor, pending).await?;
        let setup = new_secret(&mut tx, &person).await?;
        tx.commit().await?;
        Ok(setup)
    }

    /// … and the code that proves it, which completes the sign-in.
    ///
    /// # Errors
    /// A wrong code, or a sign-in that has expired.
    pub async fn finish_totp_enrolment(
        &self,
        pending: &str,
        form: &SecondFactorCode,
        client: &ClientInfo,
    ) -> Result<(SessionId, RecoveryCodes)> {
        form.validate()?;
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let (waiting, person, portal) = self.find_pending(&mut tx, Purpose::EnrolFactor, pending).await?;
        self.limits().take(&limits::SECOND_FACTOR, &person.id.to_string()).await?;
        let codes = confirm(&mut tx, person.id, &form.code).await?.unwrap_or(RecoveryCodes(Vec::new()));
        audit::record(&mut tx, AuditEntry::of_staff(person.id, "factor.totp_added").about("person", person.id.0))
            .await?;
        let session = self.complete(&mut tx, &waiting, &person, portal, client).await?;
        tx.commit().await?;
        Ok((session, codes))
    }
}

/// Staff always have a second factor.
pub(super) async fn keep_one_for_staff(tx: &mut Tx, person: &Person) -> Result<()> {
    store::people::lock(tx, person.id).await?;
    if person.staff.is_some() && store::factors::get(tx, person.id).await?.count() <= 1 {
        return Err(CoreError::problem(
            ErrorCode::Conflict,
            "Staff keep at least one second factor. Add another one first.",
        ));
    }
    Ok(())
}

/// Uses a code up. `confirmed` says whether the app must have been confirmed before.
pub(super) async fn spend_code(tx: &mut Tx, person: PersonId, code: &str, confirmed: bool) -> Result<bool> {
    let Some((secret, was_confirmed)) = store::factors::find_totp(tx, person).await? else { return Ok(false) };
    if was_confirmed != confirmed {
        return Ok(false);
    }
    let Some(step) = totp(&secret, "")?.check_current(code).and_then(|step| i64::try_from(step).ok()) else {
        return Ok(false);
    };
    Ok(store::factors::spend_step(tx, person, step).await?)
}

async fn confirm(tx: &mut Tx, person: PersonId, code: &str) -> Result<Option<RecoveryCodes>> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 6 || !spend_code(tx, person, &digits, false).await? {
        return Err(CoreError::BadCode);
    }
    super::recovery::codes_if_first(tx, person).await
}

async fn new_secret(tx: &mut Tx, person: &Person) -> Result<TotpSetup> {
    let secret = rand::random::<[u8; 20]>();
    if !store::factors::insert_totp(tx, person.id, &secret).await? {
        return Err(CoreError::problem(
            ErrorCode::AlreadyExists,
            "An authenticator app is set up already. Remove it first to set up another.",
        ));
    }
    let totp = totp(&secret, &person.email)?;
    let url = totp.to_url().map_err(|error| CoreError::Internal(error.to_string()))?;
    let qr = QRBuilder::new(url.as_str()).build().map_err(|error| CoreError::Internal(format!("{error:?}")))?;
    let qr_svg = SvgBuilder::default().shape(Shape::Square).to_str(&qr);
    let plain = totp.secret().to_base32();
    let groups: Vec<&str> = plain.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    Ok(TotpSetup { secret: groups.join(" "), url, qr_svg })
}

/// Six digits, thirty seconds, one step of grace either way: what every app speaks.
fn totp(secret: &[u8], account: &str) -> Result<Totp> {
    Builder::new()
        .with_secret(Secret::new(secret.into()))
        .with_issuer(Some("ReptiDex"))
        .with_account_name(account.replace(':', " "))
        .build()
        .map_err(|error| CoreError::Internal(error.to_string()))
}
