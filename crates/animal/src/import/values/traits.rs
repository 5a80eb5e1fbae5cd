//! Genotype text from up to three columns. Nothing is parsed here: the text stays as written.

/// Joins the columns. The main column wins; hets that it doesn't mention are put behind it. The second value says where they disagree.
#[must_use]
pub fn combine(main: Option<String>, visual: Option<String>, hets: Option<String>) -> (Option<String>, Option<String>) {
    let mut text = main.or_else(|| visual.map(|visual| join(&visual))).unwrap_or_default();
    let mut disagreement = None;
    for part in hets.iter().flat_map(|hets| hets.split([',', ';', '|', '\n'])) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let gene = gene_of(part);
        let het = with_het(part);
        match mention(&text, gene) {
            None => {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&het);
            }
            Some(_) if text.to_lowercase().contains(&het.to_lowercase()) => {}
            Some(said) => {
                disagreement.get_or_insert_with(|| {
                    format!("The columns say “{said}” and “{part}” about {gene}. The first was kept as the genetics text, both in the raw row.")
                });
            }
        }
    }
    ((!text.is_empty()).then_some(text), disagreement)
}

/// `a, b, c` as `a b c`.
fn join(list: &str) -> String {
    list.split([',', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The gene in `66% piebald`, `het clown` or `100% het clown`.
fn gene_of(part: &str) -> &str {
    let mut rest = part;
    loop {
        let word = rest.split_whitespace().next().unwrap_or_default();
        let lower = word.to_lowercase();
        let skip = word.ends_with('%')
            || matches!(lower.as_str(), "het" | "hets" | "poss" | "pos" | "possible" | "ph" | "dh" | "double");
        if !skip || word.len() == rest.len() {
            return rest;
        }
        rest = rest[word.len()..].trim_start();
    }
}

/// `66% piebald` as `66% het piebald`; text that says het already stays.
fn with_het(part: &str) -> String {
    let lower = part.to_lowercase();
    if lower.split_whitespace().any(|word| matches!(word, "het" | "hets" | "ph" | "dh" | "poss" | "pos" | "possible")) {
        return part.to_owned();
    }
    match part.split_once('%') {
        Some((percent, gene)) => format!("{percent}% het {}", gene.trim_start()),
        None => format!("het {part}"),
    }
}

/// The words before and including the gene in the text, if it stands there as whole words.
fn mention(text: &str, gene: &str) -> Option<String> {
    let (words, wanted): (Vec<&str>, Vec<&str>) =
        (text.split_whitespace().collect(), gene.split_whitespace().collect());
    if wanted.is_empty() || words.len() < wanted.len() {
        return None;
    }
    let at = words.windows(wanted.len()).position(|window| {
        window.iter().zip(&wanted).all(|(a, b)| a.trim_matches([',', ';']).eq_ignore_ascii_case(b))
    })?;
    let mut start = at;
    while start > 0 && is_het_word(words[start - 1]) {
        start -= 1;
    }
    Some(words[start..at + wanted.len()].join(" "))
}

fn is_het_word(word: &str) -> bool {
    word.ends_with('%') || matches!(word.to_lowercase().as_str(), "het" | "pos" | "poss" | "possible" | "ph")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(main: &str, visual: &str, hets: &str) -> (Option<String>, Option<String>) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        combine(some(main), some(visual), some(hets))
    }

    #[test]
    fn hets_are_put_behind_the_visuals() {
        assert_eq!(
            of("", "pastel, banana", "33% normal, 66% piebald").0.unwrap(),
            "pastel banana 33% het normal 66% het piebald"
        );
        assert_eq!(of("Pastel", "", "Clown; 100% het Pied").0.unwrap(), "Pastel het Clown 100% het Pied");
        assert_eq!(of("", "", "").0, None);
    }

    #[test]
    fn a_het_that_is_mentioned_is_not_doubled_and_disagreement_is_told() {
        let (text, note) = of("snow 100% het tremper albino", "snow", "66% tremper albino");
        assert_eq!(text.unwrap(), "snow 100% het tremper albino");
        assert!(note.unwrap().contains("“100% het tremper albino” and “66% tremper albino”"));
        assert_eq!(of("pos het hypo", "", "pos het hypo"), (Some("pos het hypo".to_owned()), None));
    }
}
