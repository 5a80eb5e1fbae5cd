//! Texts as runs of glyphs: cleaned, measured, shortened to their box.
//!
//! Shaping is for scripts that stand from left to right, a glyph a character: Latin with its marks, Greek, Cyrillic. A character that no font has is
//! drawn as a box, so that a reader sees that something stands there.

use crate::face::Face;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// No text on paper is longer; more is never drawn, nor measured.
const LONGEST: usize = 600;
/// What stands for a character without a drawing.
const BOX: char = '□';

/// A glyph with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) c: char,
    /// From the beginning of the run, in points.
    pub(crate) x: f32,
}

/// A text in one line, of one font and size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
}

impl Run {
    /// What is drawn.
    pub(crate) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.c).collect()
    }

    /// Sets the glyphs further apart.
    pub(crate) fn spread(&mut self, by: f32) {
        for (place, glyph) in self.glyphs.iter_mut().enumerate() {
            glyph.x += by * place as f32;
        }
        self.width += by * self.glyphs.len().saturating_sub(1) as f32;
    }
}

/// A text as it is set: composed, in one line, without what steers a terminal, the direction of writing or the look of emoji.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::new();
    // Composing looks ahead over marks only, so that what comes after the longest text isn't looked at.
    for c in text.chars().take(8 * LONGEST).nfc().take(LONGEST) {
        if c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{00ad}') {
            if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if !is_steering(c) {
            cleaned.push(c);
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// Control characters, marks of direction, joiners and selectors: nothing that is drawn.
fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}' | '\u{fff0}'..='\u{ffff}')
}

/// A text as a run, however wide.
pub(crate) fn shape(face: Face, size: f32, text: &str) -> Run {
    let font = face.font();
    let scale = size / font.units;
    let (mut glyphs, mut x, mut before) = (Vec::new(), 0.0, None);
    for c in clean(text).chars() {
        let (id, c) = match font.glyph(c) {
            Some(id) => (id, c),
            // A mark that no letter was composed with, and that can't be drawn: the letter stands without it.
            None if is_combining_mark(c) => continue,
            None => (font.glyph(BOX).unwrap_or_default(), BOX),
        };
        if let Some(before) = before {
            x += font.kern(before, id) * scale;
        }
        glyphs.push(Glyph { id, c, x });
        x += font.advance(id) * scale;
        before = Some(id);
    }
    Run { face, size, glyphs, width: x }
}

/// A text as a run of at most `most` points: what doesn't fit gives way to an ellipsis. Where not even that fits, nothing.
pub(crate) fn fit(face: Face, size: f32, text: &str, most: f32) -> Run {
    let whole = shape(face, size, text);
    if whole.width <= most {
        return whole;
    }
    let characters: Vec<char> = clean(text).chars().collect();
    // The ends that fit are a beginning of all ends, so halving finds the longest.
    let cut = |keep: usize| {
        let kept: String = characters.iter().take(keep).collect();
        shape(face, size, &format!("{}…", kept.trim_end()))
    };
    let (mut fits, mut over) = (0, characters.len());
    while fits + 1 < over {
        let middle = usize::midpoint(fits, over);
        if cut(middle).width <= most { fits = middle } else { over = middle }
    }
    let run = cut(fits);
    if run.width <= most { run } else { Run { face, size, glyphs: Vec::new(), width: 0.0 } }
}

/// A text in at most `lines` runs, broken between words, or within a word that is wider than a line; the last is shortened.
pub(crate) fn wrap(face: Face, size: f32, text: &str, most: f32, lines: usize) -> Vec<Run> {
    let mut rest = clean(text);
    let mut runs = Vec::new();
    while !rest.is_empty() && runs.len() < lines {
        if runs.len() + 1 == lines {
            runs.push(fit(face, size, &rest, most));
            break;
        }
        let end = line_end(face, size, &rest, most);
        let (line, after) = rest.split_at(end);
        runs.push(shape(face, size, line.trim_end()));
        rest = after.trim_start().to_owned();
    }
    runs
}

/// Where the first line of a text ends, in bytes.
fn line_end(face: Face, size: f32, text: &str, most: f32) -> usize {
    let run = shape(face, size, text);
    if run.width <= most {
        return text.len();
    }
    let fits = |end: usize| shape(face, size, text.get(..end).unwrap_or_default().trim_end()).width <= most;
    let words = text.match_indices(' ').map(|(at, _)| at);
    if let Some(end) = words.take_while(|end| fits(*end)).last() {
        return end;
    }
    let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).collect();
    let kept = letters.iter().copied().take_while(|end| fits(*end)).last();
    kept.or(letters.first().copied()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_wider_than_its_box_ends_in_an_ellipsis_inside_it() {
        let run = fit(Face::Serif, 12.0, "Saffron of the long and winding name", 100.0);
        assert!(
            run.width <= 100.0 && run.text().starts_with("Saffron of") && run.text().ends_with('…'),
            "{}",
            run.text()
        );
        assert_eq!(fit(Face::Serif, 12.0, "Saffron", 100.0).text(), "Saffron");
        assert_eq!(fit(Face::Serif, 12.0, "Saffron", 1.0).text(), "");
    }

    #[test]
    fn what_steers_is_left_out_and_what_has_no_drawing_is_a_box() {
        assert_eq!(clean(" a\u{202e}b\u{0}\tc\n\nd\u{feff} "), "ab c d");
        assert_eq!(shape(Face::Sans, 9.0, "Ki\u{0308}ra \u{1f40d}\u{fe0f} שלום").text(), "Kïra □ □□□□");
        assert_eq!(shape(Face::Sans, 9.0, "Žofie Ловро Αθηνά").text(), "Žofie Ловро Αθηνά");
    }

    #[test]
    fn lines_break_between_words_and_inside_those_that_are_too_long() {
        let texts = |text: &str, lines| -> Vec<String> {
            wrap(Face::Sans, 10.0, text, 45.0, lines).iter().map(Run::text).collect()
        };
        assert_eq!(texts("Banana Pied het Clown", 3), ["Banana", "Pied het", "Clown"]);
        assert_eq!(texts("Banana Pied het Clown", 2).len(), 2);
        let long = texts(&"w".repeat(40), 9);
        assert!(long.len() > 3 && long.concat().chars().filter(|c| *c == 'w').count() == 40, "{long:?}");
    }

    proptest! {
        #[test]
        fn nothing_is_ever_wider_than_its_box(text in "\\PC{0,80}|.{0,80}", most in 0.0f32..300.0) {
            for face in Face::ALL {
                prop_assert!(fit(face, 11.0, &text, most).width <= most);
                for run in wrap(face, 11.0, &text, most.max(30.0), 3) {
                    prop_assert!(run.width <= most.max(30.0));
                }
            }
        }
    }
}
