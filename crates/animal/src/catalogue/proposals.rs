//! Proposals: begun, edited, put up, talked of. Moderators propose and comment; a proposal's author alone edits it.

use super::{browse::newest_source, newest, source};
use crate::{AnimalError, Animals, Result, store::catalogue as store};
use repti_core::audit::{self, AuditEntry};
use repti_db::Tx;
use repti_genetics::catalogue::{Source, Step, conflicts, diff, steps};
use repti_model::{
    Actor, CatalogueProposalId, ErrorCode, FieldErrors, Problem, StaffRole,
    catalogue::{
        CatalogueEdit, ComboFields, EditDesk, EditKind, EditShown, GeneFields, NewProposal, Proposal, ProposalComment,
        ProposalPage, ProposalStep, RuleFields, RuleKey,
    },
    genes::GeneRisk,
    text::check_text,
};

impl Animals {
    /// Begins a proposal from the newest version.
    ///
    /// # Errors
    /// Wrong fields; unless the actor is moderator.
    pub async fn propose(&self, actor: &Actor, said: &NewProposal) -> Result<CatalogueProposalId> {
        let mut said = said.clone();
        said.trim();
        let mut tx = self.catalogue_tx(actor, StaffRole::Moderator).await?;
        said.validate()?;
        let base = newest(&mut tx).await?;
        let id = store::insert_proposal(&mut tx, actor.person_id, base, &said).await?;
        record(&mut tx, AuditEntry::by(actor, "catalogue.proposed").about("catalogue_proposal", id.0)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// A proposal with what each of its edits does to the newest version.
    ///
    /// # Errors
    /// `NotFound`; unless the actor is staff. A draft is read by every staff role, too.
    pub async fn proposal(&self, actor: &Actor, id: CatalogueProposalId) -> Result<ProposalPage> {
        let role = actor.require_staff(StaffRole::Support)?;
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        let proposal = get(&mut tx, id).await?;
        let comments = store::list_comments(&mut tx, id).await?;
        let newest = newest(&mut tx).await?;
        // What was published is shown as it was then: against the version before it.
        let before = proposal.published.map_or(newest, |number| number - 1);
        let now = source(&mut tx, before).await?;
        let met = if proposal.state.is_pending() && proposal.base != newest {
            conflicts(&source(&mut tx, proposal.base).await?, &now, &proposal.edits)
        } else {
            Vec::new()
        };
        tx.commit().await?;
        let mine = proposal.author == actor.person_id;
        let allowed = |step: &ProposalStep| step.allowed(role, mine) && proposal.state.after(*step).is_some();
        let steps = ProposalStep::ALL.iter().copied().filter(allowed).collect();
        let edits = shown(&now, &proposal.edits);
        Ok(ProposalPage { proposal, edits, conflicts: met, comments, newest, mine, steps })
    }

    /// Changes title, reason and sources.
    ///
    /// # Errors
    /// Wrong fields; changed meanwhile; unless it is the actor's own and pending.
    pub async fn change_proposal(
        &self,
        actor: &Actor,
        id: CatalogueProposalId,
        version: i32,
        said: &NewProposal,
    ) -> Result<()> {
        let mut said = said.clone();
        said.trim();
        let mut tx = self.catalogue_tx(actor, StaffRole::Moderator).await?;
        let proposal = own(&mut tx, actor, id, version).await?;
        said.validate()?;
        store::update_proposal(&mut tx, id, &said, proposal.base, &proposal.edits).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Adds an edit, or puts one in the place of another. It has to fit the newest version after the edits before it.
    ///
    /// # Errors
    /// Faults by field; changed meanwhile; unless it is the actor's own and pending.
    pub async fn put_edit(
        &self,
        actor: &Actor,
        id: CatalogueProposalId,
        version: i32,
        at: Option<usize>,
        edit: &CatalogueEdit,
    ) -> Result<()> {
        let mut edit = edit.clone();
        edit.trim();
        let mut tx = self.catalogue_tx(actor, StaffRole::Moderator).await?;
        let mut proposal = own(&mut tx, actor, id, version).await?;
        edit.validate()?;
        let place = at.unwrap_or(proposal.edits.len());
        if let Some(own) = proposal.edits.get_mut(place) {
            *own = edit;
        } else if at.is_some() {
            return Err(AnimalError::NotFound("edit"));
        } else if place >= Proposal::MOST_EDITS {
            let detail = "A proposal has at most 20 edits. Begin a second one.";
            return Err(Problem::new(ErrorCode::Invalid, detail).into());
        } else {
            proposal.edits.push(edit);
        }
        let (_, now) = newest_source(&mut tx).await?;
        if let Some(Step::Refused(faults)) = steps(&now, &proposal.edits).into_iter().nth(place) {
            return Err(AnimalError::Edits(faults));
        }
        store::update_proposal(&mut tx, id, &proposal.said, proposal.base, &proposal.edits).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes an edit out.
    ///
    /// # Errors
    /// `NotFound`; changed meanwhile; unless it is the actor's own and pending.
    pub async fn drop_edit(&self, actor: &Actor, id: CatalogueProposalId, version: i32, at: usize) -> Result<()> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Moderator).await?;
        let mut proposal = own(&mut tx, actor, id, version).await?;
        if at >= proposal.edits.len() {
            return Err(AnimalError::NotFound("edit"));
        }
        proposal.edits.remove(at);
        store::update_proposal(&mut tx, id, &proposal.said, proposal.base, &proposal.edits).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a proposal on to the newest version: its author has compared what met it, and means the edits all the same.
    ///
    /// # Errors
    /// Changed meanwhile; unless it is the actor's own and pending.
    pub async fn take_on(&self, actor: &Actor, id: CatalogueProposalId, version: i32) -> Result<()> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Moderator).await?;
        let proposal = own(&mut tx, actor, id, version).await?;
        let base = newest(&mut tx).await?;
        store::update_proposal(&mut tx, id, &proposal.said, base, &proposal.edits).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Says something of a proposal that is pending.
    ///
    /// # Errors
    /// Without a text; when it was decided; unless the actor is moderator.
    pub async fn comment_on_proposal(&self, actor: &Actor, id: CatalogueProposalId, text: &str) -> Result<()> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Moderator).await?;
        let proposal = get(&mut tx, id).await?;
        let mut errors = FieldErrors::new();
        if text.trim().is_empty() {
            errors.push("text", "Write something.");
        }
        check_text(&mut errors, "text", text, ProposalComment::MOST);
        errors.into_result()?;
        if !proposal.state.is_pending() {
            return Err(decided());
        }
        store::insert_comment(&mut tx, id, actor.person_id, text.trim()).await?;
        record(&mut tx, AuditEntry::by(actor, "catalogue.commented").about("catalogue_proposal", id.0)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the form of an edit starts from: an edit of the proposal (`at`), or a new one of a kind, about a row of a species.
    ///
    /// # Errors
    /// `NotFound`; unless the proposal is the actor's own and pending.
    pub async fn edit_desk(
        &self,
        actor: &Actor,
        id: CatalogueProposalId,
        at: Option<usize>,
        kind: EditKind,
        species: &str,
        name: &str,
        grade: GeneRisk,
    ) -> Result<EditDesk> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Moderator).await?;
        let proposal = get(&mut tx, id).await?;
        let (_, now) = newest_source(&mut tx).await?;
        tx.commit().await?;
        if proposal.author != actor.person_id {
            return Err(foreign());
        }
        if !proposal.state.is_pending() {
            return Err(decided());
        }
        let edit = match at {
            Some(at) => proposal.edits.get(at).cloned().ok_or(AnimalError::NotFound("edit"))?,
            None => blank(&now, kind, species, name, grade)?,
        };
        let genes = now.genes.iter().filter(|row| row.species == edit.species());
        Ok(EditDesk {
            proposal: id,
            title: proposal.said.title,
            version: proposal.version,
            at,
            genes: genes.map(|row| row.fields.name.clone()).collect(),
            species: now.species().into_iter().map(str::to_owned).collect(),
            edit,
        })
    }
}

