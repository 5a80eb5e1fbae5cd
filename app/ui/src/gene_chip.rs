use leptos::prelude::*;

/// How surely a gene is there, and whether it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneState {
    /// It shows.
    Visual,
    /// One copy, certain, not showing.
    Het,
    /// One copy with a chance: numerator and denominator.
    PossibleHet(u32, u32),
    /// Word of the seller that no rule explains.
    Unread,
}

/// One gene of an animal, to be shown as a chip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gene {
    /// The trait's name: "Clown".
    pub name: String,
    /// How it is there.
    pub state: GeneState,
}

impl Gene {
    /// A gene that shows.
    pub fn visual(name: impl Into<String>) -> Self {
        Self { name: name.into(), state: GeneState::Visual }
    }

    /// A gene carried for certain.
    pub fn het(name: impl Into<String>) -> Self {
        Self { name: name.into(), state: GeneState::Het }
    }

    /// A gene carried with a chance: `possible("Clown", 2, 3)` is "66% het Clown".
    pub fn possible(name: impl Into<String>, numerator: u32, denominator: u32) -> Self {
        Self { name: name.into(), state: GeneState::PossibleHet(numerator, denominator) }
    }

    /// The chip's words.
    #[must_use]
    pub fn words(&self) -> String {
        match self.state {
            GeneState::Visual | GeneState::Unread => self.name.clone(),
            GeneState::Het => format!("het {}", self.name),
            GeneState::PossibleHet(n, d) => {
                format!("{} het {}", crate::words::percent(n, d), self.name)
            }
        }
    }
}

/// A gene as a chip: filled where it shows, outlined for a het, dashed with its per cent for a possible het.
#[component]
pub fn GeneChip(gene: Gene) -> impl IntoView {
    let (class, said) = match gene.state {
        GeneState::Visual => ("gene gene-visual", "visual: "),
        GeneState::Het => ("gene gene-het", ""),
        GeneState::PossibleHet(..) => ("gene gene-possible", "possible: "),
        GeneState::Unread => ("gene gene-unread", "as written: "),
    };
    view! { <span class=class><span class="visually-hidden">{said}</span>{gene.words()}</span> }
}

/// The genes of an animal in a row that wraps.
#[component]
pub fn GeneChips(genes: Vec<Gene>) -> impl IntoView {
    let chips = genes.into_iter().map(|gene| view! { <li><GeneChip gene/></li> }).collect_view();
    view! { <ul class="genes" aria-label="Genes">{chips}</ul> }
}

#[cfg(test)]
mod tests {
    use super::Gene;

    #[test]
    fn a_chip_says_what_it_draws() {
        assert_eq!(Gene::visual("Clown").words(), "Clown");
        assert_eq!(Gene::het("Pied").words(), "het Pied");
        assert_eq!(Gene::possible("Clown", 2, 3).words(), "66% het Clown");
    }
}
