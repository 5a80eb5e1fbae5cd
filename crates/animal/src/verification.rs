//! Claims that another breeder can answer for, about parents and about genes: the animal's vivarium asks, the other confirms or declines, and
//! either may dispute what was confirmed.

mod genes;
mod notice;
mod settle;

pub(crate) use genes::dress_said;
pub use notice::{VerificationExpiry, VerificationNotice};

use crate::{AnimalError, Animals, Result, kin, store};
use repti_db::{DbError, NewJob, enqueue, figures::happened};
use repti_model::{
    Action, Actor, AnimalId, ErrorCode, Problem, VivariumId,
    lineage::{
        ClaimSaid, OverturnedClaim, REQUEST_DAYS, Relative, StepRefused, VerificationCase, VerificationForm,
        VerificationParty, VerificationState, VerificationStep, VerificationWay, Verifications, VerifiedClaim,
    },
};
use store::verification::Standing;

/// Requests of one vivarium in a day: each sends mail to people who didn't ask for it.
const MOST_A_DAY: i64 = 50;
/// Answered and settled claims that the list shows.
const MOST_DONE: usize = 50;

impl Animals {
    /// Takes a step of a claim's verification: asks, withdraws, confirms, declines or disputes, by the actor's side of it.
    ///
    /// # Errors
    /// A missing reason; a step that isn't the actor's or isn't due; no such claim with a side of the actor's vivarium.
    pub async fn verify_claim(
        &self,
        actor: &Actor,
        claim: impl Into<VerifiedClaim>,
        form: &VerificationForm,
    ) -> Result<VerificationCase> {
        let id = claim.into();
        let vivarium = actor.require(Action::EditLineage)?;
        form.validate()?;
        let missing = || AnimalError::NotFound("claim");
        let mut tx = self.db.begin(actor).await?;
        let standing = store::verification::lock_claim(&mut tx, id).await?.ok_or_else(missing)?;
        let standing = written_down(standing, form.step)?;
        standing.state.after(form.step, standing.party).map_err(refused)?;
        if form.step == VerificationStep::Requested {
            may_ask(id, &standing)?;
        }
        store::verification::take_step(&mut tx, id, form.step, form.message.trim()).await?.ok_or_else(missing)?;
        if form.step == VerificationStep::Requested {
            let over = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * i64::from(REQUEST_DAYS));
            let when = NewJob { key: None, run_at: Some(over + jiff::SignedDuration::from_secs(1)) };
            enqueue(&mut tx, &VerificationExpiry { subject: id.uuid() }, when).await?;
        }
        if form.step != VerificationStep::Withdrawn
            && let Some(to) = other_side(&standing)
        {
            let notice = VerificationNotice { to, step: form.step, side: standing.side, from: vivarium.name.clone() };
            enqueue(&mut tx, &notice, NewJob::default()).await?;
        }
        let mut case = store::verification::list_cases(&mut tx, None, Some(id)).await?.pop().ok_or_else(missing)?;
        tx.commit().await?;
        happened(told(form.step), 1);
        self.dress(std::slice::from_mut(&mut case)).await?;
        Ok(case)
    }

    /// What waits for an answer of the actor's vivarium, what it waits for itself, what is disputed, and what was answered.
    ///
    /// # Errors
    /// When the actor may not read.
    pub async fn verifications(&self, actor: &Actor) -> Result<Verifications> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        let mut cases = store::verification::list_cases(&mut tx, None, None).await?;
        self.dress(&mut cases).await?;
        Ok(Verifications::of(cases, MOST_DONE))
    }

    /// How many requests wait for an answer of the actor's vivarium.
    ///
    /// # Errors
    /// When the actor may not read.
    pub async fn verifications_waiting(&self, actor: &Actor) -> Result<u64> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(u64::try_from(store::verification::count_waiting(&mut tx).await?).unwrap_or_default())
    }

    /// Every claim on an own animal with how it stands: the parents that stand, sires first, then the genes, then what was overturned.
    ///
    /// # Errors
    /// When there is no such animal in the actor's vivarium.
    pub async fn verifications_of(&self, actor: &Actor, child: AnimalId) -> Result<Vec<VerificationCase>> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        let me = kin::with_page(&mut tx, child).await?;
        if me.shown != repti_model::lineage::Shown::Own {
            return Err(AnimalError::NotFound("animal"));
        }
        let mut known = store::verification::list_cases(&mut tx, Some(child), None).await?;
        let links = store::link::list_links(&mut tx, child).await?;
        let witness = genes::witness(&links);
        let mut all: Vec<VerificationCase> = links
            .into_iter()
            .map(|link| {
                let claim = link.claim;
                let said = ClaimSaid::Parent { side: claim.side, basis: claim.basis, chance: claim.chance };
                unasked(claim.id.into(), &me, said, VerificationWay::of(&claim.parent), claim.parent)
            })
            .collect();
        for claim in store::claim::list_own_claims(&mut tx, child).await? {
            if claim.retracted_at.is_none() {
                let (way, parent) = witness.clone();
                all.push(unasked(claim.id.into(), &me, genes::said(claim), way, parent));
            }
        }
        let subjects: Vec<_> = all.iter().map(|case| case.claim.uuid()).collect();
        let mut files = store::evidence::list_files(&mut tx, &subjects).await?;
        for case in &mut all {
            if let Some(at) = known.iter().position(|known| known.claim == case.claim) {
                let known = known.swap_remove(at);
                // Whom a gene would be asked of next is as the parents are now.
                let now = known.state == VerificationState::Unverified && matches!(case.claim, VerifiedClaim::Gene(_));
                let (way, parent) = (case.way, case.parent.clone());
                *case = if now { VerificationCase { way, parent, ..known } } else { known };
            } else {
                case.files = files.remove(&case.claim.uuid()).unwrap_or_default();
            }
        }
        all.extend(known.into_iter().filter(|case| case.state == VerificationState::Overturned));
        self.dress(&mut all).await?;
        Ok(all)
    }

    /// The parents of a public animal that staff have overturned.
    ///
    /// # Errors
    /// When the database doesn't answer. An animal that isn't public has none.
    pub async fn public_overturned(&self, id: AnimalId) -> Result<Vec<OverturnedClaim>> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        store::verification::list_overturned(&mut connection, id).await
    }
}

