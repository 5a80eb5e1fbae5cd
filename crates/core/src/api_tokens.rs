//! How programs prove who they are: scoped tokens of a vivarium, and refresh tokens behind short-lived JWTs.

mod refresh;

pub use refresh::{RefreshGrant, TokenGrant};

use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits, store,
    tokens::{NewToken, hash_of},
};
use repti_model::{
    Action, Actor, ApiTokenId, ErrorCode,
    account::{ApiTokenRow, NewApiToken},
    text::one_line,
};

/// What every API token begins with, so that a leaked one is recognised by scanners.
pub const API_TOKEN_PREFIX: &str = "rdx_";

impl Core {
    /// Makes a token of the active vivarium. Its text is answered here and never again.
    ///
    /// # Errors
    /// Unless the actor is signed in as herpetologist.
    pub async fn create_api_token(&self, actor: &Actor, form: &NewApiToken) -> Result<(ApiTokenId, String)> {
        let vivarium = actor.require(Action::Administer)?.id;
        refuse_token(actor)?;
        form.validate()?;
        let (id, token) = (ApiTokenId::new(), NewToken::new(API_TOKEN_PREFIX));
        let mut scopes = form.scopes.clone();
        scopes.sort();
        scopes.dedup();
        let hint: String = token.plain.chars().take(9).collect();
        let new = store::api_tokens::NewRow {
            id,
            vivarium,
            created_by: actor.person_id,
            name: one_line(&form.name),
            hint,
            hash: token.hash,
            scopes,
            days: i32::from(form.days.unwrap_or(365)),
        };
        let mut tx = self.db().begin(actor).await?;
        store::api_tokens::insert(&mut tx, &new).await?;
        let entry = AuditEntry::by(actor, "api_token.created").about("api_token", id.0).with("scopes", new.scopes);
        audit::record(&mut tx, entry).await?;
        tx.commit().await?;
        Ok((id, token.plain))
    }

    /// The tokens of the active vivarium.
    ///
    /// # Errors
    /// Unless the actor is herpetologist.
    pub async fn list_api_tokens(&self, actor: &Actor) -> Result<Vec<ApiTokenRow>> {
        actor.require(Action::Administer)?;
        let mut tx = self.db().begin(actor).await?;
        Ok(store::api_tokens::list(&mut tx).await?)
    }

    /// Ends a token at once.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's.
    pub async fn revoke_api_token(&self, actor: &Actor, id: ApiTokenId) -> Result<()> {
        actor.require(Action::Administer)?;
        let mut tx = self.db().begin(actor).await?;
        if !store::api_tokens::revoke(&mut tx, id).await? {
            return Err(CoreError::not_found("token"));
        }
        audit::record(&mut tx, AuditEntry::by(actor, "api_token.revoked").about("api_token", id.0)).await?;
        Ok(tx.commit().await?)
    }

    /// Who an API token is at this moment: its maker in its vivarium, as far as its scopes go. One round trip.
    ///
    /// # Errors
    /// Too many wrong ones from one address.
    pub async fn load_token_actor(&self, token: &str, address: &str) -> Result<Option<Actor>> {
        if !token.starts_with(API_TOKEN_PREFIX) || token.len() > 128 {
            return Ok(None);
        }
        let actor = store::api_tokens::load_actor(self.db().public(), &hash_of(token)).await?;
        if actor.is_none() {
            self.limits().take(&limits::TOKEN_ADDRESS, address).await?;
        }
        Ok(actor)
    }
}

/// A token makes no tokens.
fn refuse_token(actor: &Actor) -> Result<()> {
    if actor.scopes.is_some() {
        return Err(CoreError::problem(ErrorCode::Forbidden, "Sign in on the site to make a token."));
    }
    Ok(())
}
