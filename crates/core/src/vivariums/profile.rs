//! What a vivarium says about itself.

use super::slug_taken;
use crate::{AuditEntry, Core, CoreError, Result, audit, store};
use repti_model::{Action, Actor, ErrorCode, Problem, text::one_line, vivarium::VivariumProfile};
use store::vivariums::Saved;

impl Core {
    /// The profile of the active vivarium.
    ///
    /// # Errors
    /// When there is no active vivarium.
    pub async fn vivarium_profile(&self, actor: &Actor) -> Result<VivariumProfile> {
        let vivarium = actor.require(Action::Read)?.id;
        let mut tx = self.db().begin(actor).await?;
        store::vivariums::find_profile(&mut tx, vivarium).await?.ok_or_else(|| CoreError::not_found("vivarium"))
    }

    /// Saves the profile against the version that was read; answers with the new version.
    ///
    /// # Errors
    /// Field errors; `Conflict` with what stands there now, when somebody else saved in between.
    pub async fn update_vivarium(&self, actor: &Actor, form: &VivariumProfile) -> Result<VivariumProfile> {
        let vivarium = actor.require(Action::Administer)?.id;
        form.validate()?;
        self.check_time_zone(&form.time_zone).await?;
        let form = VivariumProfile { name: one_line(&form.name), location: one_line(&form.location), ..form.clone() };
        let mut tx = self.db().begin(actor).await?;
        match store::vivariums::update_profile(&mut tx, vivarium, &form).await? {
            Saved::Done => {}
            Saved::SlugTaken => return Err(slug_taken()),
            Saved::Stale => {
                let current = store::vivariums::find_profile(&mut tx, vivarium)
                    .await?
                    .ok_or_else(|| CoreError::not_found("vivarium"))?;
                return Err(Problem {
                    current: serde_json::to_value(current).ok(),
                    ..Problem::new(
                        ErrorCode::Conflict,
                        "Somebody else changed the profile in the meantime. Compare, then save again.",
                    )
                }
                .into());
            }
        }
        audit::record(&mut tx, AuditEntry::by(actor, "vivarium.profile_changed").about("vivarium", vivarium.0)).await?;
        tx.commit().await?;
        Ok(VivariumProfile { version: form.version + 1, ..form })
    }
}
