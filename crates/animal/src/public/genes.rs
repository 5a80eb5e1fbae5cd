//! Which rows have which gene, and the facet of genes.

use super::{
    columns::{Bits, Columns},
    index::Wanted,
};
use crate::genes::gene_name;
use repti_model::{
    genotype::{GeneFilter, GeneKind},
    public::FacetCount,
    registry::Taxon,
};
use std::collections::BTreeMap;

/// Genes that the facet offers; those that are chosen come on top.
const MOST: usize = 14;

/// The rows of each gene, by how they have it. Rows come in ascending order.
#[derive(Debug, Default)]
pub(super) struct GeneRows(BTreeMap<Box<str>, [Vec<u32>; GeneKind::ALL.len()]>);

impl GeneRows {
    /// Notes that a row has a gene.
    pub(super) fn add(&mut self, row: u32, gene: &str, kind: GeneKind) {
        let kinds = match self.0.get_mut(gene) {
            Some(kinds) => kinds,
            None => self.0.entry(gene.into()).or_default(),
        };
        if let Some(rows) = kinds.get_mut(place(kind)) {
            rows.push(row);
        }
    }

    /// The rows that a filter lets through, the dead among them.
    pub(super) fn rows<'a>(&'a self, filter: &'a GeneFilter) -> impl Iterator<Item = u32> + 'a {
        let kinds = self.0.get(filter.gene()).map_or(&[][..], |kinds| kinds.as_slice());
        let wanted = filter.kind.map(place);
        let fits = move |at: usize| wanted.is_none_or(|wanted| wanted == at);
        kinds.iter().enumerate().filter(move |(at, _)| fits(*at)).flat_map(|(_, rows)| rows.iter().copied())
    }

    /// How many of the rows that count have a gene, by how.
    fn count(&self, gene: &str, counts: impl Fn(u32) -> bool) -> [u32; GeneKind::ALL.len()] {
        self.0.get(gene).map_or_else(Default::default, |kinds| kinds.each_ref().map(|rows| number(rows, &counts)))
    }
}

fn place(kind: GeneKind) -> usize {
    GeneKind::ALL.iter().position(|known| *known == kind).unwrap_or_default()
}

fn number(rows: &[u32], counts: &impl Fn(u32) -> bool) -> u32 {
    u32::try_from(rows.iter().filter(|row| counts(**row)).count()).unwrap_or(u32::MAX)
}

/// The genes of the species that is asked for, the most frequent first: a word is another gene in another species. A chosen gene stands first, with how
/// the animals have it, counted over what the other genes let through.
pub(super) fn facet(
    columns: &Columns,
    words: Option<&Bits>,
    wanted: &Wanted,
    taxa: &[Taxon],
    fits: impl Fn(u32) -> bool,
) -> Vec<FacetCount> {
    let asked: Vec<&Taxon> = match &wanted.taxon {
        Some(ids) => taxa.iter().filter(|taxon| ids.contains(&taxon.id)).collect(),
        None => Vec::new(),
    };
    if asked.len() != 1 && wanted.genes.is_empty() {
        return Vec::new();
    }
    let named = |gene: &str| {
        let known: Vec<&Taxon> = if asked.is_empty() { taxa.iter().collect() } else { asked.clone() };
        let name = known.into_iter().find_map(|taxon| gene_name(&taxon.common_name, &taxon.slug, gene));
        name.unwrap_or_else(|| gene.replace('_', "-"))
    };
    let mut facet = Vec::new();
    let mut chosen: Vec<&str> = Vec::new();
    for filter in &wanted.genes {
        if chosen.contains(&filter.gene()) {
            continue;
        }
        chosen.push(filter.gene());
        let others = wanted.genes.iter().filter(|other| other.gene() != filter.gene());
        let hits = columns.narrowed(words, others);
        let counts = columns.genes().count(filter.gene(), |row| {
            columns.is_living(row) && hits.as_ref().is_none_or(|hits| hits.has(row)) && fits(row)
        });
        let value = filter.slug();
        let selected = |kind| wanted.genes.iter().any(|other| other.gene() == filter.gene() && other.kind == kind);
        let name = named(filter.gene());
        facet.push(FacetCount {
            value: value.clone(),
            label: name.clone(),
            count: counts.iter().sum(),
            selected: selected(None),
        });
        facet.extend(
            GeneKind::ALL.iter().zip(counts).filter(|(kind, count)| *count > 0 || selected(Some(**kind))).map(
                |(kind, count)| FacetCount {
                    value: format!("{value}:{kind}"),
                    label: format!("{name}: {}", kind.label().to_lowercase()),
                    count,
                    selected: selected(Some(*kind)),
                },
            ),
        );
    }
    if asked.len() != 1 {
        return facet;
    }
    let hits = columns.narrowed(words, wanted.genes.iter());
    let counts = |row| columns.is_living(row) && hits.as_ref().is_none_or(|hits| hits.has(row)) && fits(row);
    let mut more: Vec<FacetCount> = columns
        .genes()
        .0
        .iter()
        .filter(|(gene, _)| !chosen.contains(&gene.as_ref()))
        .filter_map(|(gene, kinds)| {
            let count = kinds.iter().map(|rows| number(rows, &counts)).sum();
            let value = gene.replace('_', "-");
            (count > 0).then(|| FacetCount { value, label: named(gene), count, selected: false })
        })
        .collect();
    more.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    more.truncate(MOST);
    facet.extend(more);
    facet
}
