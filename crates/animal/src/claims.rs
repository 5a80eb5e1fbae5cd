//! The genotype of an animal as claims: recorded, changed and taken back, never overwritten; each with how it is known.

pub(crate) mod bench;
mod family;
mod kept;
mod many;

use crate::{
    AnimalError, Animals, Result,
    genes::keep_genes,
    kin::with_page,
    store::{self, change::NewChange, claim::NewClaim, node::Node},
};
use bench::{Bench, calculator, offer, sex_of, sound};
use repti_db::{DbError, Tx, figures::happened};
use repti_genetics::{claims, text::Percent};
use repti_model::{
    Action, Actor, AnimalId, FieldErrors, GenotypeClaimId,
    genotype::{ChangeGenotypeClaim, ClaimedGene, GenotypeClaim, GenotypeRecord, NewGenotypeClaims},
    lineage::{Shown, VerificationState},
    registry::AnimalDetail,
};
use serde_json::{Value, json};
use sqlx::PgConnection;

/// Claims that stand on one animal.
const MOST_CLAIMS: usize = 100;
/// Claims taken back that a page lists; the history has all.
const MOST_RETRACTED: usize = 12;
/// The history's field for a claim.
const FIELD: &str = "genotype_claim";
const NO_SPECIES: &str = "This species isn’t in the catalogue of genes yet.";

