//! The words of all public animals: which rows hold a word, and which words look like one that nobody uses.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound,
};

/// The least likeness, as PostgreSQL's `pg_trgm` counts it: common trigrams by all.
const ALIKE: f32 = 0.3;

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: BTreeMap<Box<str>, u32>,
    words: Vec<Box<str>>,
    rows: Vec<Vec<u32>>,
    trigrams: HashMap<[char; 3], Vec<u32>>,
}

impl Vocabulary {
    /// Notes that a row holds a word. Rows come in ascending order.
    pub(super) fn add(&mut self, word: &str, row: u32) {
        let number = match self.numbers.get(word) {
            Some(&number) => number as usize,
            None => self.learn(word),
        };
        if let Some(rows) = self.rows.get_mut(number)
            && rows.last() != Some(&row)
        {
            rows.push(row);
        }
    }

    fn learn(&mut self, word: &str) -> usize {
        let number = self.words.len();
        // Fewer than 2^32 words: a row has some tens, and there are fewer than 2^26 rows.
        let short = u32::try_from(number).unwrap_or(u32::MAX);
        self.numbers.insert(word.into(), short);
        self.words.push(word.into());
        self.rows.push(Vec::new());
        // Nobody mistypes a number into another on purpose of being corrected.
        if word.chars().any(char::is_alphabetic) {
            for trigram in trigrams(word) {
                self.trigrams.entry(trigram).or_default().push(short);
            }
        }
        number
    }

    /// The rows of each word that begins so.
    pub(super) fn begin<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a [u32]> {
        self.numbers
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |(word, _)| word.starts_with(prefix))
            .filter_map(|(_, &number)| self.rows.get(number as usize).map(Vec::as_slice))
    }

    /// The word that looks most like one, the more frequent where two look equally so.
    pub(super) fn alike(&self, given: &str) -> Option<&str> {
        let wanted = trigrams(given);
        let mut common: HashMap<u32, u32> = HashMap::new();
        for word in wanted.iter().filter_map(|trigram| self.trigrams.get(trigram)).flatten() {
            *common.entry(*word).or_default() += 1;
        }
        common
            .into_iter()
            .filter_map(|(number, shared)| {
                let word = self.words.get(number as usize)?;
                let all = (wanted.len() + trigrams(word).len()) as f32 - shared as f32;
                let likeness = shared as f32 / all;
                (likeness >= ALIKE).then_some((likeness, self.rows.get(number as usize)?.len(), word.as_ref()))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(b.2.cmp(a.2)))
            .map(|(_, _, word)| word)
    }
}

/// The distinct runs of three letters of a word, with two blanks before it and one after.
fn trigrams(word: &str) -> Vec<[char; 3]> {
    let padded: Vec<char> = [' ', ' '].into_iter().chain(word.chars().take(64)).chain([' ']).collect();
    let mut trigrams: Vec<[char; 3]> = padded.windows(3).map(|three| [three[0], three[1], three[2]]).collect();
    trigrams.sort_unstable();
    trigrams.dedup();
    trigrams
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (row, word) in words.iter().enumerate() {
            vocabulary.add(word, u32::try_from(row).unwrap());
        }
        vocabulary
    }

    #[test]
    fn a_typo_finds_the_word_that_was_meant() {
        let known = vocabulary(&["pastel", "piebald", "pinstripe", "clown", "062"]);
        assert_eq!(known.alike("pastle"), Some("pastel"));
        assert_eq!(known.alike("pieblad"), Some("piebald"));
        assert_eq!(known.alike("clwn"), Some("clown"));
        assert_eq!(known.alike("qqqq"), None);
        assert_eq!(known.alike("063"), None);
    }

    #[test]
    fn beginnings_find_every_word_behind_them() {
        let known = vocabulary(&["pied", "piebald", "clown", "pied"]);
        let rows: Vec<u32> = known.begin("pie").flatten().copied().collect();
        assert_eq!(rows, [1, 0, 3]);
        assert_eq!(known.begin("x").count(), 0);
    }
}
