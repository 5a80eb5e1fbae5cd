//! The catalogue as staff read it: species, genes, combos, rules, and what each version changed. Every role may.

use super::{newest, source};
use crate::{AnimalError, Animals, Result, store::catalogue as store};
use repti_db::{Scope, Tx};
use repti_genetics::catalogue::{Combo, Source, diff, squash};
use repti_model::{
    Actor, StaffRole,
    catalogue::{
        CatalogueEdition, CatalogueGene, CatalogueIndex, CatalogueRow, CatalogueSpecies, CatalogueVersion,
        CatalogueVersionPage, GeneVersion, ProposalState, ProposalSummary, RowKind, RuleLine,
    },
};

/// So many versions back a gene's history is told.
const MOST_HISTORY: usize = 50;

impl Animals {
    /// Species, and the genes, combos and rules of what is asked for: of a species, of a kind, with these words in a name.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn catalogue_index(
        &self,
        actor: &Actor,
        species: &str,
        kind: Option<RowKind>,
        words: &str,
    ) -> Result<CatalogueIndex> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        let (edition, whole) = newest_source(&mut tx).await?;
        let open = store::count_open(&mut tx).await?;
        tx.commit().await?;
        let mut index = CatalogueIndex { edition, species: Vec::new(), rows: Vec::new(), found: 0, open };
        let wanted = squash(words);
        for name in whole.species() {
            let rows = rows(&whole, name)?;
            let count = |kind| rows.iter().filter(|row| row.row == kind).count();
            index.species.push(CatalogueSpecies {
                name: name.to_owned(),
                genes: count(RowKind::Gene),
                combos: count(RowKind::Combo),
                rules: count(RowKind::Rule),
            });
            if !species.is_empty() && species != name {
                continue;
            }
            let asked = |row: &CatalogueRow| {
                kind.is_none_or(|kind| kind == row.row)
                    && (wanted.is_empty() || squash(&row.name).contains(&wanted) || squash(&row.also).contains(&wanted))
            };
            // Of all species at once only what a search finds: the whole is a thousand rows.
            if !species.is_empty() || !wanted.is_empty() {
                index.rows.extend(rows.into_iter().filter(asked));
            }
        }
        index.found = index.rows.len();
        index.rows.truncate(CatalogueIndex::MOST);
        Ok(index)
    }

    /// A gene with its rules, combos and history.
    ///
    /// # Errors
    /// `NotFound`; unless the actor is staff.
    pub async fn catalogue_gene(&self, actor: &Actor, species: &str, gene: &str) -> Result<CatalogueGene> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        let (edition, whole) = newest_source(&mut tx).await?;
        let row = whole.find_gene(species, gene).and_then(|at| whole.genes.get(at));
        let fields = row.map(|row| row.fields.clone()).ok_or(AnimalError::NotFound("gene"))?;
        let drafts = store::list_proposals(&mut tx, None, Some(actor.person_id)).await?;
        let drafts = drafts.into_iter().filter(|proposal| proposal.state.is_pending()).collect();
        let history = history(&mut tx, &whole, edition.number, species, &fields.name).await?;
        tx.commit().await?;
        let mut page = CatalogueGene {
            edition,
            species: species.to_owned(),
            rules: Vec::new(),
            combos: Vec::new(),
            history,
            drafts,
            fields,
        };
        if let Some(taxon) = whole.taxon(species)? {
            let own = taxon.exact(&squash(&page.fields.name));
            let speaks = |text: &str| {
                let mut parts = text.split(" + ").flat_map(|part| part.trim_start_matches("visual ").split('/'));
                parts.any(|name| taxon.exact(&squash(name)).iter().any(|found| own.contains(found)))
            };
            let rules = whole.all_rules(&taxon).into_iter().filter(|(_, rule)| speaks(&rule.when));
            page.rules = rules.map(|(at, fields)| RuleLine { fields, remarked: at.is_none() }).collect();
            let uses = |combo: &&Combo| {
                combo
                    .readings
                    .iter()
                    .flatten()
                    .any(|need| own.iter().any(|&(locus, id)| need.locus == locus && need.pair.copies(id) > 0))
            };
            let names: Vec<&str> = taxon.combos.iter().filter(uses).map(|combo| combo.name.as_str()).collect();
            let combos = whole.combos.iter().filter(|row| row.species == species);
            page.combos =
                combos.filter(|row| names.contains(&row.fields.name.as_str())).map(|row| row.fields.clone()).collect();
        }
        Ok(page)
    }

    /// Every version, the newest first.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn catalogue_versions(&self, actor: &Actor) -> Result<Vec<CatalogueVersion>> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        newest(&mut tx).await?;
        let versions = store::list_versions(&mut tx).await?;
        tx.commit().await?;
        Ok(versions)
    }

    /// A version, and what it changed.
    ///
    /// # Errors
    /// `NotFound`; unless the actor is staff.
    pub async fn catalogue_version(&self, actor: &Actor, number: i32) -> Result<CatalogueVersionPage> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        let newest = newest(&mut tx).await?;
        let versions = store::list_versions(&mut tx).await?;
        let version = versions.into_iter().find(|version| version.number == number);
        let version = version.ok_or(AnimalError::NotFound("version of the catalogue"))?;
        let changes = if number > 1 {
            diff(&source(&mut tx, number - 1).await?, &source(&mut tx, number).await?)
        } else {
            Vec::new()
        };
        tx.commit().await?;
        Ok(CatalogueVersionPage { version, changes, newest })
    }

    /// Proposals of a state, or of any.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn catalogue_proposals(
        &self,
        actor: &Actor,
        state: Option<ProposalState>,
    ) -> Result<Vec<ProposalSummary>> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        let proposals = store::list_proposals(&mut tx, state, None).await?;
        tx.commit().await?;
        Ok(proposals)
    }

    /// A transaction of staff.
    pub(super) async fn catalogue_tx(&self, actor: &Actor, least: StaffRole) -> Result<Tx> {
        actor.require_staff(least)?;
        Ok(self.db.begin(Scope::Staff(actor.person_id)).await?)
    }
}

