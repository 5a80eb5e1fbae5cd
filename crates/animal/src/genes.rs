//! Genotypes as they are used: what animals are reckoned with, and which genes they have.

mod reading;

pub use reading::GeneReading;

use crate::{
    AnimalError, Animals, Result,
    claims::bench::{calculator, sex_of},
    store::{
        self,
        gene::{KeptGene, Source},
    },
};
use repti_db::Tx;
use repti_genetics::claims::{self, Carried, Reckoned};
use repti_model::{
    Action, Actor, AnimalId, TaxonId, VivariumId,
    animal::Sex,
    genotype::{ClaimedGene, CollectionGene, GenotypeSource, ReckonedGenotype},
    lineage::Relative,
};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Animals asked about at once.
const MOST: usize = 1_000;

impl Animals {
    /// What some own or shown animals are reckoned with, in one question of the database; of others nothing.
    ///
    /// # Errors
    /// When the actor may not read, or asks about too many.
    pub async fn reckoned_genotypes(
        &self,
        actor: &Actor,
        ids: &[AnimalId],
    ) -> Result<HashMap<AnimalId, ReckonedGenotype>> {
        actor.require(Action::Read)?;
        if ids.len() > MOST {
            return Err(AnimalError::field("ids", format!("At most {MOST} animals at once.")));
        }
        let roots: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let taxa = self.taxa().await?;
        let mut tx = self.db.begin(actor).await?;
        let nodes = store::node::find_nodes(&mut tx, &roots).await?;
        let mut claimed = store::gene::claims_by_animal(&mut tx, &roots).await?;
        drop(tx);
        let told = nodes.into_iter().filter_map(|(id, node)| {
            let Relative { id: shown, sex, genotype_text, taxon, .. } = node.relative;
            let slug =
                taxa.iter().find(|taxon| Some(taxon.id) == node.taxon_id).map_or("", |taxon| taxon.slug.as_str());
            let species = taxon.unwrap_or_default();
            let claims = claimed.remove(&id).unwrap_or_default();
            Some((shown?, told(&species, slug, &claims, &genotype_text, sex)))
        });
        Ok(told.collect())
    }

    /// The genes of the vivarium's animals by name; of one species, if one is asked for.
    ///
    /// # Errors
    /// When the actor may not read.
    pub async fn collection_genes(&self, actor: &Actor, taxon: Option<TaxonId>) -> Result<Vec<CollectionGene>> {
        let vivarium = actor.require(Action::Read)?;
        let taxa = self.taxa().await?;
        let mut tx = self.db.begin(actor).await?;
        let slugs = store::gene::list_genes(&mut tx, vivarium.id).await?;
        drop(tx);
        let name = |gene: &str| {
            let mut asked = taxa.iter().filter(|known| taxon.is_none_or(|taxon| taxon == known.id));
            asked.find_map(|known| gene_name(&known.common_name, &known.slug, gene))
        };
        let mut genes: Vec<CollectionGene> = slugs
            .into_iter()
            .filter_map(|gene| Some(CollectionGene { name: name(&gene)?, slug: gene.replace('_', "-") }))
            .collect();
        genes.sort_by_cached_key(|gene| gene.name.to_lowercase());
        Ok(genes)
    }
}

/// The name of a gene of a species; `None` where the catalogue doesn't have it.
pub(crate) fn gene_name(common_name: &str, slug: &str, gene: &str) -> Option<String> {
    Some(match claims::find(calculator(common_name, slug)?.taxon(), gene)? {
        claims::Entry::Allele(_, _, allele) => allele.name.clone(),
        claims::Entry::Tag(tag) => tag.name.clone(),
    })
}

/// What an animal is reckoned with, in words. Of a species without a catalogue it is the text as it stands.
fn told(species: &str, slug: &str, claims: &[ClaimedGene], text: &str, sex: Sex) -> ReckonedGenotype {
    match calculator(species, slug) {
        Some(calculator) => claims::reckoned(calculator, claims, text, sex_of(sex)).told,
        None => untold(text),
    }
}

/// A text that nothing is reckoned with.
pub(crate) fn untold(text: &str) -> ReckonedGenotype {
    let text = text.trim();
    let source = if text.is_empty() { GenotypeSource::Nothing } else { GenotypeSource::Text };
    ReckonedGenotype { words: text.to_owned(), source, differs: None }
}

/// What is claimed of some animals, for reckoning with each in turn.
#[derive(Debug, Default)]
pub(crate) struct Claimed(HashMap<Uuid, Vec<ClaimedGene>>);

impl Claimed {
    /// Of all of them in one question.
    pub(crate) async fn of(tx: &mut PgConnection, ids: &[Uuid]) -> Result<Self> {
        Ok(Self(store::gene::claims_by_animal(tx, ids).await?))
    }

    /// What an animal is reckoned with; an animal of unknown sex in the role of `sex`.
    pub(crate) fn reckoned(
        &self,
        calculator: &repti_genetics::calculator::Calculator<'_>,
        id: AnimalId,
        text: &str,
        sex: Option<repti_genetics::cross::Sex>,
    ) -> Reckoned {
        claims::reckoned(calculator, self.0.get(&id.0).map_or(&[], Vec::as_slice), text, sex)
    }
}

/// Reads the genes of some animals of the transaction's vivarium anew and keeps them: in the transaction that changed a text, a sex, a species or a
/// claim, so that no list is behind.
pub(crate) async fn keep_genes(tx: &mut Tx, vivarium: VivariumId, ids: &[Uuid]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let sources = store::gene::list_sources(tx, ids).await?;
    let claimed = store::gene::claims_by_animal(tx, ids).await?;
    let mut genes = Vec::new();
    // Many texts of a collection are alike.
    let mut read: HashMap<(String, Sex, String), BTreeMap<String, Carried>> = HashMap::new();
    for Source { id, text, sex, species, slug } in sources {
        let Some(calculator) = calculator(&species, &slug) else { continue };
        let carried = match claimed.get(&id) {
            Some(claims) => claims::carried(calculator, claims, &text, sex_of(sex)),
            None if text.trim().is_empty() => continue,
            None => read
                .entry((slug, sex, text))
                .or_insert_with_key(|(_, sex, text)| claims::carried(calculator, &[], text, sex_of(*sex)))
                .clone(),
        };
        genes.extend(carried.into_iter().map(|(gene, Carried { kind, percent })| KeptGene {
            animal: id,
            gene,
            kind,
            percent,
        }));
    }
    store::gene::replace_genes(tx, vivarium, ids, &genes).await
}
