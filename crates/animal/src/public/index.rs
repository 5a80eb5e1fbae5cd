//! The search index: public animals as columns in memory, brought up to date from the database at most twice a second, by whichever
//! search finds it old. Counting in PostgreSQL costs tens of milliseconds at 100,000 animals; here it costs a fraction of one.

use super::{
    columns::{Bits, Columns, Values},
    genes,
    order::page_by_age,
};
use crate::{Result, store, words::words};
use repti_db::{Cursor, keyset_page};
use repti_model::{
    TaxonId,
    animal::{Origin, Sex},
    genotype::GeneFilter,
    page::Page,
    public::{FacetCount, Facets, PublicQuery, PublicSort},
    registry::Taxon,
};
use sqlx::PgPool;
use std::{
    sync::{PoisonError, RwLock, RwLockReadGuard},
    time::{Duration, Instant},
};
use tokio::sync::Mutex;
use uuid::Uuid;

/// Older than this, the next search asks what changed.
const FRESH_FOR: Duration = Duration::from_millis(500);

/// The index of this process.
#[derive(Debug, Default)]
pub(crate) struct PublicIndex {
    columns: RwLock<Columns>,
    /// From which transaction on changes are still unknown. `None`: nothing was read yet. Held while reading.
    mark: Mutex<Option<String>>,
    read_at: RwLock<Option<Instant>>,
}

impl PublicIndex {
    /// How many animals it holds.
    pub(super) fn len(&self) -> usize {
        self.columns().len()
    }

    /// Brings the index up to date when it is old. One search reads, the others go on with what is there; only before the first
    /// reading they wait.
    pub(super) async fn refresh(&self, pool: &PgPool) -> Result<()> {
        if self.is_fresh() {
            return Ok(());
        }
        let mut mark = if self.was_read() {
            match self.mark.try_lock() {
                Ok(mark) => mark,
                Err(_) => return Ok(()),
            }
        } else {
            self.mark.lock().await
        };
        if self.is_fresh() {
            return Ok(());
        }
        let now = Instant::now();
        match mark.as_ref().filter(|_| !self.columns().is_wasteful()) {
            Some(xmin) => {
                let (next, changes) = store::public::list_index_changes(pool, xmin).await?;
                if !changes.is_empty() {
                    let mut columns = self.columns.write().unwrap_or_else(PoisonError::into_inner);
                    for (id, row) in changes {
                        match row {
                            Some(row) => columns.put(&row),
                            None => columns.remove(id),
                        }
                    }
                }
                *mark = Some(next);
            }
            None => {
                // The mark first: what commits between the two is read twice rather than never.
                let xmin = store::public::get_snapshot_xmin(pool).await?;
                let rows = store::public::list_index(pool).await?;
                let mut columns = Columns::default();
                for row in &rows {
                    columns.put(row);
                }
                tracing::info!(
                    index.animals = columns.len(),
                    index.millis = now.elapsed().as_millis() as u64,
                    "public index read"
                );
                *self.columns.write().unwrap_or_else(PoisonError::into_inner) = columns;
                *mark = Some(xmin);
            }
        }
        *self.read_at.write().unwrap_or_else(PoisonError::into_inner) = Some(now);
        Ok(())
    }

    /// One page of ids with exact counts.
    pub(super) fn search(&self, wanted: &Wanted, cursor: Option<&str>, limit: usize, taxa: &[Taxon]) -> Found {
        let columns = self.columns();
        let mut counted = Counted::new(&columns, wanted);
        let cut = Cut { sort: wanted.sort, cursor, limit };
        let words = (!wanted.words.is_empty() || wanted.nothing).then(|| {
            let hits = columns.begin(&wanted.words);
            if hits.ones().next().is_none()
                && let Some(words) = columns.corrected(&wanted.words)
            {
                counted.instead = Some(words.join(" "));
                return columns.begin(&words);
            }
            hits
        });
        let hits = columns.narrowed(words.as_ref(), wanted.genes.iter());
        match &hits {
            Some(hits) => counted.add_rows(&columns, hits),
            None => {
                for (values, count) in columns.counts() {
                    counted.add(values, count);
                }
            }
        }
        let fits = |row: u32| counted.fits(columns.values(row)) == (true, true, true);
        let gene = genes::facet(&columns, words.as_ref(), wanted, taxa, fits);
        let mut found = counted.page(&columns, hits.as_ref(), &cut, taxa);
        found.facets.gene = gene;
        found
    }

