//! Elements: a number, a length, and what stands in them.

use crate::video::{MOST_PARTS, Refused, Source, Unread, edits::Edits};
use std::ops::Range;

/// The numbers of those that are looked at.
pub(super) mod id {
    pub(in super::super) const HEADER: u32 = 0x1a45_dfa3;
    pub(in super::super) const DOC_TYPE: u32 = 0x4282;
    pub(in super::super) const SEGMENT: u32 = 0x1853_8067;
    pub(in super::super) const SEEK_HEAD: u32 = 0x114d_9b74;
    pub(in super::super) const INFO: u32 = 0x1549_a966;
    pub(in super::super) const TICK: u32 = 0x2a_d7b1;
    pub(in super::super) const DURATION: u32 = 0x4489;
    pub(in super::super) const DATE: u32 = 0x4461;
    pub(in super::super) const MUXER: u32 = 0x4d80;
    pub(in super::super) const WRITER: u32 = 0x5741;
    pub(in super::super) const TRACKS: u32 = 0x1654_ae6b;
    pub(in super::super) const TRACK: u32 = 0xae;
    pub(in super::super) const CLUSTER: u32 = 0x1f43_b675;
    pub(in super::super) const TIME: u32 = 0xe7;
    pub(in super::super) const SIMPLE_BLOCK: u32 = 0xa3;
    pub(in super::super) const BLOCK_GROUP: u32 = 0xa0;
    pub(in super::super) const BLOCK: u32 = 0xa1;
    pub(in super::super) const CUES: u32 = 0x1c53_bb6b;
    /// Cues, clusters, tracks, information, the table of contents, attachments, chapters, tags.
    pub(in super::super) const BESIDE_CLUSTERS: [u32; 8] =
        [CUES, CLUSTER, TRACKS, INFO, SEEK_HEAD, 0x1941_a469, 0x1043_a770, 0x1254_c367];
}

/// The first byte of what is to be skipped.
const VOID: u8 = 0xec;
/// Numbers and short texts.
const SHORT: u64 = 64;

/// An element by its places in the file; without an end where it doesn't say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) id: u32,
    pub(super) at: u64,
    pub(super) body: u64,
    pub(super) end: Option<u64>,
}

impl Element {
    /// Its end.
    pub(super) fn stop(&self) -> Result<u64, Unread> {
        self.end.ok_or_else(Unread::broken)
    }
}

/// Reads elements, and keeps what is overwritten.
#[derive(Debug)]
pub(super) struct Reader<'a, S> {
    source: &'a mut S,
    edits: Edits,
    parts: u64,
}

impl<'a, S: Source> Reader<'a, S> {
    pub(super) fn new(source: &'a mut S) -> Self {
        Self { source, edits: Edits::default(), parts: 0 }
    }

    pub(super) fn into_edits(self) -> Edits {
        self.edits
    }

