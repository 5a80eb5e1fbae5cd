//! Words that no name or modifier is: reported, each with what it could be meant for.

use super::{Grammar, How};
use crate::text::{
    distance::{distance, nearest},
    finding::Problem,
    scan::key,
    tokens::{Item, Kind},
    vocabulary::{Meaning, Vocabulary},
};
use std::collections::BTreeMap;

/// So many words are looked up; of more, a text in another language say, no suggestion helps.
const MOST_LOOKUPS: usize = 24;
/// Longer words are cut in reports.
const LONGEST: usize = 60;

/// What was looked up.
#[derive(Debug, Default)]
pub struct Lookups {
    found: BTreeMap<String, Vec<String>>,
    merged: usize,
}

impl Lookups {
    fn nearest(&mut self, names: &Vocabulary, word: &str) -> Vec<String> {
        if !self.found.contains_key(word) && self.found.len() < MOST_LOOKUPS {
            self.found.insert(word.to_owned(), nearest(word, &names.known));
        }
        self.found.get(word).cloned().unwrap_or_default()
    }

    /// Joins an unknown word with the next where both together are nearly a name: "yelow belly".
    pub fn merge(&mut self, names: &Vocabulary, text: &str, items: Vec<Item>) -> Vec<Item> {
        let mut out: Vec<Item> = Vec::with_capacity(items.len());
        for item in items {
            let joined = out.last().and_then(|last| self.joined(names, text, last, &item));
            match (joined, out.last_mut()) {
                (Some(kind), Some(last)) => {
                    last.kind = kind;
                    last.span = last.span.to(item.span);
                }
                _ => out.push(item),
            }
        }
        out
    }

    fn joined(&mut self, names: &Vocabulary, text: &str, last: &Item, item: &Item) -> Option<Kind> {
        let unknown = |item: &Item| matches!(item.kind, Kind::Unknown(_));
        // "belly" alone is a word that needs its line.
        let open = |item: &Item| unknown(item) || matches!(item.kind, Kind::Thing(Meaning::Line(_)));
        if item.hard || item.paren != last.paren || self.merged >= MOST_LOOKUPS {
            return None;
        }
        if !(open(last) && open(item) && (unknown(last) || unknown(item))) {
            return None;
        }
        self.merged += 1;
        let both = last.span.to(item.span).of(text);
        let key = key(both);
        let near = key.len() > 5 && key.len() < LONGEST && names.known.iter().any(|known| nearly(&known.0, &key));
        near.then(|| Kind::Unknown(both.to_lowercase()))
    }
}

fn nearly(known: &str, key: &str) -> bool {
    let (known, key): (Vec<char>, Vec<char>) = (known.chars().collect(), key.chars().collect());
    distance(&known, &key, if key.len() > 8 { 2 } else { 1 }).is_some()
}

impl Grammar<'_> {
    pub(super) fn unknown(&mut self, word: &str, item: &Item) {
        if let Some(list) = &mut self.list {
            list.genes += 1;
            list.recessives += 1;
        }
        self.last = None;
        let choices = self.lookups.nearest(self.names, &key(word));
        let word = word.chars().take(LONGEST).collect();
        self.finds(item.span, Problem::UnknownGene { word, taxon: self.taxon.name.clone(), choices });
    }

    /// What a statement's modifier is called in a report.
    pub(in crate::text) fn modifier(how: How) -> &'static str {
        match how {
            How::Bare => "",
            How::Two | How::Perhaps(_) => "super",
            How::Visual => "visual",
            How::One => "1x",
            How::Het(_) => "het",
        }
    }
}
