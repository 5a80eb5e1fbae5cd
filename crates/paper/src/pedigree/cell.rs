//! One ancestor: more is told where there is more room.

use super::{Ancestor, Tone};
use crate::{
    colour::{CLAY, Colour, ERROR, LINE, MUTED, PINE, STRONG, TEXT},
    face::Face,
    scene::{Scene, Step, Style, circle, style},
};

/// Where an ancestor stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) x: f32,
    /// Its middle.
    pub(super) middle: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) side: &'static str,
}

/// How large things are written.
struct Size {
    name: f32,
    morph: f32,
    /// Lines for the morph.
    lines: usize,
    small: f32,
    /// Side, code and year have a line above the name.
    above: bool,
    breeder: bool,
    /// Morph and state stand in one line.
    tight: bool,
}

const fn size(height: f32) -> Size {
    if height >= 130.0 {
        Size { name: 15.0, morph: 9.0, lines: 3, small: 7.4, above: true, breeder: true, tight: false }
    } else if height >= 70.0 {
        Size { name: 11.5, morph: 7.8, lines: 2, small: 6.8, above: true, breeder: true, tight: false }
    } else if height >= 38.0 {
        Size { name: 9.4, morph: 7.0, lines: 1, small: 6.4, above: false, breeder: false, tight: false }
    } else {
        Size { name: 7.8, morph: 6.3, lines: 1, small: 6.1, above: false, breeder: false, tight: true }
    }
}

pub(super) fn draw_cell(scene: &mut Scene, place: Place, ancestor: Option<&Ancestor>) {
    let rule = if place.side == "Sire" { PINE } else { CLAY };
    let x = place.x + 8.0;
    let room = place.width - 8.0;
    let size = size(place.height);
    let Some(ancestor) = ancestor else {
        let half = size.name * 0.55;
        scene.dashes(
            vec![Step::Move(place.x + 2.0, place.middle - half), Step::Line(place.x + 2.0, place.middle + half)],
            LINE,
            1.6,
            1.6,
        );
        let said = format!("{} not recorded", place.side);
        let how = style(Face::Italic, size.morph, MUTED);
        scene.text(x, place.middle + size.morph * 0.33, room, how, &said);
        return;
    };
    let tall = height(&size, ancestor, room);
    let mut y = place.middle - tall / 2.0;
    scene.rect(place.x + 1.1, y, 1.8, tall, if ancestor.blank { LINE } else { rule });
    if size.above {
        y += size.small * 0.95;
        let side = scene.label(x, y, room, style(Face::Bold, size.small * 0.85, rule), place.side);
        let after = x + side + 7.0;
        let code = scene.text(after, y, room - side - 7.0, style(Face::Mono, size.small, MUTED), &ancestor.code);
        let left = room - side - code - 13.0;
        if !ancestor.born.is_empty() && left > 0.0 {
            scene.text(after + code + 6.0, y, left, style(Face::Sans, size.small, MUTED), &ancestor.born);
        }
        y += size.small * 0.3;
    }
    y += size.name * 0.92;
    name(scene, (x, y), room, &size, ancestor);
    y += size.name * 0.24;
    if size.tight {
        y += size.small;
        tight(scene, (x, y), room, &size, ancestor);
        return;
    }
    if !ancestor.morph.is_empty() {
        let lead = size.morph * 1.24;
        let how = style(Face::Sans, size.morph, TEXT);
        y = scene.lines((x, y + size.morph), room, (size.lines, lead), how, &ancestor.morph) - size.morph
            + (lead - size.morph);
    }
    if size.breeder && !ancestor.breeder.is_empty() {
        y += size.small * 1.05;
        scene.text(x, y, room, style(Face::Italic, size.small + 0.6, MUTED), &ancestor.breeder);
        y += size.small * 0.3;
    }
    state(scene, (x, y + size.small * 1.1), room, size.small, (ancestor.tone, &ancestor.state));
}

fn name(scene: &mut Scene, (x, y): (f32, f32), room: f32, size: &Size, ancestor: &Ancestor) {
    let how =
        if ancestor.blank { style(Face::Italic, size.name * 0.92, MUTED) } else { style(Face::Serif, size.name, TEXT) };
    // A code that has no line of its own stands beside the name, where the name leaves room.
    let code = if size.above { "" } else { ancestor.code.as_str() };
    let most = if code.is_empty() { room } else { room * 0.66 };
    let wide = scene.text(x, y, most, how, &ancestor.name);
    if !code.is_empty() {
        scene.text(x + wide + 5.0, y, room - wide - 5.0, style(Face::Mono, size.small, MUTED), code);
    }
}

/// The morph with the state after it.
fn tight(scene: &mut Scene, (x, y): (f32, f32), room: f32, size: &Size, ancestor: &Ancestor) {
    let most = if ancestor.short.is_empty() { room } else { room * 0.56 };
    let wide = scene.text(x, y, most, style(Face::Sans, size.morph, TEXT), &ancestor.morph);
    let from = if wide > 0.0 { x + wide + 6.0 } else { x };
    state(scene, (from, y), room - (from - x), size.small, (ancestor.tone, &ancestor.short));
}

fn state(scene: &mut Scene, (x, y): (f32, f32), room: f32, small: f32, (tone, words): (Tone, &str)) {
    if words.is_empty() {
        return;
    }
    mark(scene, x + small * 0.32, y - small * 0.34, small * 0.32, tone);
    scene.text(x + small * 0.95, y, room - small * 0.95, state_style(small, tone), words);
}

const fn state_style(size: f32, tone: Tone) -> Style {
    style(Face::Sans, size, ink(tone))
}

const fn ink(tone: Tone) -> Colour {
    match tone {
        Tone::Declared | Tone::Recorded => MUTED,
        Tone::Confirmed => PINE,
        Tone::Disputed => ERROR,
    }
}

/// A ring for what is only said, a ring with a point for a record, a disc for what somebody else answered for, a cross for a dispute.
pub(crate) fn mark(scene: &mut Scene, x: f32, y: f32, radius: f32, tone: Tone) {
    let thin = radius * 0.36;
    match tone {
        Tone::Declared => scene.stroke(circle(x, y, radius - thin / 2.0), STRONG, thin),
        Tone::Recorded => {
            scene.stroke(circle(x, y, radius - thin / 2.0), MUTED, thin);
            scene.fill(circle(x, y, radius * 0.38), MUTED);
        }
        Tone::Confirmed => scene.fill(circle(x, y, radius), PINE),
        Tone::Disputed => {
            let arm = radius * 0.8;
            let cross = vec![
                Step::Move(x - arm, y - arm),
                Step::Line(x + arm, y + arm),
                Step::Move(x - arm, y + arm),
                Step::Line(x + arm, y - arm),
            ];
            scene.stroke(cross, ERROR, radius * 0.5);
        }
    }
}

/// How tall the words of an ancestor are together.
fn height(size: &Size, ancestor: &Ancestor, room: f32) -> f32 {
    let mut tall = size.name * 1.16;
    if size.above {
        tall += size.small * 1.25;
    }
    if size.tight {
        return tall + size.small * 1.25;
    }
    if !ancestor.morph.is_empty() {
        let lines = crate::text::wrap(Face::Sans, size.morph, &ancestor.morph, room, size.lines).len();
        tall += size.morph * 1.24 * lines as f32;
    }
    if size.breeder && !ancestor.breeder.is_empty() {
        tall += size.small * 1.35;
    }
    if ancestor.state.is_empty() { tall } else { tall + size.small * 1.3 }
}
