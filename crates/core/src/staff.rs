//! What staff see and do. Each step of theirs stands in the audit log; what they were looking for doesn't, for it may be a name.

use crate::{AuditEntry, Core, CoreError, Result, audit, policy, store};
use repti_db::{Scope, Tx};
use repti_model::{
    Actor, PersonId, StaffRole, VivariumId,
    account::PersonRow,
    audit::{StaffOverview, StaffReason, StaffSearch},
    page::Page,
    staff::{PersonDetail, VivariumDetail},
    text::one_line,
    vivarium::{Plan, VivariumRow},
};
use uuid::Uuid;

/// Rows of a page.
const PAGE: usize = 50;

impl Core {
    /// Counts for the first page.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn staff_overview(&self, actor: &Actor) -> Result<StaffOverview> {
        let mut tx = self.begin_staff(actor, StaffRole::Support).await?;
        Ok(store::staff::overview(&mut tx).await?)
    }

    /// Looks for people by a part of name or address, or by id.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn search_people(&self, actor: &Actor, search: &StaffSearch) -> Result<Page<PersonRow>> {
        let mut tx = self.begin_staff(actor, StaffRole::Support).await?;
        let page = store::staff::search_people(&mut tx, search, PAGE).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "staff.people_searched").with("rows", page.items.len())).await?;
        tx.commit().await?;
        Ok(page)
    }

    /// One person with their vivariums and what staff did before.
    ///
    /// # Errors
    /// `NotFound`, or unless the actor is staff.
    pub async fn staff_person(&self, actor: &Actor, id: PersonId) -> Result<PersonDetail> {
        let mut tx = self.begin_staff(actor, StaffRole::Support).await?;
        let row = store::staff::find_person(&mut tx, id).await?.ok_or_else(|| CoreError::not_found("person"))?;
        let about = store::staff_detail::about(&mut tx, id).await?;
        let factors = store::factors::get(&mut tx, id).await?;
        let detail = PersonDetail {
            row,
            email_verified: about.email_verified,
            sessions: count(about.sessions),
            totp: factors.totp,
            passkeys: count(factors.passkeys),
            memberships: store::staff_detail::memberships(&mut tx, id).await?,
            suspensions: store::suspensions::list(&mut tx, id.0).await?,
        };
        audit::record(&mut tx, AuditEntry::by(actor, "staff.person_viewed").about("person", id.0)).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// One vivarium with its members and what staff did before.
    ///
    /// # Errors
    /// `NotFound`, or unless the actor is staff.
    pub async fn staff_vivarium(&self, actor: &Actor, id: VivariumId) -> Result<VivariumDetail> {
        let mut tx = self.begin_staff(actor, StaffRole::Support).await?;
        let row = store::staff::find_vivarium(&mut tx, id).await?.ok_or_else(|| CoreError::not_found("vivarium"))?;
        let (location, website, time_zone) = store::staff_detail::profile(&mut tx, id).await?;
        let members = store::staff_detail::members(&mut tx, id).await?;
        let suspensions = store::suspensions::list(&mut tx, id.0).await?;
        let plan = crate::plans::plan_of(&mut tx, id).await?;
        let plans = store::plans::list(&mut tx).await?;
        let plan_changes = store::plans::list_changes(&mut tx, id).await?;
        let entry = AuditEntry::by(actor, "staff.vivarium_viewed").inside(id).about("vivarium", id.0);
        audit::record(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(VivariumDetail { row, location, website, time_zone, members, suspensions, plan, plans, plan_changes })
    }

    /// All plans, the least first, by which the list of vivariums is narrowed.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn staff_plans(&self, actor: &Actor) -> Result<Vec<Plan>> {
        let mut tx = self.begin_staff(actor, StaffRole::Support).await?;
        Ok(store::plans::list(&mut tx).await?)
    }

    /// Looks for vivariums by a part of name or address, or by id.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn search_vivariums(&self, actor: &Actor, search: &StaffSearch) -> Result<Page<VivariumRow>> {
        let mut tx = self.begin_staff(actor, StaffRole::Support).await?;
        let page = store::staff::search_vivariums(&mut tx, search, PAGE).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "staff.vivariums_searched").with("rows", page.items.len()))
            .await?;
        tx.commit().await?;
        Ok(page)
    }

    /// Suspends a person: their sessions and programs end now.
    ///
    /// # Errors
    /// Unless the actor is moderator and the person neither themselves nor above them.
    pub async fn suspend_person(&self, actor: &Actor, id: PersonId, form: &StaffReason) -> Result<()> {
        form.validate()?;
        let mut tx = self.begin_on_person(actor, id).await?;
        if store::staff::suspend_person(&mut tx, id, &one_line(&form.reason)).await? {
            store::sessions::revoke_all(&mut tx, id, None).await?;
            store::refresh::revoke_all(&mut tx, id).await?;
            store::one_time::spend_all(&mut tx, id).await?;
            keep_reason(&mut tx, actor, "person", id.0, true, form).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes a suspension back.
    ///
    /// # Errors
    /// As for suspending.
    pub async fn reinstate_person(&self, actor: &Actor, id: PersonId, form: &StaffReason) -> Result<()> {
        form.validate()?;
        let mut tx = self.begin_on_person(actor, id).await?;
        if store::staff::reinstate_person(&mut tx, id).await? {
            keep_reason(&mut tx, actor, "person", id.0, false, form).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Suspends a vivarium: nobody works in it, and nothing of it is public.
    ///
    /// # Errors
    /// Unless the actor is moderator.
    pub async fn suspend_vivarium(&self, actor: &Actor, id: VivariumId, form: &StaffReason) -> Result<()> {
        form.validate()?;
        self.set_suspension(actor, id, form, true).await
    }

    /// Takes a suspension back.
    ///
    /// # Errors
    /// As for suspending.
    pub async fn reinstate_vivarium(&self, actor: &Actor, id: VivariumId, form: &StaffReason) -> Result<()> {
        form.validate()?;
        self.set_suspension(actor, id, form, false).await
    }

    /// Gives or takes a staff role. Sessions of the admin portal end, so that the next begins with what is due.
    ///
    /// # Errors
    /// Unless the actor is administrator, and not for themselves.
    pub async fn set_staff_role(&self, actor: &Actor, id: PersonId, role: Option<StaffRole>) -> Result<()> {
        let mine = actor.require_staff(StaffRole::Administrator)?;
        let mut tx = self.begin_staff(actor, StaffRole::Administrator).await?;
        let person = store::staff::find_person(&mut tx, id).await?.ok_or_else(|| CoreError::not_found("person"))?;
        policy::staff_may_act_on((actor.person_id, mine), (id, person.staff))?;
        store::staff::update_role(&mut tx, id, role).await?;
        store::sessions::revoke_all(&mut tx, id, None).await?;
        let word = role.map_or("none", StaffRole::as_str);
        audit::record(
            &mut tx,
            AuditEntry::by(actor, "person.staff_role_changed").about("person", id.0).with("role", word),
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Gives a staff role from the operator's command line, where there is nobody yet who could: the first administrator.
    ///
    /// # Errors
    /// `NotFound` for an address without an account.
    pub async fn appoint_staff(&self, email: &str, role: StaffRole) -> Result<PersonId> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let person =
            store::people::find_by_email(&mut tx, email).await?.ok_or_else(|| CoreError::not_found("person"))?;
        store::staff::update_role(&mut tx, person.id, Some(role)).await?;
        let entry =
            AuditEntry::of_system("person.staff_role_changed").about("person", person.id.0).with("role", role.as_str());
        audit::record(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(person.id)
    }

    async fn set_suspension(&self, actor: &Actor, id: VivariumId, form: &StaffReason, suspended: bool) -> Result<()> {
        let mut tx = self.begin_staff(actor, StaffRole::Moderator).await?;
        let reason = suspended.then(|| one_line(&form.reason));
        let changed = store::staff::suspend_vivarium(&mut tx, id, reason.as_deref()).await?;
        if changed.ok_or_else(|| CoreError::not_found("vivarium"))? {
            keep_reason(&mut tx, actor, "vivarium", id.0, suspended, form).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn begin_staff(&self, actor: &Actor, least: StaffRole) -> Result<Tx> {
        actor.require_staff(least)?;
        Ok(self.db().begin(Scope::Staff(actor.person_id)).await?)
    }

    async fn begin_on_person(&self, actor: &Actor, id: PersonId) -> Result<Tx> {
        let mine = actor.require_staff(StaffRole::Moderator)?;
        let mut tx = self.begin_staff(actor, StaffRole::Moderator).await?;
        store::people::lock(&mut tx, id).await?;
        let person = store::people::find(&mut tx, id).await?.ok_or_else(|| CoreError::not_found("person"))?;
        policy::staff_may_act_on((actor.person_id, mine), (id, person.staff))?;
        Ok(tx)
    }
}

/// Keeps why, and writes the line that names it.
async fn keep_reason(
    tx: &mut Tx,
    actor: &Actor,
    kind: &'static str,
    id: Uuid,
    suspended: bool,
    form: &StaffReason,
) -> Result<()> {
    let reason = one_line(&form.reason);
    let reason_id = store::suspensions::insert(tx, (kind, id), suspended, &reason, actor.person_id).await?;
    let action = match (kind, suspended) {
        ("person", true) => "person.suspended",
        ("person", false) => "person.reinstated",
        (_, true) => "vivarium.suspended",
        (_, false) => "vivarium.reinstated",
    };
    let entry = AuditEntry::by(actor, action).about(kind, id).with("reason_id", reason_id.to_string());
    let entry = if kind == "vivarium" { entry.inside(id.into()) } else { entry };
    audit::record(tx, entry).await
}

fn count(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or_default()
}