impl Animals {
    /// What is claimed of an own or a public animal's genes. What a claim rests on is told of own animals only.
    ///
    /// # Errors
    /// When the animal has no page for the actor.
    pub async fn genotype(&self, actor: &Actor, id: AnimalId) -> Result<GenotypeRecord> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        self.read_genotype(&mut tx, id).await
    }

    /// What is claimed of a public animal's genes, and how each claim is known.
    ///
    /// # Errors
    /// When the animal isn't public.
    pub async fn public_genotype(&self, id: AnimalId) -> Result<GenotypeRecord> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        self.read_genotype(&mut connection, id).await
    }

    /// Records claims about an animal: all of them or none. What is claimed already isn't overwritten.
    ///
    /// # Errors
    /// Wrong fields, a word that could mean anything, claims that can't stand together, or no such animal here.
    pub async fn add_genotype_claims(
        &self,
        actor: &Actor,
        id: AnimalId,
        new: &NewGenotypeClaims,
    ) -> Result<Vec<GenotypeClaim>> {
        let vivarium = actor.require(Action::EditLineage)?;
        new.validate(today())?;
        let mut tx = self.db.begin(actor).await?;
        let (animal, bench) = self.lock_bench(&mut tx, id).await?;
        let Some(calculator) = bench.calculator else { return Err(AnimalError::field("text", NO_SPECIES)) };
        let standing = standing(&mut tx, id).await?;
        let mut genes: Vec<ClaimedGene> = match new.text.trim() {
            "" => Vec::new(),
            text => sound(claims::read(calculator, text, bench.sex), text)?,
        };
        // A name without a single gene has no copies, whatever a form sends for every gene alike.
        genes.extend(new.genes.iter().cloned().map(|gene| match claims::find_tag(calculator.taxon(), &gene.gene) {
            Some(_) => ClaimedGene { copies: None, ..gene },
            None => gene,
        }));
        let claimed: Vec<ClaimedGene> = standing.iter().map(|claim| claim.claimed.clone()).collect();
        if new.skip_claimed {
            genes.retain(|gene| claimed.iter().all(|known| known.gene != gene.gene));
        }
        let field = if new.genes.is_empty() { "text" } else { "genes" };
        refuse(field, claims::check(calculator.taxon(), &claimed, &genes, bench.sex))?;
        if claimed.len() + genes.len() > MOST_CLAIMS {
            return Err(AnimalError::field(field, format!("At most {MOST_CLAIMS} claims about one animal.")));
        }
        let mut ids = Vec::with_capacity(genes.len());
        for gene in &genes {
            let claim = NewClaim {
                vivarium: vivarium.id,
                animal: id,
                claimed: gene,
                basis: new.basis,
                evidence: new.evidence.trim(),
                evidence_on: new.evidence_on,
                by: actor.person_id,
                replaces: None,
            };
            ids.push(store::claim::insert_claim(&mut tx, &claim).await?);
        }
        let all = store::claim::list_own_claims(&mut tx, id).await?;
        let added: Vec<GenotypeClaim> =
            all.into_iter().filter(|claim| ids.contains(&claim.id)).map(|claim| bench.dressed(claim)).collect();
        let changes: Vec<_> = added.iter().map(|claim| change(&animal, None, Some(claim))).collect();
        store::change::insert_changes(&mut tx, vivarium.id, Some(actor.person_id), None, &changes).await?;
        keep_genes(&mut tx, vivarium.id, &[id.0]).await?;
        tx.commit().await?;
        happened("gene_claimed", added.len());
        Ok(added)
    }

    /// Changes how a gene is claimed: the old claim is taken back, and a new one stands in its place.
    ///
    /// # Errors
    /// Wrong fields, a claim that no longer stands, or none of the actor's vivarium.
    pub async fn change_genotype_claim(
        &self,
        actor: &Actor,
        id: GenotypeClaimId,
        patch: &ChangeGenotypeClaim,
    ) -> Result<GenotypeClaim> {
        let vivarium = actor.require(Action::EditLineage)?;
        let mut tx = self.db.begin(actor).await?;
        let (animal, bench, before) = self.lock_claim(&mut tx, id).await?;
        let wanted = patch.applied(&before, today())?;
        if wanted == before {
            return Ok(bench.dressed(before));
        }
        self.must_stand(&mut tx, &bench, &before).await?;
        let others: Vec<ClaimedGene> =
            standing(&mut tx, animal.id).await?.into_iter().filter(|claim| claim.id != id).map(|c| c.claimed).collect();
        let Some(calculator) = bench.calculator else { return Err(AnimalError::field("chance", NO_SPECIES)) };
        let field = if wanted.claimed.copies == before.claimed.copies { "chance" } else { "copies" };
        if wanted.claimed != before.claimed {
            refuse(
                field,
                claims::check(calculator.taxon(), &others, std::slice::from_ref(&wanted.claimed), bench.sex),
            )?;
        }
        store::claim::retract_claim(&mut tx, id, actor.person_id).await?;
        let claim = NewClaim {
            vivarium: vivarium.id,
            animal: animal.id,
            claimed: &wanted.claimed,
            basis: wanted.basis,
            evidence: &wanted.evidence,
            evidence_on: wanted.evidence_on,
            by: actor.person_id,
            replaces: Some(id),
        };
        let new = store::claim::insert_claim(&mut tx, &claim).await?;
        let after = store::claim::find_claim(&mut tx, new).await?.ok_or(AnimalError::NotFound("claim"))?;
        let (before, after) = (bench.dressed(before), bench.dressed(after));
        let changes = [change(&animal, Some(&before), Some(&after))];
        store::change::insert_changes(&mut tx, vivarium.id, Some(actor.person_id), None, &changes).await?;
        keep_genes(&mut tx, vivarium.id, &[animal.id.0]).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Takes a claim back. It stays in the history, and can be put back.
    ///
    /// # Errors
    /// A claim that no longer stands, or none of the actor's vivarium.
    pub async fn retract_genotype_claim(&self, actor: &Actor, id: GenotypeClaimId) -> Result<()> {
        let vivarium = actor.require(Action::EditLineage)?;
        let mut tx = self.db.begin(actor).await?;
        let (animal, bench, claim) = self.lock_claim(&mut tx, id).await?;
        self.must_stand(&mut tx, &bench, &claim).await?;
        store::claim::retract_claim(&mut tx, id, actor.person_id).await?;
        let changes = [change(&animal, Some(&bench.dressed(claim)), None)];
        store::change::insert_changes(&mut tx, vivarium.id, Some(actor.person_id), None, &changes).await?;
        keep_genes(&mut tx, vivarium.id, &[animal.id.0]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets a claim that was taken back stand again. One that stands is left as it is.
    ///
    /// # Errors
    /// Claims recorded since that leave no room for it, or none of the actor's vivarium.
    pub async fn restore_genotype_claim(&self, actor: &Actor, id: GenotypeClaimId) -> Result<GenotypeClaim> {
        let vivarium = actor.require(Action::EditLineage)?;
        let mut tx = self.db.begin(actor).await?;
        let (animal, bench, claim) = self.lock_claim(&mut tx, id).await?;
        if claim.retracted_at.is_none() {
            return Ok(bench.dressed(claim));
        }
        let others: Vec<ClaimedGene> = standing(&mut tx, animal.id).await?.into_iter().map(|c| c.claimed).collect();
        if let Some(calculator) = bench.calculator {
            let refused = claims::check(calculator.taxon(), &others, std::slice::from_ref(&claim.claimed), bench.sex);
            if !refused.is_empty() {
                return Err(AnimalError::Changed(format!(
                    "It can’t stand again beside what was claimed since. {}",
                    refused.join(" ")
                )));
            }
        }
        store::claim::restore_claim(&mut tx, id).await?;
        let claim = bench.dressed(GenotypeClaim { retracted_at: None, ..claim });
        store::change::insert_changes(
            &mut tx,
            vivarium.id,
            Some(actor.person_id),
            None,
            &[change(&animal, None, Some(&claim))],
        )
        .await?;
        keep_genes(&mut tx, vivarium.id, &[animal.id.0]).await?;
        tx.commit().await?;
        Ok(claim)
    }

    async fn read_genotype(&self, tx: &mut PgConnection, id: AnimalId) -> Result<GenotypeRecord> {
        with_page(tx, id).await?;
        let node = store::node::find_node(tx, id).await?.ok_or(AnimalError::NotFound("animal"))?;
        let bench = self.bench(&node).await?;
        let all = if node.relative.shown == Shown::Own {
            store::claim::list_own_claims(tx, id).await?
        } else {
            store::claim::list_shown_claims(tx, &[id.0]).await?
        };
        let (mut claims, mut retracted): (Vec<_>, Vec<_>) = all
            .into_iter()
            .map(|claim| bench.dressed(claim))
            .partition(|claim: &GenotypeClaim| claim.retracted_at.is_none());
        // What shows first, as breeders write it.
        claims.sort_by_key(|claim| claim.look);
        retracted.truncate(MOST_RETRACTED);
        let name = bench.calculator.filter(|_| !claims.is_empty()).map(|calculator| {
            let (genotype, _) =
                claims::genotype(calculator.taxon(), claims.iter().map(|claim| &claim.claimed), bench.sex);
            calculator.name(&genotype, Percent::Hobby)
        });
        let species = bench.calculator.map(|calculator| calculator.taxon().name.clone());
        let mut verified = store::verification::list_gene_verifications(tx, id).await?;
        for answer in &mut verified {
            (_, answer.words, answer.look) = bench.words(&answer.claimed);
        }
        // What was overturned isn't there to be put back.
        let overturned =
            |id| verified.iter().any(|answer| answer.claim_id == id && answer.state == VerificationState::Overturned);
        retracted.retain(|claim| !overturned(claim.id));
        let mut record = GenotypeRecord { species, name, claims, retracted, verified, ..GenotypeRecord::default() };
        if node.relative.shown == Shown::Own {
            offer(&mut record, &bench, &node.relative.genotype_text);
        }
        Ok(record)
    }

    /// The animal of the transaction's vivarium, kept from other writers, and what reads its genes.
    async fn lock_bench(&self, tx: &mut Tx, id: AnimalId) -> Result<(AnimalDetail, Bench)> {
        if !store::animal::lock_animal(tx, id).await? {
            return Err(AnimalError::NotFound("animal"));
        }
        let animal = store::animal::find_animal(tx, id).await?.ok_or(AnimalError::NotFound("animal"))?;
        let bench = Bench {
            calculator: calculator(&animal.taxon.common_name, &animal.taxon.slug),
            sex: sex_of(animal.fields.sex),
        };
        Ok((animal, bench))
    }

    /// A claim of the transaction's vivarium with its animal locked; read after the lock, so that it is as the last writer left it.
    async fn lock_claim(&self, tx: &mut Tx, id: GenotypeClaimId) -> Result<(AnimalDetail, Bench, GenotypeClaim)> {
        let missing = || AnimalError::NotFound("claim");
        let found = store::claim::find_claim(tx, id).await?.ok_or_else(missing)?;
        let (animal, bench) = self.lock_bench(tx, found.animal_id).await?;
        let claim = store::claim::find_claim(tx, id).await?.ok_or_else(missing)?;
        Ok((animal, bench, claim))
    }

    /// Refuses to work on a claim that somebody else has taken back or replaced; says what stands now.
    async fn must_stand(&self, tx: &mut Tx, bench: &Bench, claim: &GenotypeClaim) -> Result<()> {
        if claim.retracted_at.is_none() {
            return Ok(());
        }
        let now =
            standing(tx, claim.animal_id).await?.into_iter().find(|other| other.claimed.gene == claim.claimed.gene);
        Err(AnimalError::Changed(match now.map(|now| bench.dressed(now)) {
            Some(now) => {
                let (words, basis) = (&now.words, now.basis.label().to_lowercase());
                format!("Somebody changed this claim meanwhile: it says {words} now ({basis}). Load the page again.")
            }
            None => "Somebody took this claim back meanwhile. Load the page again.".to_owned(),
        }))
    }

    /// What reads the genes of an animal as it shows.
    async fn bench(&self, node: &Node) -> Result<Bench> {
        let common = node.relative.taxon.clone().unwrap_or_default();
        let taxa = self.taxa().await?;
        let slug = taxa.iter().find(|taxon| Some(taxon.id) == node.taxon_id).map(|taxon| taxon.slug.as_str());
        Ok(Bench { calculator: calculator(&common, slug.unwrap_or_default()), sex: sex_of(node.relative.sex) })
    }
}

fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

async fn standing(tx: &mut Tx, animal: AnimalId) -> Result<Vec<GenotypeClaim>> {
    let all = store::claim::list_own_claims(tx, animal).await?;
    Ok(all.into_iter().filter(|claim| claim.retracted_at.is_none()).collect())
}

fn refuse(field: &str, messages: Vec<String>) -> Result<()> {
    let mut errors = FieldErrors::new();
    for message in messages {
        errors.push(field, message);
    }
    Ok(errors.into_result()?)
}

/// A line of the animal's history.
fn change(animal: &AnimalDetail, old: Option<&GenotypeClaim>, new: Option<&GenotypeClaim>) -> NewChange {
    let value = |claim: Option<&GenotypeClaim>| {
        claim
            .map_or(Value::Null, |claim| json!({ "claim": claim.words, "id": claim.id, "basis": claim.basis.as_str() }))
    };
    NewChange { animal: animal.id, version: animal.version, field: FIELD.to_owned(), old: value(old), new: value(new) }
}
