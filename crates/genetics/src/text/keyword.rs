//! Words of every species: modifiers, sexes, origins, and words that say nothing of genes.

/// What such a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Het,
    /// "poss", and "ph", for a possible het is all that it can be.
    Possible,
    Super,
    Visual,
    /// So many hets follow: "DH".
    Count(u8),
    Percent,
    Or,
    /// The x of "Pastel x Mojave" or of "2 x Pastel".
    Times,
    Male,
    Female,
    /// Of a sex not known, or of no sex: "unsexed".
    Unsexed,
    /// The gene is on the X of this male.
    FemaleMaker,
    MaleMaker,
    Normal,
    Remark,
    Filler,
    /// Part of the species' name.
    Species,
}

/// Keys as [`super::scan::key`] makes them.
pub const KEYWORDS: [(Key, &str); 14] = [
    (Key::Het, "het hets heterozygous heterozygote heterozygotes hetero"),
    (
        Key::Possible,
        "pos poss possible possibly posible maybe ph phs poshet posshet possiblehet phet poshets posshets possiblehets",
    ),
    (Key::Super, "super supers homozygous homozygote homo hom"),
    (Key::Visual, "visual visuals vis"),
    (Key::Count(2), "dh doublehet doublehets dblhet dblhets doubleheterozygous doublepossiblehet"),
    (Key::Count(3), "th triplehet triplehets triphet triphets tripleheterozygous"),
    (Key::Count(4), "qh quadhet quadhets quadruplehet quadruplehets quadrupleheterozygous"),
    (Key::Count(5), "quinthet quinthets quintuplehet quintuplehets pentahet"),
    (Key::Percent, "percent pct"),
    (Key::Or, "or"),
    (Key::Times, "x"),
    (Key::Normal, "normal normals wildtype wt classic"),
    (
        Key::Remark,
        "cb cbb cbred cbborn captivebred captiveborn captivebredandborn captivebornandbred captivehatched ch ltc longtermcaptive wc wildcaught \
         fh farmhatched adult adults subadult subadults juvenile juveniles juvie baby babies hatchling hatchlings neonate yearling proven \
         provenbreeder breeder hatched born nz dnz enz nachzucht",
    ),
    (
        Key::Filler,
        "and with w plus for gene genes trait traits morph morphs phase line lines strain strains the a an of",
    ),
];

/// Words for the sexes; where the species has a sex-linked gene on X and Y, its makers too.
pub const SEXES: [(Key, &str); 3] = [
    (Key::Male, "male males m boy männchen tsm"),
    (Key::Female, "female females f girl weibchen tsf"),
    (Key::Unsexed, "unsexed unknownsex"),
];

pub const MAKERS: [(Key, &str); 2] =
    [(Key::FemaleMaker, "fm femalemaker fmaker"), (Key::MaleMaker, "mm malemaker mmaker")];