    /// How many animals of each taxon a breeder shows, the most first, as values of the facet.
    pub(super) fn kept_by(&self, breeder: Uuid, taxa: &[Taxon]) -> Vec<FacetCount> {
        let kept = self.columns().kept_by(breeder);
        let mut kept: Vec<FacetCount> = kept
            .into_iter()
            .filter_map(|(id, count)| {
                let taxon = taxa.iter().find(|taxon| taxon.id == id)?;
                facet(&taxon.slug, &taxon.common_name, count, false)
            })
            .collect();
        most_first(&mut kept);
        kept
    }

    fn columns(&self) -> RwLockReadGuard<'_, Columns> {
        self.columns.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn was_read(&self) -> bool {
        self.read_at.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn is_fresh(&self) -> bool {
        self.read_at.read().unwrap_or_else(PoisonError::into_inner).is_some_and(|at| at.elapsed() < FRESH_FOR)
    }
}

/// A query, understood.
#[derive(Debug)]
pub(super) struct Wanted {
    words: Vec<String>,
    /// Something was typed, but no letters or digits.
    nothing: bool,
    /// `None`: any. Slugs that name no taxon leave an empty list, which nothing fits.
    pub(super) taxon: Option<Vec<TaxonId>>,
    sex: Vec<Sex>,
    origin: Vec<Origin>,
    /// All of these.
    pub(super) genes: Vec<GeneFilter>,
    sort: PublicSort,
}

/// Which part of what was found, in which order.
struct Cut<'a> {
    sort: PublicSort,
    cursor: Option<&'a str>,
    limit: usize,
}

impl Wanted {
    pub(super) fn new(query: &PublicQuery, taxa: &[Taxon]) -> Self {
        let mut words = words(&query.q);
        words.truncate(12);
        let taxon = (!query.taxon.is_empty())
            .then(|| taxa.iter().filter(|taxon| query.taxon.contains(&taxon.slug)).map(|taxon| taxon.id).collect());
        Self {
            nothing: words.is_empty() && !query.q.trim().is_empty(),
            words,
            taxon,
            sex: query.sex.clone(),
            origin: query.origin.clone(),
            genes: query.gene.clone(),
            sort: query.sort,
        }
    }
}

/// What a search found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) ids: Vec<Uuid>,
    pub(super) next: Option<String>,
    pub(super) previous: Option<String>,
    pub(super) total: u32,
    pub(super) facets: Facets,
    pub(super) instead: Option<String>,
}

/// Counts in the making. Each facet is counted over what the other two let through.
struct Counted {
    taxon_fits: Vec<bool>,
    sex_fits: Vec<bool>,
    origin_fits: Vec<bool>,
    taxon: Vec<u32>,
    sex: Vec<u32>,
    origin: Vec<u32>,
    total: u32,
    instead: Option<String>,
}

impl Counted {
    fn new(columns: &Columns, wanted: &Wanted) -> Self {
        let taxon_fits = |id| wanted.taxon.as_ref().is_none_or(|taxa| taxa.contains(id));
        Self {
            taxon_fits: columns.taxa().iter().map(taxon_fits).collect(),
            sex_fits: Sex::ALL.iter().map(|sex| wanted.sex.is_empty() || wanted.sex.contains(sex)).collect(),
            origin_fits: Origin::ALL
                .iter()
                .map(|origin| wanted.origin.is_empty() || wanted.origin.contains(origin))
                .collect(),
            taxon: vec![0; columns.taxa().len()],
            sex: vec![0; Sex::ALL.len()],
            origin: vec![0; Origin::ALL.len()],
            total: 0,
            instead: None,
        }
    }

    fn fits(&self, values: Values) -> (bool, bool, bool) {
        let at = |fits: &[bool], place: usize| fits.get(place).copied().unwrap_or_default();
        (
            at(&self.taxon_fits, values.taxon.into()),
            at(&self.sex_fits, values.sex.into()),
            at(&self.origin_fits, values.origin.into()),
        )
    }

