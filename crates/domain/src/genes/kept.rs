//! Pages of genes, kept once they are made: they are functions of the catalogue alone, and a page with its crosses takes the engine longer than all the
//! rest of its answer. At most one of each gene of one version lies in memory.

use repti_genetics::catalogue::Catalogue;
use repti_model::genes::GenePage;
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

type Pages = HashMap<(String, String), Arc<GenePage>>;

/// The version whose pages these are, which is never freed.
static KEPT: RwLock<Option<(&'static Catalogue, Pages)>> = RwLock::new(None);

/// The page of a gene, which `make` makes of the current version when it is asked for first.
pub(super) fn page(taxon: &str, gene: &str, make: impl FnOnce() -> Option<GenePage>) -> Option<Arc<GenePage>> {
    let catalogue = Catalogue::current();
    let key = (taxon.to_owned(), gene.to_owned());
    if let Some((of, pages)) = &*KEPT.read().unwrap_or_else(PoisonError::into_inner)
        && std::ptr::eq(*of, catalogue)
        && let Some(page) = pages.get(&key)
    {
        return Some(Arc::clone(page));
    }
    let page = Arc::new(make()?);
    // Another version may have been published while it was made: then nobody can say of which version it is, and it isn't kept.
    if !std::ptr::eq(catalogue, Catalogue::current()) {
        return Some(page);
    }
    let mut kept = KEPT.write().unwrap_or_else(PoisonError::into_inner);
    match &mut *kept {
        Some((of, pages)) if std::ptr::eq(*of, catalogue) => drop(pages.insert(key, Arc::clone(&page))),
        _ => *kept = Some((catalogue, HashMap::from([(key, Arc::clone(&page))]))),
    }
    Some(page)
}