/// The edit that a form of a kind begins with.
fn blank(now: &Source, kind: EditKind, species: &str, name: &str, grade: GeneRisk) -> Result<CatalogueEdit> {
    let (species, name) = (species.to_owned(), name.to_owned());
    let gene = || now.find_gene(&species, &name).and_then(|at| now.genes.get(at)).ok_or(AnimalError::NotFound("gene"));
    let combo =
        || now.find_combo(&species, &name).and_then(|at| now.combos.get(at)).ok_or(AnimalError::NotFound("combo"));
    let rule = || -> Result<RuleFields> {
        let taxon = now.taxon(&species)?.ok_or(AnimalError::NotFound("species"))?;
        let found = now.all_rules(&taxon).into_iter().find(|(_, rule)| rule.when == name && rule.grade == grade);
        found.map(|found| found.1).ok_or(AnimalError::NotFound("rule"))
    };
    Ok(match kind {
        EditKind::AddGene => {
            let fields = GeneFields { name, certainty: "C".to_owned(), ..GeneFields::default() };
            CatalogueEdit::AddGene { species, fields }
        }
        EditKind::ChangeGene => {
            CatalogueEdit::ChangeGene { fields: gene()?.fields.clone(), gene: name.clone(), species: species.clone() }
        }
        EditKind::MergeGenes => {
            gene()?;
            CatalogueEdit::MergeGenes { species: species.clone(), gene: name.clone(), into: String::new() }
        }
        EditKind::AddCombo => CatalogueEdit::AddCombo {
            species,
            fields: ComboFields { name, certainty: "C".to_owned(), ..ComboFields::default() },
        },
        EditKind::ChangeCombo => CatalogueEdit::ChangeCombo {
            fields: combo()?.fields.clone(),
            species: species.clone(),
            combo: name.clone(),
        },
        EditKind::RemoveCombo => {
            combo()?;
            CatalogueEdit::RemoveCombo { species: species.clone(), combo: name.clone() }
        }
        EditKind::AddRule => {
            let certainty = "C".to_owned();
            CatalogueEdit::AddRule { species, fields: RuleFields { grade, when: name, text: String::new(), certainty } }
        }
        EditKind::ChangeRule => {
            let fields = rule()?;
            CatalogueEdit::ChangeRule { rule: fields.key(), fields, species: species.clone() }
        }
        EditKind::RemoveRule => {
            rule()?;
            CatalogueEdit::RemoveRule { species: species.clone(), rule: RuleKey { grade, when: name.clone() } }
        }
    })
}

