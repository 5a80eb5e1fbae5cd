//! The fonts, compiled in, with their measures.

use crate::scene::Step;
use std::{collections::HashMap, sync::LazyLock};
use ttf_parser::{GlyphId, OutlineBuilder};

/// One of the fonts; all are under the SIL Open Font License (`fonts/`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Face {
    /// Names and headings.
    Serif,
    /// Latin names, and what is only said.
    Italic,
    /// Everything else.
    Sans,
    /// Labels.
    Bold,
    /// Codes.
    Mono,
}

/// A font that has been read.
pub(crate) struct Font {
    pub(crate) bytes: &'static [u8],
    pub(crate) name: &'static str,
    pub(crate) family: &'static str,
    pub(crate) face: ttf_parser::Face<'static>,
    /// Units of its drawings to its size.
    pub(crate) units: f32,
    /// Where its kerning stands.
    kerning: Vec<u16>,
}

impl Face {
    pub(crate) const ALL: [Self; 5] = [Self::Serif, Self::Italic, Self::Sans, Self::Bold, Self::Mono];

    /// Its file.
    const fn source(self) -> (&'static [u8], &'static str, &'static str) {
        match self {
            Self::Serif => (include_bytes!("../fonts/serif.ttf"), "SourceSerif4-SemiBold", "Source Serif 4"),
            Self::Italic => (include_bytes!("../fonts/italic.ttf"), "SourceSerif4-Italic", "Source Serif 4"),
            Self::Sans => (include_bytes!("../fonts/sans.ttf"), "Inter-Regular", "Inter"),
            Self::Bold => (include_bytes!("../fonts/bold.ttf"), "Inter-SemiBold", "Inter"),
            Self::Mono => (include_bytes!("../fonts/mono.ttf"), "JetBrainsMono-Regular", "JetBrains Mono"),
        }
    }

    /// The font that was read at the first call.
    pub(crate) fn font(self) -> &'static Font {
        static FONTS: LazyLock<HashMap<Face, Font>> =
            LazyLock::new(|| Face::ALL.into_iter().filter_map(|face| Some((face, Font::read(face)?))).collect());
        // They are compiled in, and a test reads each of them.
        FONTS.get(&self).expect("the compiled-in fonts can be read")
    }
}

impl Font {
    fn read(which: Face) -> Option<Self> {
        let (bytes, name, family) = which.source();
        let face = ttf_parser::Face::parse(bytes, 0).ok()?;
        let mut kerning = Vec::new();
        if let Some(table) = face.tables().gpos {
            for feature in
                table.features.into_iter().filter(|feature| feature.tag == ttf_parser::Tag::from_bytes(b"kern"))
            {
                kerning.extend(feature.lookup_indices);
            }
        }
        kerning.sort_unstable();
        kerning.dedup();
        Some(Self { units: f32::from(face.units_per_em()), bytes, name, family, face, kerning })
    }

    /// The drawing of a character.
    pub(crate) fn glyph(&self, c: char) -> Option<u16> {
        self.face.glyph_index(c).map(|id| id.0)
    }

    /// How far a glyph moves on, in its units.
    pub(crate) fn advance(&self, glyph: u16) -> f32 {
        f32::from(self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or_default())
    }

    /// What two glyphs beside each other move together, in units.
    pub(crate) fn kern(&self, left: u16, right: u16) -> f32 {
        use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
        let (left, right) = (GlyphId(left), GlyphId(right));
        let Some(table) = self.face.tables().gpos else { return 0.0 };
        for lookup in self.kerning.iter().filter_map(|index| table.lookups.get(*index)) {
            for subtable in lookup.subtables.into_iter::<PositioningSubtable<'_>>() {
                let PositioningSubtable::Pair(pair) = subtable else { continue };
                let Some(covered) = pair.coverage().get(left) else { continue };
                let found = match pair {
                    PairAdjustment::Format1 { sets, .. } => sets.get(covered).and_then(|set| set.get(right)),
                    PairAdjustment::Format2 { classes, matrix, .. } => {
                        matrix.get((classes.0.get(left), classes.1.get(right)))
                    }
                };
                if let Some((value, _)) = found {
                    return f32::from(value.x_advance);
                }
            }
        }
        0.0
    }

    /// A glyph's outline in units, y upwards.
    pub(crate) fn outline(&self, glyph: u16) -> Vec<Step> {
        let mut pen = Pen { steps: Vec::new(), at: (0.0, 0.0) };
        // A glyph without an outline is a space.
        let _ = self.face.outline_glyph(GlyphId(glyph), &mut pen);
        pen.steps
    }
}

/// Takes an outline down; the quadratic curves of TrueType as cubic ones.
struct Pen {
    steps: Vec<Step>,
    at: (f32, f32),
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.steps.push(Step::Move(x, y));
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.steps.push(Step::Line(x, y));
        self.at = (x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let two_thirds = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
        let (x0, y0) = self.at;
        self.curve_to(two_thirds(x0, x1), two_thirds(y0, y1), two_thirds(x, x1), two_thirds(y, y1), x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.steps.push(Step::Curve(x1, y1, x2, y2, x, y));
        self.at = (x, y);
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::Face;

    #[test]
    fn every_font_has_what_names_are_written_with() {
        for face in Face::ALL {
            let font = face.font();
            for c in "AZaz09 ÀÉîñöșțğŁżđåßẞÆøŽ–—…·×’“”%°±½□♂♀".chars() {
                assert!(font.glyph(c).is_some(), "{} lacks {c}", font.name);
            }
            assert!(font.bytes.len() < 140_000, "{}: {} bytes", font.name, font.bytes.len());
        }
    }

    #[test]
    fn letters_that_lean_on_each_other_are_set_closer() {
        let font = Face::Serif.font();
        let glyph = |c| font.glyph(c).unwrap_or_default();
        assert!(font.kern(glyph('A'), glyph('V')) < 0.0);
        assert!(font.kern(glyph('H'), glyph('H')).abs() < f32::EPSILON);
    }
}