    fn add(&mut self, values: Values, count: u32) {
        let (taxon, sex, origin) = self.fits(values);
        let bump = |counts: &mut [u32], place: usize| {
            if let Some(at) = counts.get_mut(place) {
                *at += count;
            }
        };
        if sex && origin {
            bump(&mut self.taxon, values.taxon.into());
        }
        if taxon && origin {
            bump(&mut self.sex, values.sex.into());
        }
        if taxon && sex {
            bump(&mut self.origin, values.origin.into());
        }
        if taxon && sex && origin {
            self.total += count;
        }
    }

    fn add_rows(&mut self, columns: &Columns, hits: &Bits) {
        for row in hits.ones() {
            self.add(columns.values(row), 1);
        }
    }

    fn page(self, columns: &Columns, hits: Option<&Bits>, cut: &Cut<'_>, taxa: &[Taxon]) -> Found {
        let shows =
            |row: &u32| hits.is_none_or(|hits| hits.has(*row)) && self.fits(columns.values(*row)) == (true, true, true);
        let Page { items, next, previous } = match cut.sort {
            PublicSort::Newest => newest(columns, shows, cut),
            sort => {
                let fitting = columns.rows().iter().copied().filter(shows);
                let page = page_by_age(columns, fitting, sort, cut.cursor, cut.limit);
                Page {
                    items: page.items.into_iter().map(|place| place.1).collect(),
                    next: page.next,
                    previous: page.previous,
                }
            }
        };
        let facets = self.facets(columns, taxa);
        Found { ids: items, next, previous, total: self.total, facets, instead: self.instead }
    }

    fn facets(&self, columns: &Columns, taxa: &[Taxon]) -> Facets {
        let narrowed = |fits: &[bool]| fits.iter().any(|fits| !fits);
        let (by_taxon, by_sex, by_origin) =
            (narrowed(&self.taxon_fits), narrowed(&self.sex_fits), narrowed(&self.origin_fits));
        let mut taxon: Vec<FacetCount> = columns
            .taxa()
            .iter()
            .enumerate()
            .filter_map(|(at, id)| {
                let taxon = taxa.iter().find(|taxon| taxon.id == *id)?;
                facet(&taxon.slug, &taxon.common_name, self.taxon[at], by_taxon && self.taxon_fits[at])
            })
            .collect();
        most_first(&mut taxon);
        let words = |at: usize, word: &str, label: &str, counts: &[u32], fits: &[bool], narrow: bool| {
            facet(word, label, counts[at], narrow && fits[at])
        };
        Facets {
            taxon,
            sex: Sex::ALL
                .iter()
                .enumerate()
                .filter_map(|(at, sex)| words(at, sex.as_str(), sex.label(), &self.sex, &self.sex_fits, by_sex))
                .collect(),
            origin: Origin::ALL
                .iter()
                .enumerate()
                .filter_map(|(at, origin)| {
                    words(at, origin.as_str(), origin.label(), &self.origin, &self.origin_fits, by_origin)
                })
                .collect(),
            gene: Vec::new(),
        }
    }
}

/// Newest first: “after” a cursor come the older ones. Ids are in the order of their making, so this reads no more than it shows.
fn newest(columns: &Columns, shows: impl Fn(&u32) -> bool, cut: &Cut<'_>) -> Page<Uuid> {
    let cursor = cut.cursor.and_then(Cursor::<Uuid>::decode);
    let (rows, most) = (columns.rows(), cut.limit + 1);
    let shows = |row: &&u32| shows(row);
    let ids: Vec<Uuid> = match &cursor {
        Some(Cursor::Before(id)) => {
            let from = rows.partition_point(|&row| columns.id(row) <= *id);
            rows.iter().skip(from).filter(shows).take(most).map(|&row| columns.id(row)).collect()
        }
        Some(Cursor::After(id)) => {
            let to = rows.partition_point(|&row| columns.id(row) < *id);
            rows.iter().take(to).rev().filter(shows).take(most).map(|&row| columns.id(row)).collect()
        }
        None => rows.iter().rev().filter(shows).take(most).map(|&row| columns.id(row)).collect(),
    };
    keyset_page(ids, cut.limit, cursor.as_ref(), |id| *id)
}

fn most_first(counts: &mut [FacetCount]) {
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
}

/// A value that shows something, or that must show so that it can be deselected.
fn facet(value: &str, label: &str, count: u32, selected: bool) -> Option<FacetCount> {
    (count > 0 || selected).then(|| FacetCount { value: value.to_owned(), label: label.to_owned(), count, selected })
}

#[cfg(test)]
mod tests;
