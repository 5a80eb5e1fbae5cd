//! Colour and pattern of an animal from its taxon and the words of its morph. A likeness, not a claim.

use super::{build::Build, colour::Colour, draw::Rng};

/// How the marks lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Light windows at both sides of a dark back.
    Alien,
    /// Blotches along the back.
    Saddles,
    /// Bands across.
    Bands,
    /// Diamonds, edge to edge.
    Diamonds,
    /// Dots.
    Spots,
    /// One line along the back.
    Stripe,
    /// A light back with flames into the sides.
    Flame,
    /// No marks.
    Plain,
}

/// What an animal looks like.
#[derive(Clone, Debug)]
pub struct Skin {
    pub base: Colour,
    pub mark: Colour,
    pub edge: Colour,
    pub eye: Colour,
    pub pattern: Pattern,
    /// White patches.
    pub pied: bool,
    /// Dark freckles.
    pub freckles: bool,
}

const WHITE: Colour = Colour(0.955, 0.012, 85.0);
const YELLOW: Colour = Colour(0.86, 0.135, 88.0);
const ORANGE: Colour = Colour(0.74, 0.15, 58.0);
const RED: Colour = Colour(0.58, 0.17, 33.0);
const LILAC: Colour = Colour(0.76, 0.055, 325.0);

impl Skin {
    /// The wild form of a build, changed by each word of the morph that is known; a seed makes individuals.
    pub fn of(build: Build, morph: &str, rng: &mut Rng) -> Self {
        let mut skin = Self::wild(build);
        let words = morph.to_lowercase();
        // What an animal merely carries doesn't show.
        let visible: String = words
            .split([',', '|', '/', ';'])
            .map(|part| part.split("het ").next().unwrap_or(""))
            .collect::<Vec<_>>()
            .join(" ");
        // A crested gecko's "lilly white" is white on its back only.
        let visible = visible.replace("lilly white", "lilly").replace("lily white", "lilly");
        skin.tint(build, &format!(" {visible} "));
        skin.base = skin.base.lift(rng.range(-0.025, 0.025));
        skin.base.2 += rng.range(-5.0, 5.0);
        skin.mark = skin.mark.lift(rng.range(-0.025, 0.025));
        skin
    }

    const fn wild(build: Build) -> Self {
        let (base, mark, edge, pattern) = match build {
            Build::BallPython => {
                (Colour(0.33, 0.035, 60.0), Colour(0.69, 0.085, 76.0), Colour(0.22, 0.02, 60.0), Pattern::Alien)
            }
            Build::Corn => {
                (Colour(0.71, 0.11, 60.0), Colour(0.52, 0.145, 38.0), Colour(0.3, 0.05, 40.0), Pattern::Saddles)
            }
            Build::Hognose => {
                (Colour(0.74, 0.055, 85.0), Colour(0.46, 0.055, 70.0), Colour(0.33, 0.03, 70.0), Pattern::Saddles)
            }
            Build::Boa => {
                (Colour(0.7, 0.05, 70.0), Colour(0.4, 0.075, 40.0), Colour(0.25, 0.03, 40.0), Pattern::Saddles)
            }
            Build::Carpet => {
                (Colour(0.43, 0.045, 85.0), Colour(0.82, 0.095, 92.0), Colour(0.24, 0.02, 80.0), Pattern::Bands)
            }
            Build::Reticulated => {
                (Colour(0.66, 0.075, 85.0), Colour(0.5, 0.055, 75.0), Colour(0.24, 0.02, 80.0), Pattern::Diamonds)
            }
            Build::Snake => {
                (Colour(0.55, 0.06, 110.0), Colour(0.42, 0.05, 110.0), Colour(0.3, 0.03, 110.0), Pattern::Saddles)
            }
            Build::Leopard => {
                (Colour(0.84, 0.115, 90.0), Colour(0.32, 0.025, 70.0), Colour(0.45, 0.05, 80.0), Pattern::Spots)
            }
            Build::Crested => {
                (Colour(0.5, 0.065, 55.0), Colour(0.82, 0.065, 80.0), Colour(0.34, 0.045, 50.0), Pattern::Flame)
            }
            Build::Bearded => {
                (Colour(0.69, 0.075, 72.0), Colour(0.52, 0.065, 58.0), Colour(0.38, 0.04, 60.0), Pattern::Bands)
            }
            Build::Lizard => {
                (Colour(0.58, 0.07, 118.0), Colour(0.42, 0.055, 115.0), Colour(0.32, 0.04, 115.0), Pattern::Bands)
            }
        };
        Self { base, mark, edge, eye: Colour(0.24, 0.02, 70.0), pattern, pied: false, freckles: false }
    }

