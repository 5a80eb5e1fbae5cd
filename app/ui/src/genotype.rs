//! What a genotype's text says without knowing any gene: which part shows, and what is carried, for certain or with a chance.

use crate::Gene;

/// The parts of a keeper's text as chips. Names of traits are taken as written; where even the shape isn't plain, the whole text is one.
///
/// `Pastel Clown 66% het Pied` gives "Pastel Clown" as written, and "66% het Pied".
#[must_use]
pub fn read_genes(text: &str) -> Vec<Gene> {
    let as_written = || {
        let text = text.trim();
        if text.is_empty() { Vec::new() } else { vec![Gene { name: text.to_owned(), state: crate::GeneState::Unread }] }
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_het = |word: &str| word.eq_ignore_ascii_case("het");
    // "double het", "hets", "pos het": whose word this is and how far it reaches is the parser's to say.
    let unclear = words.iter().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        matches!(word.as_str(), "hets" | "double" | "triple" | "pos" | "poss" | "possible" | "dh" | "ph")
    });
    if unclear || !words.iter().any(|word| is_het(word)) {
        return as_written();
    }
    let mut genes = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    let mut state = crate::GeneState::Unread;
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let next_is_het = words.get(at + 1).is_some_and(|next| is_het(next));
        if is_het(word) || (next_is_het && chance_of(word).is_some()) {
            finish(&mut genes, &mut name, state);
            state = match chance_of(word).filter(|_| next_is_het) {
                Some((n, d)) if n < d => crate::GeneState::PossibleHet(n, d),
                _ => crate::GeneState::Het,
            };
            at += if is_het(word) { 1 } else { 2 };
        } else {
            name.push(word);
            at += 1;
        }
    }
    finish(&mut genes, &mut name, state);
    if genes.is_empty() { as_written() } else { genes }
}

fn finish(genes: &mut Vec<Gene>, name: &mut Vec<&str>, state: crate::GeneState) {
    let words = name.join(" ");
    let words = words.trim_matches(|c: char| matches!(c, ',' | ';' | ' ' | '/'));
    if !words.is_empty() {
        genes.push(Gene { name: words.to_owned(), state });
    }
    name.clear();
}

/// `66%` as the hobby means it: two thirds.
fn chance_of(word: &str) -> Option<(u32, u32)> {
    match word.strip_suffix('%')?.parse().ok()? {
        66 | 67 => Some((2, 3)),
        33 => Some((1, 3)),
        percent @ 1..=100 => Some((percent, 100)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read_genes;

    fn said(text: &str) -> Vec<String> {
        read_genes(text).iter().map(super::Gene::words).collect()
    }

    #[test]
    fn hets_are_told_from_what_shows() {
        assert_eq!(said("Pastel Clown 66% het Pied het Hypo"), ["Pastel Clown", "66% het Pied", "het Hypo"]);
        assert_eq!(
            said("Normal 100% het Clown, 50% het Desert Ghost"),
            ["Normal", "het Clown", "50% het Desert Ghost"]
        );
        assert_eq!(said("het albino"), ["het albino"]);
    }

    #[test]
    fn what_is_not_plain_stays_whole() {
        for text in ["double het clown pied", "Super Pastel", "clown pos het pied", "66% het", "🐍 het"] {
            assert_eq!(said(text).len(), 1, "{text}");
        }
        assert!(said("  ").is_empty());
    }
}
