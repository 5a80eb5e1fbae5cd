//! The report on a collection: what the living animals of one species are to each other, and whose genes they carry.

mod population;

use crate::{
    AnimalError, Animals, Result,
    reckon::reckon,
    store::{
        ancestry::list_claims,
        list::{Words, count_animals, list_ids},
        node::find_nodes,
    },
};
use population::Population;
use repti_model::{
    Action, Actor, TaxonId,
    animal::{Custody, LifeStatus},
    kinship::{AtRiskLine, CollectionReport, FounderShare, Influential, LivingTaxon, RankedAnimal},
    lineage::Relative,
    registry::{AnimalFilter, AnimalKind, TaxonRef, Total},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

impl Animals {
    /// The taxa of which living animals are in the collection, those with the most first.
    ///
    /// # Errors
    /// An actor who may not read.
    pub async fn living_taxa(&self, actor: &Actor) -> Result<Vec<LivingTaxon>> {
        let vivarium = actor.require(Action::Read)?;
        let taxa = self.taxa().await?;
        let bound = i64::try_from(Total::BOUND).unwrap_or(i64::MAX);
        let mut tx = self.db.begin(actor).await?;
        let mut found = Vec::new();
        for taxon in taxa.iter() {
            let count = count_animals(&mut tx, vivarium.id, &living(taxon.id), &Words::None, bound).await?;
            if let Ok(animals @ 1..) = u64::try_from(count) {
                let taxon = TaxonRef { id: taxon.id, slug: taxon.slug.clone(), common_name: taxon.common_name.clone() };
                found.push(LivingTaxon { taxon, animals });
            }
        }
        found.sort_by(|a, b| b.animals.cmp(&a.animals).then_with(|| a.taxon.common_name.cmp(&b.taxon.common_name)));
        Ok(found)
    }

    /// The report on the living animals of a taxon, from the ancestors that the actor may see.
    ///
    /// # Errors
    /// No such taxon, or more animals than are reported on at once.
    pub async fn collection_report(&self, actor: &Actor, taxon: Option<TaxonId>) -> Result<CollectionReport> {
        let vivarium = actor.require(Action::Read)?;
        let taxon = taxon.ok_or_else(|| AnimalError::field("taxon", "Choose a species."))?;
        let taxon = self.taxon(taxon).await.map_err(|error| match error {
            AnimalError::Invalid(_) => AnimalError::field("taxon", "Choose a species from the list."),
            other => other,
        })?;
        let mut tx = self.db.begin(actor).await?;
        let bound = i64::try_from(CollectionReport::MOST).unwrap_or(i64::MAX) + 1;
        let mut roots = list_ids(&mut tx, vivarium.id, &living(taxon.id), &Words::None, bound).await?;
        if roots.len() > CollectionReport::MOST {
            let most = CollectionReport::MOST;
            return Err(AnimalError::field(
                "taxon",
                format!(
                    "The collection has more than {most} living animals of this species; a report is of at most so many."
                ),
            ));
        }
        // The store gives them in no order; figures that are equal shall come out in the same one each time.
        roots.sort_unstable();
        let claims = list_claims(&mut tx, &roots, CollectionReport::MOST_ANCESTORS).await?;
        drop(tx);
        let population = reckon(actor.person_id, move || Population::of(&claims, &roots)).await?;
        let mut tx = self.db.begin(actor).await?;
        let names = Names::of(&mut tx, &population).await?;
        let taxon = TaxonRef { id: taxon.id, slug: taxon.slug, common_name: taxon.common_name };
        Ok(names.report(taxon, population))
    }
}

/// What counts as living in the collection.
fn living(taxon: TaxonId) -> AnimalFilter {
    AnimalFilter {
        taxon: vec![taxon],
        life_status: vec![LifeStatus::Alive],
        custody: vec![Custody::Held, Custody::LoanedOut, Custody::LoanedIn],
        kind: vec![AnimalKind::Held],
        ..AnimalFilter::default()
    }
}

/// What the animals of a report are called.
struct Names(HashMap<Uuid, Relative>);

impl Names {
    async fn of(tx: &mut PgConnection, population: &Population) -> Result<Self> {
        let nodes = find_nodes(tx, &population.mentioned()).await?;
        Ok(Self(nodes.into_iter().map(|(id, node)| (id, node.relative)).collect()))
    }

    fn relative(&self, id: Uuid) -> Relative {
        self.0.get(&id).cloned().unwrap_or_else(Relative::hidden)
    }

    fn report(&self, taxon: TaxonRef, population: Population) -> CollectionReport {
        let mut ranked: Vec<RankedAnimal> = population
            .ranked
            .iter()
            .map(|one| RankedAnimal {
                animal: self.relative(one.id),
                mean_kinship: one.mean_kinship,
                inbreeding: one.inbreeding,
                equivalent: one.equivalent,
                complete: one.complete,
            })
            .collect();
        // Sweeps add up in another order than a table would: what differs by less is equal.
        let order = |kinship: f64| (kinship * 1e12).round();
        ranked.sort_by(|a, b| {
            let kinship = order(a.mean_kinship).total_cmp(&order(b.mean_kinship));
            kinship.then_with(|| a.animal.code.cmp(&b.animal.code))
        });
        let founders = population.founders.iter().map(|one| FounderShare {
            animal: self.relative(one.id),
            contribution: one.contribution,
            carriers: one.carriers,
            living: one.living,
        });
        let at_risk = population.at_risk.iter().map(|one| AtRiskLine {
            founder: self.relative(one.id),
            contribution: one.contribution,
            carriers: one.carriers.iter().map(|&id| self.relative(id)).collect(),
            living: one.living,
        });
        let influential = population.influential.iter().map(|&(id, contribution, marginal)| Influential {
            animal: self.relative(id),
            contribution,
            marginal,
        });
        CollectionReport {
            taxon,
            animals: population.animals,
            ranked,
            founders: founders.collect(),
            at_risk: at_risk.collect(),
            at_risk_lines: population.at_risk_lines,
            influential: influential.collect(),
            figures: population.figures,
            uncertain: population.uncertain,
            cut: population.cut,
        }
    }
}