    /// The element at a place; it ends by `limit`.
    pub(super) fn element(&mut self, at: u64, limit: u64) -> Result<Element, Unread> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Err(Refused::TooMany.into());
        }
        let mut head = [0; 12];
        let len = usize::try_from(limit.saturating_sub(at)).unwrap_or(usize::MAX).min(head.len());
        let head = head.get_mut(..len).unwrap_or_default();
        self.source.read(at, head)?;
        let (id, after) = number(head, 4, false).ok_or_else(Unread::broken)?;
        let id = u32::try_from(id.ok_or_else(Unread::broken)?).map_err(|_| Unread::broken())?;
        let (size, width) = number(head.get(after..).unwrap_or_default(), 8, true).ok_or_else(Unread::broken)?;
        let body = at + (after + width) as u64;
        let end = match size {
            Some(size) => Some(body.checked_add(size).filter(|end| *end <= limit).ok_or_else(Unread::broken)?),
            None => None,
        };
        Ok(Element { id, at, body, end })
    }

    /// All elements between two places.
    pub(super) fn children(&mut self, body: u64, end: u64) -> Result<Vec<Element>, Unread> {
        let (mut all, mut at) = (Vec::new(), body);
        while at < end {
            let element = self.element(at, end)?;
            at = element.stop()?;
            all.push(element);
        }
        Ok(all)
    }

    /// What stands in a short one.
    pub(super) fn payload(&mut self, element: &Element) -> Result<Vec<u8>, Unread> {
        let len = element.stop()? - element.body;
        if len > SHORT {
            return Err(Unread::broken());
        }
        let mut bytes = vec![0; usize::try_from(len).unwrap_or_default()];
        self.source.read(element.body, &mut bytes)?;
        Ok(bytes)
    }

    /// A whole number.
    pub(super) fn number(&mut self, element: &Element) -> Result<u64, Unread> {
        let bytes = self.payload(element)?;
        if bytes.len() > 8 {
            return Err(Unread::broken());
        }
        Ok(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// A number with a point.
    pub(super) fn float(&mut self, element: &Element) -> Result<f64, Unread> {
        let bytes = self.payload(element)?;
        match (<[u8; 4]>::try_from(bytes.as_slice()), <[u8; 8]>::try_from(bytes.as_slice())) {
            (Ok(short), _) => Ok(f32::from_be_bytes(short).into()),
            (_, Ok(long)) => Ok(f64::from_be_bytes(long)),
            _ if bytes.is_empty() => Ok(0.0),
            _ => Err(Unread::broken()),
        }
    }

    /// Whose block it is, and how many ticks after its cluster it begins.
    pub(super) fn block(&mut self, block: &Element) -> Result<(u64, i16), Unread> {
        let mut head = [0; 11];
        let len = usize::try_from(block.stop()? - block.body).unwrap_or(usize::MAX).min(head.len());
        let head = head.get_mut(..len).unwrap_or_default();
        self.source.read(block.body, head)?;
        let (track, width) = number(head, 8, true).ok_or_else(Unread::broken)?;
        let time = head.get(width..width + 2).and_then(|time| time.try_into().ok()).ok_or_else(Unread::broken)?;
        Ok((track.ok_or_else(Unread::broken)?, i16::from_be_bytes(time)))
    }

    /// What stood in this element stands there no more.
    pub(super) fn blank(&mut self, element: &Element) -> Result<(), Unread> {
        self.void(element.at..element.stop()?);
        Ok(())
    }

    /// One element to be skipped in the place of whatever stands there. A single byte, which no element is, becomes zero.
    pub(super) fn void(&mut self, range: Range<u64>) {
        let len = range.end.saturating_sub(range.start);
        match len {
            0 | 1 => self.edits.zero(range),
            // The length in one byte.
            2..=128 => {
                let size = u8::try_from(len - 2).unwrap_or_default() | 0x80;
                self.edits.write(range.start, &[VOID, size], len - 2);
            }
            // The length in eight bytes, of which the first says so.
            _ => {
                let mut head = [VOID, 1, 0, 0, 0, 0, 0, 0, 0];
                if let Some(size) = head.get_mut(2..) {
                    size.copy_from_slice((len - 9).to_be_bytes().get(1..).unwrap_or_default());
                }
                self.edits.write(range.start, &head, len - 9);
            }
        }
    }
}

/// A number of as many bytes as its first has leading zeros and one more, and that width; without its mark where it is a `length`, of which all ones mean
/// that nobody knows.
fn number(bytes: &[u8], widest: usize, length: bool) -> Option<(Option<u64>, usize)> {
    let first = *bytes.first()?;
    let width = first.leading_zeros() as usize + 1;
    if width > widest {
        return None;
    }
    let all = bytes.get(..width)?.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    if !length {
        return Some((Some(all), width));
    }
    let most = (1_u64 << (7 * width)) - 1;
    let size = all & most;
    Some(((size != most).then_some(size), width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_say_how_wide_they_are() {
        assert_eq!(number(&[0x81], 8, true), Some((Some(1), 1)));
        assert_eq!(number(&[0x40, 0x02], 8, true), Some((Some(2), 2)));
        assert_eq!(number(&[0xff], 8, true), Some((None, 1)));
        assert_eq!(number(&[1, 255, 255, 255, 255, 255, 255, 255], 8, true), Some((None, 8)));
        assert_eq!(number(&[0x1a, 0x45, 0xdf, 0xa3], 4, false), Some((Some(0x1a45_dfa3), 4)));
        for wrong in [&[][..], &[0][..], &[0x08, 0, 0, 0, 0][..], &[0x40][..]] {
            assert_eq!(number(wrong, 4, false), None, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_void_is_one_element_of_the_same_length(len in 2_usize..400) {
            let mut file: &[u8] = &[];
            let mut reader = Reader::new(&mut file);
            reader.void(0..len as u64);
            let mut bytes = vec![7; len];
            reader.into_edits().apply(0, &mut bytes);
            let mut source = bytes.as_slice();
            let element = Reader::new(&mut source).element(0, len as u64).expect("an element");
            prop_assert_eq!((element.id, element.end), (0xec, Some(len as u64)));
            prop_assert!(bytes[element.body as usize..].iter().all(|byte| *byte == 0));
        }
    }
}
