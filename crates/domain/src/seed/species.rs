//! What the demo data knows of each species: genes that are common in it, sizes, clutches, seasons.

/// How a trait passes on, as far as the demo data plays it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passes {
    /// Shows with two copies; one copy is a het.
    Recessive,
    /// One copy shows; two copies are the super form of this name.
    Incomplete(&'static str),
    /// One copy shows; two copies don't hatch.
    SingleOnly,
    /// One copy shows like two.
    Dominant,
}

/// A trait with the copies a founder of a thousand carries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trait {
    pub(super) name: &'static str,
    pub(super) passes: Passes,
    pub(super) per_mille: u64,
}

/// A species of the catalogue.
#[derive(Debug)]
pub(super) struct Species {
    pub(super) slug: &'static str,
    pub(super) prefix: &'static str,
    /// Name of an animal that shows nothing.
    pub(super) wild: &'static str,
    pub(super) adult_g: (f64, f64),
    pub(super) hatchling_g: f64,
    /// Days in which two thirds of the way to the adult weight are gone.
    pub(super) growth_days: f64,
    /// Adult length in millimetres.
    pub(super) adult_mm: f64,
    pub(super) clutch: (i32, i32),
    /// First and last month of hatching.
    pub(super) season: (i8, i8),
    pub(super) traits: &'static [Trait],
}

const fn rec(name: &'static str, per_mille: u64) -> Trait {
    Trait { name, passes: Passes::Recessive, per_mille }
}
const fn inc(name: &'static str, super_form: &'static str, per_mille: u64) -> Trait {
    Trait { name, passes: Passes::Incomplete(super_form), per_mille }
}
const fn one(name: &'static str, per_mille: u64) -> Trait {
    Trait { name, passes: Passes::SingleOnly, per_mille }
}
const fn dom(name: &'static str, per_mille: u64) -> Trait {
    Trait { name, passes: Passes::Dominant, per_mille }
}

