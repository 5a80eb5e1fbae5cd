//! Words that no name or modifier is: reported, each with what it could be meant for.

use super::{Grammar, How};
use crate::{
    catalogue::lower,
    text::{
        distance::{distance, nearest},
        finding::Problem,
        keyword::Key,
        scan::key,
        tokens::{Item, Kind},
        vocabulary::{Meaning, Vocabulary},
    },
};

/// So many words are looked up; of more, a text in another language say, no suggestion helps.
const MOST_LOOKUPS: usize = 24;
/// Longer words are cut in reports.
const LONGEST: usize = 60;

/// What was looked up.
#[derive(Debug, Default)]
pub struct Lookups {
    found: Vec<(String, Vec<String>)>,
    merged: usize,
}

impl Lookups {
    fn nearest(&mut self, names: &Vocabulary, word: &str) -> Vec<String> {
        if let Some((_, choices)) = self.found.iter().find(|known| known.0 == word) {
            return choices.clone();
        }
        if self.found.len() < MOST_LOOKUPS {
            let mut choices = nearest(word, &names.known);
            if choices.is_empty() {
                choices.extend(apart(names, word));
            }
            self.found.push((word.to_owned(), choices.clone()));
            return choices;
        }
        Vec::new()
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
        near.then(|| Kind::Unknown(lower(both)))
    }
}

/// "pastelclown" taken apart into the fewest names and modifiers. Only ever a suggestion: a name that nobody knows yet can look like two.
fn apart(names: &Vocabulary, word: &str) -> Option<String> {
    if word.len() > LONGEST {
        return None;
    }
    let known = |piece: &str| match names.get(piece) {
        Some(Meaning::Key(Key::Het | Key::Possible | Key::Super | Key::Visual | Key::Count(_))) => true,
        Some(Meaning::Key(_)) | None => false,
        Some(_) => piece.len() > 2,
    };
    // For each place the fewest pieces before it, and where the last of them begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
    *best.first_mut()? = Some((0, 0));
    for end in 1..=word.len() {
        let pieces = (0..end).filter_map(|start| {
            let (count, _) = (*best.get(start)?)?;
            word.get(start..end).filter(|piece| known(piece)).map(|_| (count + 1, start))
        });
        let fewest = pieces.min();
        *best.get_mut(end)? = fewest;
    }
    let (mut pieces, mut end) = (Vec::new(), word.len());
    while end > 0 {
        let (_, start) = (*best.get(end)?)?;
        pieces.push(word.get(start..end)?);
        end = start;
    }
    pieces.reverse();
    (pieces.len() > 1).then(|| pieces.join(" "))
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
