//! By what a picture is found again that was resized, recompressed or mirrored.

use crate::pixels::Pixels;
use std::f32::consts::PI;

/// The picture is looked at in so many pixels each way.
const SIDE: usize = 32;
/// Of its frequencies, the lowest so many each way are kept, without those that are constant in one of them: light from a side changes little else.
const KEPT: usize = 8;

/// Of a frequency, as they are reckoned here: half a step of 256 over 32 × 32 pixels.
const NOISE: f32 = 0.5 * (SIDE * SIDE) as f32;

/// 64 bits that stay nearly the same when a picture is made smaller or compressed again: which of its 64 lowest frequencies are stronger than their
/// median. This is pHash (C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1), from a discrete cosine
/// transform (type II) of the brightness (ITU-R BT.601) in 32 × 32 pixels.
///
/// Pictures without anything on them have no frequencies, and the bits of their noise: who looks for likenesses leaves them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// So many bits differ at most between copies of one picture. Of two that have nothing in common, 32 ± 4 differ.
    pub const SAME: u32 = 10;

    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    #[must_use]
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// How many bits differ (Hamming), 0 to 64.
    #[must_use]
    pub const fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }
}

/// A picture's fingerprint, and that of its mirror image: a copy that somebody has mirrored left to right has the two changed over. So store both, and
/// compare the first of one with both of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprints {
    pub plain: Fingerprint,
    pub mirrored: Fingerprint,
}

impl Fingerprints {
    pub(crate) fn of(square: &Pixels) -> Self {
        let frequencies = frequencies(&brightness(square));
        // To mirror is to turn the sign of every second frequency, counted across.
        let mut mirrored = frequencies;
        for row in &mut mirrored {
            row.iter_mut().step_by(2).for_each(|strength| *strength = -*strength);
        }
        Self { plain: bits(&frequencies), mirrored: bits(&mirrored) }
    }

    /// Whether no frequency is stronger than noise makes it: half a step of brightness over a whole wave.
    pub(crate) fn is_noise(square: &Pixels) -> bool {
        frequencies(&brightness(square)).as_flattened().iter().all(|strength| strength.abs() < NOISE)
    }

    /// The size of the picture that this is taken from, whatever shape it was.
    pub(crate) const SIDE: u32 = SIDE as u32;

    /// How many bits differ, with one of the two as it is or mirrored, whichever is nearest.
    #[must_use]
    pub fn distance(self, other: Self) -> u32 {
        let (mine, theirs) = (self.mirrored.distance(other.plain), self.plain.distance(other.mirrored));
        self.plain.distance(other.plain).min(mine).min(theirs)
    }
}

type Square = [[f32; SIDE]; SIDE];
type Frequencies = [[f32; KEPT]; KEPT];

fn brightness(square: &Pixels) -> Square {
    let mut pixels = square.iter();
    let mut next = || {
        let [red, green, blue, _] = pixels.next().unwrap_or_default().map(f32::from);
        0.299 * red + 0.587 * green + 0.114 * blue
    };
    [(); SIDE].map(|()| [(); SIDE].map(|()| next()))
}

/// Frequencies 1 to 8 of rows, then of columns. Without the factors of the transform, which are the same for all of them.
fn frequencies(square: &Square) -> Frequencies {
    let waves = waves();
    let across = square.map(|row| waves.map(|wave| product(&row, &wave)));
    waves.map(|wave| {
        let mut sums = [0.0; KEPT];
        for (row, weight) in across.iter().zip(wave) {
            sums.iter_mut().zip(row).for_each(|(sum, strength)| *sum += weight * strength);
        }
        sums
    })
}

fn product(left: &[f32; SIDE], right: &[f32; SIDE]) -> f32 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

/// cos((2x + 1) f π / 2N) for each frequency f and place x.
fn waves() -> [[f32; SIDE]; KEPT] {
    let mut waves = [[0.0; SIDE]; KEPT];
    for (frequency, wave) in (1_u8..).zip(&mut waves) {
        for (place, value) in (0_u8..).zip(wave) {
            let (place, frequency) = (f32::from(place), f32::from(frequency));
            *value = ((2.0 * place + 1.0) * frequency * PI / (2.0 * SIDE as f32)).cos();
        }
    }
    waves
}

fn bits(frequencies: &Frequencies) -> Fingerprint {
    let mut sorted: Vec<f32> = frequencies.as_flattened().to_vec();
    sorted.sort_by(f32::total_cmp);
    let median = sorted.get(KEPT * KEPT / 2).copied().unwrap_or_default();
    let bits = frequencies.as_flattened().iter();
    Fingerprint(bits.fold(0, |bits, strength| bits << 1 | u64::from(*strength >= median)))
}