/// The nine species of the catalogue, in its order.
pub(super) const SPECIES: [Species; 9] = [
    Species {
        slug: "ball-python",
        prefix: "BP",
        wild: "Normal",
        adult_g: (2_100.0, 1_450.0),
        hatchling_g: 62.0,
        growth_days: 720.0,
        adult_mm: 1_250.0,
        clutch: (4, 8),
        season: (6, 10),
        traits: &[
            inc("Pastel", "Super Pastel", 260),
            inc("Enchi", "Super Enchi", 160),
            inc("Fire", "Super Fire", 90),
            inc("Orange Dream", "Super Orange Dream", 90),
            inc("Yellow Belly", "Ivory", 120),
            inc("Cinnamon", "Super Cinnamon", 70),
            dom("Pinstripe", 120),
            dom("Leopard", 90),
            rec("Clown", 170),
            rec("Piebald", 150),
            rec("Desert Ghost", 80),
            rec("Hypo", 70),
        ],
    },
    Species {
        slug: "boa",
        prefix: "BI",
        wild: "Normal",
        adult_g: (7_500.0, 4_200.0),
        hatchling_g: 68.0,
        growth_days: 1_100.0,
        adult_mm: 1_900.0,
        clutch: (8, 16),
        season: (5, 8),
        traits: &[
            inc("Hypo", "Super Hypo", 280),
            inc("Motley", "Super Motley", 130),
            inc("Jungle", "Super Jungle", 130),
            dom("Aztec", 70),
            rec("Albino (Kahl)", 170),
            rec("Anerythristic (type 1)", 160),
            rec("Leopard", 70),
        ],
    },
    Species {
        slug: "corn-snake",
        prefix: "CS",
        wild: "Wild type",
        adult_g: (720.0, 580.0),
        hatchling_g: 7.0,
        growth_days: 620.0,
        adult_mm: 1_250.0,
        clutch: (9, 16),
        season: (7, 9),
        traits: &[
            dom("Tessera", 140),
            rec("Amelanistic", 320),
            rec("Anerythristic", 260),
            rec("Hypomelanistic", 190),
            rec("Motley", 200),
            rec("Caramel", 130),
            rec("Lavender", 90),
            rec("Scaleless", 40),
        ],
    },
    Species {
        slug: "western-hognose",
        prefix: "WH",
        wild: "Normal",
        adult_g: (310.0, 110.0),
        hatchling_g: 6.5,
        growth_days: 500.0,
        adult_mm: 620.0,
        clutch: (8, 15),
        season: (7, 10),
        traits: &[
            inc("Anaconda", "Superconda", 280),
            inc("Arctic", "Super Arctic", 170),
            rec("Albino", 220),
            rec("Axanthic", 170),
            rec("Toffeebelly", 120),
            rec("Sable", 90),
        ],
    },
    Species {
        slug: "reticulated-python",
        prefix: "RP",
        wild: "Normal",
        adult_g: (42_000.0, 19_000.0),
        hatchling_g: 135.0,
        growth_days: 1_200.0,
        adult_mm: 4_600.0,
        clutch: (14, 24),
        season: (5, 9),
        traits: &[
            inc("Tiger", "Super Tiger", 260),
            inc("Platinum", "Ivory", 160),
            inc("Motley", "Super Motley", 120),
            inc("Sunfire", "Super Sunfire", 90),
            rec("Anthrax", 110),
            rec("Genetic Stripe", 140),
            rec("Clown", 70),
        ],
    },
    Species {
        slug: "carpet-python",
        prefix: "CP",
        wild: "Normal",
        adult_g: (3_600.0, 2_200.0),
        hatchling_g: 24.0,
        growth_days: 900.0,
        adult_mm: 1_950.0,
        clutch: (10, 18),
        season: (6, 9),
        traits: &[
            one("Jaguar", 200),
            inc("Zebra", "Super Zebra", 170),
            inc("Caramel", "Super Caramel", 150),
            rec("Axanthic", 150),
            rec("Albino", 120),
            rec("Granite", 90),
        ],
    },
    Species {
        slug: "leopard-gecko",
        prefix: "LG",
        wild: "Normal",
        adult_g: (62.0, 78.0),
        hatchling_g: 3.1,
        growth_days: 260.0,
        adult_mm: 220.0,
        clutch: (2, 2),
        season: (4, 10),
        traits: &[
            inc("Mack Snow", "Super Snow", 260),
            dom("White & Yellow", 120),
            rec("Tremper Albino", 300),
            rec("Eclipse", 220),
            rec("Murphy Patternless", 130),
            rec("Blizzard", 110),
        ],
    },
    Species {
        slug: "crested-gecko",
        prefix: "CR",
        wild: "Patternless",
        adult_g: (44.0, 40.0),
        hatchling_g: 1.6,
        growth_days: 420.0,
        adult_mm: 205.0,
        clutch: (2, 2),
        season: (2, 11),
        traits: &[
            dom("Harlequin", 420),
            dom("Pinstripe", 300),
            dom("Dalmatian", 200),
            one("Lilly White", 170),
            inc("Cappuccino", "Super Cappuccino", 110),
            inc("Soft Scale", "Super Soft Scale", 110),
            rec("Axanthic", 110),
            rec("Phantom", 130),
        ],
    },
    Species {
        slug: "bearded-dragon",
        prefix: "BD",
        wild: "Classic",
        adult_g: (430.0, 480.0),
        hatchling_g: 2.6,
        growth_days: 300.0,
        adult_mm: 480.0,
        clutch: (14, 24),
        season: (3, 9),
        traits: &[
            inc("Leatherback", "Silkback", 160),
            dom("Dunner", 150),
            rec("Hypo", 330),
            rec("Translucent", 260),
            rec("Zero", 110),
            rec("Witblits", 110),
        ],
    },
];

/// The index of a species by its slug's place in [`SPECIES`].
pub(super) fn index_of(slug: &str) -> usize {
    SPECIES.iter().position(|species| species.slug == slug).unwrap_or_default()
}
