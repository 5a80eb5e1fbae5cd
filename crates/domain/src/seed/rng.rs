//! Chance that repeats: the demo data must be the same on every machine, so it can't come from a library that may change.

use uuid::Uuid;

/// splitmix64: eight lines that every language agrees on.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub(super) const fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::try_from(i64::from(high) - i64::from(low) + 1).unwrap_or(1);
        low.saturating_add(i32::try_from(self.below(span)).unwrap_or_default())
    }

    /// True in `per_mille` of a thousand cases.
    pub(super) const fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of `all`, unless there is none.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.below(u64::try_from(all.len()).unwrap_or_default())).unwrap_or_default();
        all.get(index)
    }

    /// A number around 1, from about 0.85 to 1.15, most often in the middle.
    pub(super) fn spread(&mut self) -> f64 {
        let sum: i32 = (0..3).map(|_| self.between(-50, 50)).sum();
        1.0 + f64::from(sum) / 1000.0
    }

    /// A UUIDv7 of that instant.
    pub(super) fn id(&mut self, at: jiff::Timestamp) -> Uuid {
        let mut bytes = [0u8; 10];
        let (left, right) = (self.next().to_be_bytes(), self.next().to_be_bytes());
        bytes.iter_mut().zip(left.iter().chain(&right)).for_each(|(byte, chance)| *byte = *chance);
        let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn the_numbers_are_those_of_the_reference() {
        // First outputs of splitmix64 for the seed 1234567, as published with the algorithm.
        let mut rng = Rng::new(1_234_567);
        assert_eq!([rng.next(), rng.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
