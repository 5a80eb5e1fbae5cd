//! How far two words are apart, and the names nearest to a word.

use crate::arrange::Arrange as _;

/// Words longer than this are no misspelt names.
const LONGEST: usize = 40;

/// The fewest insertions, deletions, substitutions and exchanges of neighbours that make one word of the other (optimal string alignment), if
/// they are at most `most`. Of two words of n letters: O(n²) time, three rows of space.
pub fn distance(left: &[char], right: &[char], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    let mut older: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(a != b)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && left.get(i - 1) == Some(b) && right.get(j - 1) == Some(a);
            if swapped {
                best = best.min(at(&older, j - 1) + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_some_and(|&best| best > most) {
            return None;
        }
        older = core::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&found| found <= most)
}

/// How many slips a word of so many letters may have.
fn allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// The three written forms nearest to a key, the nearest first; those that it begins where none is near.
pub fn nearest(key: &str, known: &[(String, String)]) -> Vec<String> {
    let word: Vec<char> = key.chars().collect();
    if word.len() < 2 || word.len() > LONGEST {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (place, (own, written)) in known.iter().enumerate() {
        let letters: Vec<char> = own.chars().collect();
        // What half of the letters have to change for isn't near.
        let most = allowed(word.len()).min(letters.len() / 2);
        if let Some(far) = distance(&word, &letters, most) {
            found.push((far, place, written));
        } else if word.len() > 2 && own.starts_with(key) {
            found.push((100 + letters.len(), place, written));
        }
    }
    found.arrange();
    let mut out: Vec<String> = Vec::new();
    for (_, _, written) in found {
        if out.len() < 3 && !out.iter().any(|own| own == written) {
            out.push(written.to_owned());
        }
    }
    out
}

#[cfg(test)]
#[test]
fn slips_are_counted() {
    let far = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 3);
    assert_eq!(far("ghots", "ghost"), Some(1));
    assert_eq!(far("clwn", "clown"), Some(1));
    assert_eq!(far("", "abc"), Some(3));
    assert_eq!(far("abcd", ""), None);
    assert_eq!(far("kitten", "sitting"), Some(3));
    assert_eq!(far("pastel", "pastel"), Some(0));
}
