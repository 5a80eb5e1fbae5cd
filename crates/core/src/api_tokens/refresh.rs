//! Refresh tokens: each works once and brings the next. One that comes back shows that two hold it, and ends the family.

use crate::{
    AuditEntry, ClientInfo, Core, CoreError, Result, audit, limits, store,
    tokens::{NewToken, hash_of},
};
use repti_db::{Scope, Tx};
use repti_model::{
    Actor, ErrorCode, PersonId,
    account::{SecondFactorCode, SignIn},
};
use store::refresh::Use;
use uuid::Uuid;

/// What a sign-in or a refresh of a program brings.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshGrant {
    pub person: PersonId,
    /// Goes into the JWT, so that revoking the family ends its access tokens too.
    pub family: Uuid,
    /// The next refresh token: good once, for seven days.
    pub refresh_token: String,
}

impl std::fmt::Debug for RefreshGrant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RefreshGrant")
            .field("person", &self.person)
            .field("family", &self.family)
            .finish_non_exhaustive()
    }
}

/// How a program's sign-in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenGrant {
    Granted(RefreshGrant),
    /// The password is right; come again with a code as well.
    CodeRequired,
}

impl Core {
    /// Signs a program in with a person's e-mail, password and, if they have a second factor, a code.
    ///
    /// # Errors
    /// As for signing in on the site, with the same limits.
    pub async fn grant_tokens(
        &self,
        form: &SignIn,
        code: Option<&SecondFactorCode>,
        client: &ClientInfo,
    ) -> Result<TokenGrant> {
        let person = self.check_password(form, client).await?;
        let mut tx = self.db().begin(Scope::Person(person.id)).await?;
        if store::factors::get(&mut tx, person.id).await?.any() {
            let Some(code) = code else { return Ok(TokenGrant::CodeRequired) };
            self.check_code(&mut tx, person.id, &code.code).await?;
        }
        let family = Uuid::now_v7();
        store::refresh::insert_family(&mut tx, family, person.id, client).await?;
        let refresh_token = next(&mut tx, family).await?;
        audit::record(&mut tx, AuditEntry::of_person(person.id, "tokens.granted").about("token_family", family))
            .await?;
        tx.commit().await?;
        Ok(TokenGrant::Granted(RefreshGrant { person: person.id, family, refresh_token }))
    }

    /// Exchanges a refresh token for the next one.
    ///
    /// # Errors
    /// `Unauthenticated` for an unknown, expired or used one; a used one also ends the family.
    pub async fn rotate_tokens(&self, refresh_token: &str, client: &ClientInfo) -> Result<RefreshGrant> {
        self.limits().take(&limits::TOKEN_ADDRESS, &client.address).await?;
        let refused = || {
            CoreError::problem(ErrorCode::Unauthenticated, "This refresh token is not good any more. Sign in again.")
        };
        let mut tx = self.db().begin(Scope::Nobody).await?;
        match store::refresh::spend(&mut tx, &hash_of(refresh_token)).await? {
            Use::Good { family, person } => {
                let refresh_token = next(&mut tx, family).await?;
                tx.commit().await?;
                Ok(RefreshGrant { person, family, refresh_token })
            }
            Use::Reused { family, person } => {
                store::refresh::revoke(&mut tx, family).await?;
                audit::record(
                    &mut tx,
                    AuditEntry::of_person(person, "tokens.reuse_detected").about("token_family", family),
                )
                .await?;
                tx.commit().await?;
                tracing::warn!(token.family = %family, "a used refresh token came back; its family is revoked");
                Err(refused())
            }
            Use::Unknown => Err(refused()),
        }
    }

    /// Ends the family of a refresh token: a program's sign-out. Unknown tokens are fine.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn revoke_tokens(&self, refresh_token: &str) -> Result<()> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        if let Some(family) = store::refresh::find_family(&mut tx, &hash_of(refresh_token)).await? {
            store::refresh::revoke(&mut tx, family).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Who the bearer of a valid JWT is at this moment, in the vivarium that the request names by its id or its short name. One round trip.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn load_family_actor(&self, family: Uuid, vivarium: Option<&str>) -> Result<Option<Actor>> {
        Ok(store::refresh::load_actor(self.db().public(), family, vivarium).await?)
    }
}

async fn next(tx: &mut Tx, family: Uuid) -> Result<String> {
    let token = NewToken::new("rdr_");
    store::refresh::insert_token(tx, family, &token.hash).await?;
    Ok(token.plain)
}
