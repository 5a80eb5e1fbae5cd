//! The catalogue with a reader of texts for each species that was asked for.

use repti_genetics::{
    catalogue::{Catalogue, Taxon},
    text::Lexicon,
};
use std::{cell::RefCell, rc::Rc};

/// Readers are made when they are first needed, and kept: each holds every name of its species.
#[derive(Debug)]
pub struct Readers<'a> {
    pub catalogue: &'a Catalogue,
    made: RefCell<Vec<Rc<Lexicon<'a>>>>,
}

impl<'a> Readers<'a> {
    pub const fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, made: RefCell::new(Vec::new()) }
    }

    pub fn of(&self, taxon: &'a Taxon) -> Rc<Lexicon<'a>> {
        let mut made = self.made.borrow_mut();
        if let Some(known) = made.iter().find(|lexicon| lexicon.taxon().name == taxon.name) {
            return Rc::clone(known);
        }
        let lexicon = Rc::new(Lexicon::new(taxon));
        made.push(Rc::clone(&lexicon));
        lexicon
    }
}