    fn tint(&mut self, build: Build, words: &str) {
        let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
        let all = |skin: &mut Self, change: &dyn Fn(Colour) -> Colour| {
            (skin.base, skin.mark, skin.edge) = (change(skin.base), change(skin.mark), change(skin.edge));
        };
        if has(&["red", "blood", "ruby", "sunglow", "coral", "inferno", "fire"]) {
            all(self, &|c| c.mix(RED.lift(0.06), 0.45));
        }
        if has(&[
            "pastel",
            "citrus",
            "lemon",
            "yellow",
            "jungle",
            "jag",
            "bumblebee",
            "spider",
            "butter",
            "lesser",
            "mojave",
            "enchi",
        ]) {
            all(self, &|c| c.mix(YELLOW.lift(-0.04), 0.28));
        }
        if has(&["tangerine", "orange", "sunset", "carrot", "sunkissed"]) {
            all(self, &|c| c.mix(ORANGE, 0.5));
        }
        if has(&["hypo", "ghost", "dunner", "translucent", "trans", "dreamsicle", "acid", "clown"]) {
            all(self, &|c| c.lift(0.09));
        }
        if has(&["cinnamon", "black", "melan", "charcoal", "onyx", "superconda black", "phantom"]) {
            all(self, &|c| c.lift(-0.12).fade(0.7));
        }
        if has(&["banana", "coral glow"]) {
            (self.base, self.mark, self.edge) =
                (Colour(0.83, 0.115, 84.0), Colour(0.92, 0.075, 92.0), Colour(0.72, 0.08, 340.0));
            self.freckles = true;
        }
        if has(&[
            "albino",
            "amel",
            "t+",
            "t-",
            "lavender",
            "lav ",
            "candy",
            "toffee",
            "tremper",
            " bell ",
            "rainwater",
            "sunglow",
            "zero",
        ]) {
            if build == Build::BallPython || build == Build::Carpet {
                (self.base, self.mark) = (YELLOW, WHITE);
            } else {
                (self.base, self.mark) =
                    (self.base.mix(WHITE, 0.45).fade(1.15), self.mark.mix(ORANGE.lift(0.06), 0.75));
            }
            self.edge = self.mark.mix(WHITE, 0.5);
            self.eye = Colour(0.55, 0.17, 22.0);
        }
        if has(&["lavender", "lilac", "purple"]) {
            all(self, &|c| c.mix(LILAC.lift(0.05), 0.4));
        }
        if has(&["anery", "axanthic", "ax ", "silver", "mack", "blue", "gray", "grey", "stone"]) {
            all(self, &|c| c.fade(0.16));
        }
        if has(&[
            "snow",
            "blizzard",
            "ivory",
            "leucistic",
            "lucy",
            "bel ",
            "bluey",
            "moonglow",
            "white",
            "diamond",
            "wonder",
        ]) {
            (self.base, self.mark, self.edge) =
                (WHITE.lift(-0.015), WHITE.mix(Colour(0.88, 0.045, 40.0), 0.7), WHITE.lift(-0.12));
            self.eye = if has(&["snow", "moonglow"]) { Colour(0.6, 0.14, 15.0) } else { Colour(0.5, 0.09, 245.0) };
        }
        if has(&["stripe", "striped", "motley", "superconda", "clown", "genetic stripe", "motor"]) {
            self.pattern = Pattern::Stripe;
        }
        if has(&["patternless", "blizzard", "leucistic", "solid", "ivory", "zero", "silkback"]) {
            self.pattern = Pattern::Plain;
        }
        if has(&["tiger", "banded", "bengal"]) && build.is_lizard() {
            self.pattern = Pattern::Bands;
        }
        if has(&["lilly"]) {
            self.mark = WHITE;
        }
        self.pied |= has(&["pied", "piebald"]);
        self.freckles |= has(&["dalmatian", "freckle", "paradox", "spotted"]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Build, Pattern, Rng, Skin};

    #[test]
    fn what_is_only_carried_does_not_show() {
        let skin = |morph| Skin::of(Build::BallPython, morph, &mut Rng::new(1));
        assert!(skin("Piebald").pied);
        // A yellow belly is no Bell albino.
        assert!(skin("Yellow Belly").base.0 < 0.5);
        assert!(!skin("Pastel het Piebald").pied);
        assert_eq!(skin("Normal 66% het Clown").pattern, Pattern::Alien);
    }
}
