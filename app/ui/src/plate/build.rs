//! The shape of an animal, by taxon.

/// How an animal is built and lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    BallPython,
    Corn,
    Hognose,
    Boa,
    Carpet,
    Reticulated,
    /// Any other snake.
    Snake,
    Leopard,
    Crested,
    Bearded,
    /// Any other lizard.
    Lizard,
}

impl Build {
    /// By a slug or a name in words, common or scientific. An unknown taxon is drawn as a plain snake.
    pub fn of(taxon: &str) -> Self {
        let taxon = taxon.to_lowercase();
        let any = |words: &[&str]| words.iter().any(|word| taxon.contains(word));
        if any(&["ball", "royal", "regius"]) {
            Self::BallPython
        } else if any(&["hognose", "heterodon"]) {
            Self::Hognose
        } else if any(&["carpet", "morelia", "spilota"]) {
            Self::Carpet
        } else if any(&["retic"]) {
            Self::Reticulated
        } else if any(&["corn", "guttat", "ratsnake", "rat-snake", "rat snake"]) {
            Self::Corn
        } else if any(&["boa"]) {
            Self::Boa
        } else if any(&["leopard", "macularius", "fat-tail", "fat tail"]) {
            Self::Leopard
        } else if any(&["crested", "ciliatus", "gargoyle", "rhacodactylus"]) {
            Self::Crested
        } else if any(&["bearded", "pogona", "dragon"]) {
            Self::Bearded
        } else if any(&["gecko", "skink", "lizard", "monitor", "iguana", "chameleon", "uromastyx"]) {
            Self::Lizard
        } else {
            Self::Snake
        }
    }

    pub const fn is_lizard(self) -> bool {
        matches!(self, Self::Leopard | Self::Crested | Self::Bearded | Self::Lizard)
    }
}

#[cfg(test)]
mod tests {
    use super::Build;

    #[test]
    fn slugs_and_names_find_the_build() {
        assert_eq!(Build::of("Ball Python"), Build::BallPython);
        assert_eq!(Build::of("pantherophis-guttatus"), Build::Corn);
        assert_eq!(Build::of("Boa imperator"), Build::Boa);
        assert_eq!(Build::of("eublepharis-macularius"), Build::Leopard);
        assert_eq!(Build::of("pogona-vitticeps"), Build::Bearded);
        assert_eq!(Build::of(""), Build::Snake);
    }
}
