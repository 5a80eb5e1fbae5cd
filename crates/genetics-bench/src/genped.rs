//! Synthetic pedigrees of reptile-like clutches, the same on every machine to the last bit.
//!
//! Discrete generations, filled clutch by clutch from dams and (skewed to popular) sires of the last or last but one; 2 % of clutches
//! are imported animals, 3 % of sires and 1 % of dams are unknown. Integer arithmetic only.

use repti_genetics::pedigree::UNKNOWN;

/// Name, animals, generations, growth a generation (numerator, denominator), most sires and dams a generation (0: no limit), seed.
pub type Preset = (&'static str, u32, u32, u128, u128, usize, usize, u64);

pub const PRESETS: [Preset; 6] = [
    ("shallow_1e5", 100_000, 12, 3, 2, 0, 0, 20_260_101),
    ("shallow_1e6", 1_000_000, 12, 3, 2, 0, 0, 20_260_102),
    ("deep_1e5", 100_000, 40, 1, 1, 50, 500, 20_260_103),
    ("deep_1e6", 1_000_000, 50, 1, 1, 200, 3333, 20_260_104),
    ("tiny_200", 200, 8, 1, 1, 3, 8, 20_260_105),
    ("small_2000", 2000, 10, 1, 1, 10, 60, 20_260_106),
];

/// Splitmix64 (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        ((u128::from(z) * bound as u128) >> 64) as usize
    }
}

/// Animals numbered from 1, parents before young; 0 is an unknown parent, and entry 0 is nobody.
pub struct Generated {
    pub sire: Vec<u32>,
    pub dam: Vec<u32>,
    pub male: Vec<bool>,
}

impl Generated {
    /// Sires and dams by index from 0, as the engine takes them.
    #[must_use]
    pub fn parents(&self) -> Vec<[u32; 2]> {
        let index = |id: u32| id.checked_sub(1).unwrap_or(UNKNOWN);
        self.sire.iter().zip(&self.dam).skip(1).map(|(&sire, &dam)| [index(sire), index(dam)]).collect()
    }
}

/// # Panics
/// Never with [`PRESETS`].
#[must_use]
pub fn generate(&(_, animals, generations, growth, shrink, most_sires, most_dams, seed): &Preset) -> Generated {
    let mut random = Random(seed);
    let shares: Vec<u128> = (0..generations).map(|g| growth.pow(g) * shrink.pow(generations - 1 - g)).collect();
    let total: u128 = shares.iter().sum();
    let mut sizes: Vec<u32> = shares.iter().map(|share| (u128::from(animals) * share / total) as u32).collect();
    let left = animals - sizes.iter().sum::<u32>();
    sizes.iter_mut().next_back().into_iter().for_each(|last| *last += left);

    let mut out = Generated { sire: vec![0], dam: vec![0], male: vec![false] };
    let (mut males, mut females): (Vec<Vec<u32>>, Vec<Vec<u32>>) = (Vec::new(), Vec::new());
    for (generation, &size) in sizes.iter().enumerate() {
        let end = out.sire.len() + size as usize;
        let (mut sons, mut daughters) = (Vec::new(), Vec::new());
        while out.sire.len() < end {
            let dice = if generation == 0 { 0 } else { random.below(100) };
            if dice < 2 {
                add(&mut out, &mut random, (0, 0), (&mut sons, &mut daughters));
                continue;
            }
            let eggs = 4 + random.below(5);
            let mut source = || generation - if generation >= 2 && random.below(4) == 0 { 2 } else { 1 };
            let (dams, sires) = (source(), source());
            let cut = |list: &Vec<u32>, most: usize| if most > 0 { list.len().min(most) } else { list.len() };
            let (dams_cut, sires_cut) = (cut(&females[dams], most_dams), cut(&males[sires], most_sires));
            let mut dam = females[dams][random.below(dams_cut)];
            let (a, b) = (random.below(sires_cut), random.below(sires_cut));
            let mut sire = males[sires][a.min(b)];
            if dice <= 4 {
                sire = 0;
            }
            if dice == 5 {
                dam = 0;
            }
            for _ in 0..eggs.min(end - out.sire.len()) {
                add(&mut out, &mut random, (sire, dam), (&mut sons, &mut daughters));
            }
        }
        males.push(sons);
        females.push(daughters);
    }
    out
}

fn add(
    out: &mut Generated,
    random: &mut Random,
    (sire, dam): (u32, u32),
    (sons, daughters): (&mut Vec<u32>, &mut Vec<u32>),
) {
    let male = random.below(2) != 0;
    if male { &mut *sons } else { daughters }.push(out.sire.len() as u32);
    out.sire.push(sire);
    out.dam.push(dam);
    out.male.push(male);
}

/// As a file: `id,sire,dam,sex`.
#[must_use]
pub fn csv(generated: &Generated) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("id,sire,dam,sex\n");
    for id in 1..generated.sire.len() {
        let sex = if generated.male[id] { 'M' } else { 'F' };
        let _ = writeln!(text, "{id},{},{},{sex}", generated.sire[id], generated.dam[id]);
    }
    text
}
