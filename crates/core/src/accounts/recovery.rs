//! Codes at the second step: the app's and those for the day when the app is gone.

use super::settings::own_session;
use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits, store,
    tokens::{TokenHash, hash_of, normal_recovery_code, recovery_code},
};
use repti_db::{Scope, Tx};
use repti_model::{Actor, ErrorCode, PersonId, account::RecoveryCodes};

/// How many are made at a time.
const CODES: usize = 10;

impl Core {
    /// New recovery codes in the place of the old ones. Needs the password of the last ten minutes.
    ///
    /// # Errors
    /// Without a second factor there is nothing to recover.
    pub async fn replace_recovery_codes(&self, actor: &Actor) -> Result<RecoveryCodes> {
        own_session(actor)?;
        let person = self.prove(actor, "", "password").await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        if !store::factors::get(&mut tx, person.id).await?.any() {
            return Err(CoreError::problem(ErrorCode::Conflict, "Set up an authenticator app or a passkey first."));
        }
        let codes = new_codes(&mut tx, person.id).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "factor.recovery_codes_replaced").about("person", person.id.0))
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Takes six digits as a code of the app, anything else as a recovery code; either works once.
    pub(crate) async fn check_code(&self, tx: &mut Tx, person: PersonId, code: &str) -> Result<()> {
        self.limits().take(&limits::SECOND_FACTOR, &person.to_string()).await?;
        let code = normal_recovery_code(code);
        let fits = if code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) {
            super::totp::spend_code(tx, person, &code, true).await?
        } else {
            let fits = store::factors::spend_recovery_code(tx, person, &hash_of(&code)).await?;
            if fits {
                audit::record(tx, AuditEntry::of_person(person, "factor.recovery_code_used").about("person", person.0))
                    .await?;
            }
            fits
        };
        if fits { Ok(()) } else { Err(CoreError::BadCode) }
    }
}

/// Codes that have just come with a first factor; none when there were factors before.
pub(super) async fn codes_if_first(tx: &mut Tx, person: PersonId) -> Result<Option<RecoveryCodes>> {
    let factors = store::factors::get(tx, person).await?;
    if factors.count() == 1 || factors.recovery_codes == 0 { Ok(Some(new_codes(tx, person).await?)) } else { Ok(None) }
}

async fn new_codes(tx: &mut Tx, person: PersonId) -> Result<RecoveryCodes> {
    let codes: Vec<String> = (0..CODES).map(|_| recovery_code()).collect();
    let hashes: Vec<TokenHash> = codes.iter().map(|code| hash_of(&normal_recovery_code(code))).collect();
    store::factors::replace_recovery_codes(tx, person, &hashes).await?;
    Ok(RecoveryCodes(codes))
}