/// The claim once a request whose time is over counts as none; whoever would answer it or take it back is told so.
fn written_down(standing: Standing, step: VerificationStep) -> Result<Standing> {
    if !standing.expired {
        return Ok(standing);
    }
    if step != VerificationStep::Requested {
        let detail = format!(
            "The request stood for {REQUEST_DAYS} days and has expired. The vivarium of the young animal can ask again."
        );
        return Err(Problem::new(ErrorCode::Expired, detail).into());
    }
    Ok(Standing { state: VerificationState::Unverified, expired: false, ..standing })
}

/// A claim that nobody was asked about.
fn unasked(
    claim: VerifiedClaim,
    child: &Relative,
    said: ClaimSaid,
    way: VerificationWay,
    parent: Relative,
) -> VerificationCase {
    VerificationCase {
        claim,
        mine: VerificationParty::Child,
        child: child.clone(),
        said,
        parent,
        state: VerificationState::Unverified,
        way,
        other: None,
        expires_at: None,
        steps: Vec::new(),
        files: Vec::new(),
    }
}

fn may_ask(claim: VerifiedClaim, standing: &Standing) -> Result<()> {
    let refuse = |code, detail: String| Err(Problem::new(code, detail).into());
    if !standing.askable {
        let detail = match claim {
            VerifiedClaim::Gene(_) => VerificationWay::NoWitness.why(),
            VerifiedClaim::Parent(_) if standing.parent_vivarium == Some(standing.child_vivarium) => {
                VerificationWay::SameVivarium.why()
            }
            VerifiedClaim::Parent(_) => {
                "The parent isn't shown by another vivarium that keeps it, so nobody can be asked."
            }
        };
        return refuse(ErrorCode::Conflict, detail.to_owned());
    }
    if standing.declined_lately {
        let detail = "They declined this same claim in the last 30 days. Talk to them first; they can be asked again after that time.";
        return refuse(ErrorCode::Conflict, detail.to_owned());
    }
    if standing.asked_today >= MOST_A_DAY {
        let detail = format!("A vivarium asks {MOST_A_DAY} times a day at most. Go on tomorrow.");
        return Err(Problem { retry_after: Some(3_600), ..Problem::new(ErrorCode::RateLimited, detail) }.into());
    }
    Ok(())
}

/// A step that isn't theirs is forbidden; one that isn't due met another.
fn refused(why: StepRefused) -> AnimalError {
    let code = match why {
        StepRefused::NotYours(_) => ErrorCode::Forbidden,
        StepRefused::NotNow(..) => ErrorCode::Conflict,
    };
    Problem::new(code, why.to_string()).into()
}

/// The step's name among the figures.
const fn told(step: VerificationStep) -> &'static str {
    match step {
        VerificationStep::Requested => "claim_asked",
        VerificationStep::Withdrawn => "claim_withdrawn",
        VerificationStep::Expired => "claim_expired",
        VerificationStep::Confirmed => "claim_confirmed",
        VerificationStep::Declined => "claim_declined",
        VerificationStep::Disputed => "claim_disputed",
        VerificationStep::Upheld => "claim_upheld",
        VerificationStep::Overturned => "claim_overturned",
    }
}

/// Who is told of a step that one side took.
fn other_side(standing: &Standing) -> Option<VivariumId> {
    match standing.party {
        VerificationParty::Child => standing.parent_vivarium,
        _ => Some(standing.child_vivarium),
    }
}