/// Each edit with what it changes, after those before it.
fn shown(now: &Source, edits: &[CatalogueEdit]) -> Vec<EditShown> {
    let mut before = now.clone();
    let steps = steps(now, edits);
    edits
        .iter()
        .zip(steps)
        .map(|(edit, step)| match step {
            Step::Made(next) => {
                let changes = diff(&before.only(edit.species()), &next.only(edit.species()));
                before = next;
                EditShown { edit: edit.clone(), changes, faults: Vec::new() }
            }
            Step::Refused(faults) => EditShown { edit: edit.clone(), changes: Vec::new(), faults },
        })
        .collect()
}

pub(super) async fn get(tx: &mut Tx, id: CatalogueProposalId) -> Result<Proposal> {
    store::get_proposal(tx, id).await?.ok_or(AnimalError::NotFound("proposal"))
}

/// The actor's own, pending, and as their page shows it.
async fn own(tx: &mut Tx, actor: &Actor, id: CatalogueProposalId, version: i32) -> Result<Proposal> {
    let proposal = get(tx, id).await?;
    if proposal.author != actor.person_id {
        return Err(foreign());
    }
    if !proposal.state.is_pending() {
        return Err(decided());
    }
    as_shown(&proposal, version)?;
    Ok(proposal)
}

/// Whoever acts has seen what they act on.
pub(super) fn as_shown(proposal: &Proposal, version: i32) -> Result<()> {
    if proposal.version == version {
        return Ok(());
    }
    let detail = "The proposal was changed since this page was made. Look at it again, then do it once more.";
    Err(AnimalError::Changed(detail.to_owned()))
}

fn foreign() -> AnimalError {
    Problem::new(ErrorCode::Forbidden, "This is somebody else’s proposal. Comment on it, or begin your own.").into()
}

pub(super) fn decided() -> AnimalError {
    AnimalError::Changed("This proposal is decided. What comes after it belongs in a new one.".to_owned())
}

pub(super) async fn record(tx: &mut Tx, entry: AuditEntry) -> Result<()> {
    audit::record(tx, entry).await.map_err(Problem::from)?;
    Ok(())
}
