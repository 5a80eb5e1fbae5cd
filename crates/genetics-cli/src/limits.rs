//! What an answer may cost, beyond the engine's own bounds. A computation can't be interrupted, so what it is given is bounded.

use repti_genetics::evidence;

/// Of entries about genes: crosses, texts, evidence, the likeliest young.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Entries of one input.
    pub entries: usize,
    /// Values of one list or object of an entry: rows of animals, genotypes of a parent, classes of a locus.
    pub items: usize,
    /// Loci of one pairing.
    pub loci: usize,
    /// Links between its loci; the gametes of a chromosome double with each.
    pub links: usize,
    /// Rows of an answer times their loci.
    pub cells: usize,
    /// Products of probabilities that are made only to count rows.
    pub products: usize,
    /// Trials that look for the smallest conflict in impossible evidence; the engine's own number at most.
    pub trials: usize,
}

impl Limits {
    /// A file of one's own on a machine of one's own.
    pub const NONE: Self = Self {
        entries: usize::MAX,
        items: usize::MAX,
        loci: usize::MAX,
        links: usize::MAX,
        cells: usize::MAX,
        products: usize::MAX,
        trials: usize::MAX,
    };

    /// One request among those of others: an entry takes a few seconds at the worst.
    pub const SHARED: Self =
        Self { entries: 100, items: 1_000, loci: 32, links: 4, cells: 200_000, products: 4_000_000, trials: 60 };

    /// The engine's bounds on evidence.
    pub(crate) fn evidence(&self) -> evidence::Limits {
        let own = evidence::Limits::default();
        evidence::Limits { trials: own.trials.min(self.trials), ..own }
    }
}

/// Of pedigrees in tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PedigreeLimits {
    /// Animals, those only named as parents included, and rows of the table.
    pub animals: usize,
    pub columns: usize,
    /// Bytes of an id, or of any other field: messages name them.
    pub field: usize,
    /// Pairs whose kinship is asked for.
    pub pairs: usize,
    /// Animals of a matrix.
    pub matrix: usize,
    /// Ancestors visited, a few nanoseconds each.
    pub steps: u64,
    /// Animals visited while the most influential ancestors of a group are looked for.
    pub ancestors: u64,
    /// Carriers and animals visited to see which founders' genes survive in a group.
    pub drops: u64,
    /// Faults that are listed.
    pub listed: usize,
}

impl PedigreeLimits {
    /// A file of one's own on a machine of one's own.
    pub const NONE: Self = Self {
        animals: usize::MAX,
        columns: usize::MAX,
        field: usize::MAX,
        pairs: usize::MAX,
        matrix: usize::MAX,
        steps: u64::MAX,
        ancestors: 100_000_000,
        drops: 50_000_000,
        listed: usize::MAX,
    };

    /// One request among those of others.
    pub const SHARED: Self = Self {
        animals: 100_000,
        columns: 64,
        field: 200,
        pairs: 10_000,
        matrix: 300,
        steps: 2_000_000_000,
        ancestors: 20_000_000,
        drops: 10_000_000,
        listed: 1_000,
    };
}