/// The newest version.
pub(super) async fn newest_source(tx: &mut Tx) -> Result<(CatalogueEdition, Source)> {
    let number = newest(tx).await?;
    let missing = || AnimalError::NotFound("version of the catalogue");
    let stored = store::get_version(tx, number).await?.ok_or_else(missing)?;
    let edition = CatalogueEdition { number, published_at: Some(stored.published_at) };
    Ok((edition, Source::read(&stored.texts)?))
}

/// What became of a gene, version by version from the newest down, by the name that it has now.
async fn history(tx: &mut Tx, newest: &Source, number: i32, species: &str, gene: &str) -> Result<Vec<GeneVersion>> {
    let versions = store::list_versions(tx).await?;
    let (mut later, mut told) = (newest.only(species), Vec::new());
    for version in
        versions.into_iter().filter(|version| version.number > 1 && version.number <= number).take(MOST_HISTORY)
    {
        let before = source(tx, version.number - 1).await?.only(species);
        let change =
            diff(&before, &later).into_iter().find(|change| change.row == RowKind::Gene && change.name == gene);
        if let Some(change) = change {
            let CatalogueVersion { number, published_at, summary, .. } = version;
            told.push(GeneVersion { number, published_at, summary, change });
        }
        later = before;
    }
    Ok(told)
}

/// Genes, combos and rules of a species.
fn rows(whole: &Source, species: &str) -> Result<Vec<CatalogueRow>> {
    let row = |row, name: &str, said: &str, also: &str, certainty: &str| CatalogueRow {
        species: species.to_owned(),
        row,
        name: name.to_owned(),
        said: said.to_owned(),
        also: also.to_owned(),
        certainty: certainty.to_owned(),
    };
    let genes = whole.genes.iter().filter(|own| own.species == species).map(|own| &own.fields);
    let mut rows: Vec<CatalogueRow> =
        genes.map(|gene| row(RowKind::Gene, &gene.name, &gene.inheritance, &gene.aliases, &gene.certainty)).collect();
    let combos = whole.combos.iter().filter(|own| own.species == species).map(|own| &own.fields);
    rows.extend(combos.map(|combo| row(RowKind::Combo, &combo.name, &combo.genotype, "", &combo.certainty)));
    if let Some(taxon) = whole.taxon(species)? {
        rows.extend(
            whole
                .all_rules(&taxon)
                .into_iter()
                .map(|(_, rule)| row(RowKind::Rule, &rule.when, &rule.text, rule.grade.label(), &rule.certainty)),
        );
    }
    Ok(rows)
}
