//! What is overwritten in a file so that it tells nothing but its pictures and its sound. Nothing changes its place: offsets in the file stay true.

use std::ops::Range;

/// Bytes, and zeros behind them, in the place of what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    at: u64,
    bytes: Vec<u8>,
    zeros: u64,
}

/// All that is overwritten in one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Edits(Vec<Edit>);

impl Edits {
    /// These bytes, then so many zeros.
    pub(super) fn write(&mut self, at: u64, bytes: &[u8], zeros: u64) {
        if !bytes.is_empty() || zeros > 0 {
            self.0.push(Edit { at, bytes: bytes.to_vec(), zeros });
        }
    }

    /// Nothing but zeros.
    pub(super) fn zero(&mut self, range: Range<u64>) {
        self.write(range.start, &[], range.end.saturating_sub(range.start));
    }

    /// Does it to a piece of the file that begins at `start`.
    pub(crate) fn apply(&self, start: u64, piece: &mut [u8]) {
        for edit in &self.0 {
            let middle = edit.at.saturating_add(edit.bytes.len() as u64);
            let (from, to) = within(start, piece.len(), edit.at..middle);
            let (first, last) = within(edit.at, edit.bytes.len(), start..start.saturating_add(piece.len() as u64));
            if let (Some(target), Some(source)) = (piece.get_mut(from..to), edit.bytes.get(first..last))
                && target.len() == source.len()
            {
                target.copy_from_slice(source);
            }
            let (from, to) = within(start, piece.len(), middle..middle.saturating_add(edit.zeros));
            if let Some(target) = piece.get_mut(from..to) {
                target.fill(0);
            }
        }
    }
}

/// The part of `range` that a piece of `len` bytes from `start` has, as places in it.
fn within(start: u64, len: usize, range: Range<u64>) -> (usize, usize) {
    let place = |at: u64| usize::try_from(at.saturating_sub(start)).unwrap_or(usize::MAX).min(len);
    (place(range.start), place(range.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(edits: &Edits, mut file: Vec<u8>) -> Vec<u8> {
        edits.apply(0, &mut file);
        file
    }

    #[test]
    fn bytes_and_zeros_take_the_place_of_what_was_there() {
        let mut edits = Edits::default();
        edits.write(2, b"ab", 2);
        edits.zero(7..9);
        assert_eq!(whole(&edits, b"0123456789".to_vec()), b"01ab\0\x006\0\x009");
        assert_eq!(whole(&edits, b"012".to_vec()), b"01a", "what lies behind the end is nobody's");
    }

    proptest! {
        #[test]
        fn by_pieces_it_is_the_same_as_at_once(
            file in prop::collection::vec(any::<u8>(), 0..200), size in 1_usize..50,
            all in prop::collection::vec((0_u64..220, prop::collection::vec(any::<u8>(), 0..12), 0_u64..40), 0..6)
        ) {
            let mut edits = Edits::default();
            for (at, bytes, zeros) in all {
                edits.write(at, &bytes, zeros);
            }
            let mut pieces = file.clone();
            for (number, piece) in pieces.chunks_mut(size).enumerate() {
                edits.apply((number * size) as u64, piece);
            }
            prop_assert_eq!(pieces, whole(&edits, file));
        }
    }
}
