//! Plans of vivariums: which one it has, and how staff give it another.

use crate::{
    AuditEntry, Core, CoreError, Result, audit,
    mail::{MailTemplate, post},
    store,
};
use repti_db::{Scope, Tx};
use repti_model::{
    Actor, FieldErrors, Role, StaffRole, VivariumId,
    text::one_line,
    vivarium::{Plan, PlanForm},
};
use uuid::Uuid;

/// The plan of a vivarium that the transaction may see. Other contexts ask by this for the limits that are theirs to hold.
///
/// # Errors
/// `NotFound` where the transaction sees no such vivarium.
pub async fn plan_of(tx: &mut Tx, vivarium: VivariumId) -> Result<Plan> {
    store::plans::find_of(tx, vivarium).await?.ok_or_else(|| CoreError::not_found("vivarium"))
}

/// All plans, the least first.
///
/// # Errors
/// When the database doesn't answer.
pub async fn list_plans(tx: &mut Tx) -> Result<Vec<Plan>> {
    Ok(store::plans::list(tx).await?)
}

impl Core {
    /// Gives a vivarium another plan, and tells its owners by mail. What it holds beyond the new limits stays; only what is new is refused. The same plan
    /// again changes nothing.
    ///
    /// # Errors
    /// Without a reason or for a plan that doesn't exist; unless the actor is administrator, for a plan is worth money.
    pub async fn set_plan(&self, actor: &Actor, id: VivariumId, form: &PlanForm) -> Result<()> {
        actor.require_staff(StaffRole::Administrator)?;
        form.validate()?;
        let mut tx = self.db().begin(Scope::Staff(actor.person_id)).await?;
        if !store::plans::list(&mut tx).await?.iter().any(|plan| plan.code == form.plan) {
            return Err(FieldErrors::one("plan", "There is no such plan. Choose one of the list.").into());
        }
        let (change, reason) = (Uuid::now_v7(), one_line(&form.reason));
        let before = store::plans::set(&mut tx, id, &form.plan, &reason, change).await?;
        let before = before.ok_or_else(|| CoreError::not_found("vivarium"))?;
        if before != form.plan {
            let entry = AuditEntry::by(actor, "vivarium.plan_changed").inside(id).about("vivarium", id.0);
            let entry = entry.with("before", before.clone()).with("after", form.plan.clone());
            audit::record(&mut tx, entry.with("reason_id", change.to_string())).await?;
            self.tell_of_plan(&mut tx, id, (&before, &form.plan)).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Queues a mail to each owner: which plan, and what it changes. The reason isn't in it, for it is written for colleagues.
    async fn tell_of_plan(&self, tx: &mut Tx, id: VivariumId, (before, after): (&str, &str)) -> Result<()> {
        let plans = store::plans::list(tx).await?;
        let of = |code: &str| plans.iter().find(|plan| plan.code == code);
        let (Some(before), Some(after)) = (of(before), of(after)) else { return Ok(()) };
        let vivarium = store::staff::find_vivarium(tx, id).await?.ok_or_else(|| CoreError::not_found("vivarium"))?.name;
        let link = self.links().breeder_page_in(id, "/vivarium");
        let (vivarium, room) = (one_line(&vivarium), after.room_since(before).unwrap_or_default());
        let values = [
            ("vivarium", vivarium.as_str()),
            ("before", &before.name),
            ("after", &after.name),
            ("room", &room),
            ("logo", after.logo_since(before).unwrap_or_default()),
            ("link", &link),
        ];
        let members = store::staff_detail::members(tx, id).await?;
        for owner in members.iter().filter(|member| member.role == Role::Herpetologist && !member.suspended) {
            post(tx, MailTemplate::PlanChanged, &owner.email, &owner.display_name, &values).await?;
        }
        Ok(())
    }
}
