//! The pedigree of an animal: four generations on A4, five on A3, both across.

mod cell;

use crate::{
    colour::{CLAY, LINE, MUTED, PAPER, STRONG, TEXT},
    face::Face,
    picture::Picture,
    qr,
    scene::{Scene, Side, Step, rect, style},
};
pub(crate) use cell::mark;
use cell::{Place, draw_cell};

/// What stands on the paper. Every text is drawn as it comes; empty ones are left out.
#[derive(Debug, Clone, Default)]
pub struct Pedigree {
    pub name: String,
    pub morph: String,
    /// The species' common name.
    pub species: String,
    /// Its scientific name.
    pub latin: String,
    /// Label and value, in a row; the first six are drawn.
    pub facts: Vec<(String, String)>,
    /// Sire and dam.
    pub parents: [Option<Box<Ancestor>>; 2],
    /// How many generations are drawn: up to four on A4, five on A3.
    pub generations: u8,
    /// Where the paper can be compared with the record, as a code and in words; empty where nobody else could.
    pub check: String,
    /// The logo of whoever keeps the record.
    pub logo: Option<Picture>,
    /// From what the paper was made.
    pub source: String,
    /// Printed when, in words.
    pub printed: String,
    /// The same: year, month, day.
    pub date: (u16, u8, u8),
}

/// An ancestor with its parents.
#[derive(Debug, Clone, Default)]
pub struct Ancestor {
    pub name: String,
    pub code: String,
    pub morph: String,
    /// The year of its birth.
    pub born: String,
    pub breeder: String,
    /// There is nobody to name: hidden, or a placeholder.
    pub blank: bool,
    /// How the claim that names it is known, in words.
    pub state: String,
    /// The same where there is little room.
    pub short: String,
    pub tone: Tone,
    /// Sire and dam.
    pub parents: [Option<Box<Self>>; 2],
}

/// How firmly a claim stands. Beside the words each has a mark of its own shape.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Only said.
    #[default]
    Declared,
    /// From a breeding record.
    Recorded,
    /// Answered for by somebody else.
    Confirmed,
    /// Contested.
    Disputed,
}

const SIDES: [&str; 2] = ["Sire", "Dam"];
const COLUMNS: [&str; 5] = ["Parents", "Grandparents", "Great-grandparents", "4th generation", "5th generation"];
/// Between paper's edge and what is written.
const MARGIN: f32 = 40.0;
const GAP: f32 = 16.0;
/// The box of a logo: above the facts, so high that a tall one isn't a line.
const LOGO: (f32, f32) = (170.0, 62.0);
/// Of the row of facts: a code and a sex want little room, what is verified much.
const SHARES: [f32; 6] = [0.75, 0.75, 0.95, 1.15, 1.8, 1.3];

/// Draws it.
#[must_use]
pub fn draw(pedigree: &Pedigree) -> Scene {
    let generations = usize::from(pedigree.generations.clamp(1, 5));
    let (width, height) = if generations > 4 { (1190.55, 841.89) } else { (841.89, 595.28) };
    let mut scene =
        Scene::new(width, height, format!("Pedigree of {}", one_line(&pedigree.name)), pedigree.date, PAPER);
    scene.describe(&description(pedigree));
    frame(&mut scene);
    let top = header(&mut scene, pedigree, generations);
    let bottom = height - 84.0;
    chart(&mut scene, pedigree, generations, (top, bottom));
    footer(&mut scene, pedigree);
    scene
}

fn one_line(text: &str) -> String {
    crate::text::clean(text).chars().take(120).collect()
}

/// The parents in a sentence, for readers who don't see the drawing.
fn description(pedigree: &Pedigree) -> String {
    let parents: Vec<String> = SIDES
        .iter()
        .zip(&pedigree.parents)
        .map(|(side, parent)| match parent {
            Some(parent) => format!("{side}: {} ({})", one_line(&parent.name), one_line(&parent.state)),
            None => format!("{side} not recorded"),
        })
        .collect();
    format!("{}. {}", parents.join("; "), pedigree.source)
}

/// The page of a field notebook: a hairline frame with a tick in the middle of each side.
pub(crate) fn frame(scene: &mut Scene) {
    let (width, height) = scene.size();
    scene.stroke(rect(18.0, 18.0, width - 36.0, height - 36.0), LINE, 0.8);
    let (middle, half) = (width / 2.0, height / 2.0);
    for (from, to) in [
        ((middle, 13.0), (middle, 23.0)),
        ((middle, height - 23.0), (middle, height - 13.0)),
        ((13.0, half), (23.0, half)),
        ((width - 23.0, half), (width - 13.0, half)),
    ] {
        scene.line(from, to, LINE, 0.8);
    }
}

fn header(scene: &mut Scene, pedigree: &Pedigree, generations: usize) -> f32 {
    let (width, _) = scene.size();
    let side = 92.0;
    let checked = !pedigree.check.is_empty();
    let right = if checked { width - MARGIN - side - 20.0 } else { width - MARGIN };
    let room = right - MARGIN;
    // The logo stands beside what is above the facts, which then have less room: nothing lies on anything.
    let taken = match &pedigree.logo {
        Some(logo) => scene.picture(logo, (right - LOGO.0, 42.0), LOGO, Side::Right) + 20.0,
        None => 0.0,
    };
    let beside = room - taken;
    let counted = ["One generation", "Two generations", "Three generations", "Four generations", "Five generations"];
    let species = if pedigree.species.is_empty() { String::new() } else { format!(" · {}", pedigree.species) };
    let eyebrow = format!("Pedigree · {}{species}", counted[generations - 1]);
    scene.label(MARGIN, 52.0, beside, style(Face::Bold, 7.0, CLAY), &eyebrow);
    let wide = scene.text(MARGIN, 80.0, beside, style(Face::Serif, 27.0, TEXT), &pedigree.name);
    scene.text(MARGIN + wide + 12.0, 80.0, beside - wide - 12.0, style(Face::Italic, 12.0, MUTED), &pedigree.latin);
    scene.text(MARGIN, 98.0, beside, style(Face::Italic, 13.0, TEXT), &pedigree.morph);
    let shares: f32 = pedigree.facts.iter().zip(SHARES).map(|(_, share)| share).sum();
    let mut x = MARGIN;
    for ((label, value), share) in pedigree.facts.iter().zip(SHARES) {
        let each = room * share / shares;
        scene.label(x, 118.0, each - 10.0, style(Face::Bold, 5.8, MUTED), label);
        scene.lines((x, 129.0), each - 10.0, (2, 10.5), style(Face::Sans, 8.6, TEXT), value);
        x += each;
    }
    if checked {
        qr::draw(scene, width - MARGIN - side, 42.0, side, &pedigree.check);
        scene.stroke(rect(width - MARGIN - side, 42.0, side, side), LINE, 0.6);
    }
    scene.line((MARGIN, 150.0), (width - MARGIN, 150.0), STRONG, 0.8);
    150.0
}

fn chart(scene: &mut Scene, pedigree: &Pedigree, generations: usize, (top, bottom): (f32, f32)) {
    let (width, _) = scene.size();
    // A little of the room to the left belongs to the line that comes from the animal itself.
    let left = MARGIN + 10.0;
    let each = (width - MARGIN - left - GAP * (generations - 1) as f32) / generations as f32;
    for (place, name) in COLUMNS.iter().take(generations).enumerate() {
        let x = left + place as f32 * (each + GAP);
        scene.label(x + 8.0, top + 15.0, each - 8.0, style(Face::Bold, 5.8, MUTED), name);
    }
    let from = Spot { x: left, top: top + 22.0, height: bottom - top - 22.0, each };
    let (high, low) = from.middles();
    scene.stroke(bracket(MARGIN, left, high, low, f32::midpoint(high, low)), STRONG, 0.7);
    branch(scene, &pedigree.parents, from, 1, generations);
}

/// Where the two parents of an animal stand: the left edge of their column and the room for both.
#[derive(Clone, Copy)]
struct Spot {
    x: f32,
    top: f32,
    height: f32,
    each: f32,
}

impl Spot {
    fn middles(self) -> (f32, f32) {
        (self.top + self.height / 4.0, self.top + self.height * 3.0 / 4.0)
    }
}

/// From an animal to its two parents.
pub(crate) fn bracket(from: f32, to: f32, high: f32, low: f32, middle: f32) -> Vec<Step> {
    let bend = f32::midpoint(from, to);
    vec![
        Step::Move(from, middle),
        Step::Line(bend, middle),
        Step::Move(to, high),
        Step::Line(bend, high),
        Step::Line(bend, low),
        Step::Line(to, low),
    ]
}

fn branch(scene: &mut Scene, parents: &[Option<Box<Ancestor>>; 2], spot: Spot, generation: usize, deepest: usize) {
    let (high, low) = spot.middles();
    for ((parent, side), middle) in parents.iter().zip(SIDES).zip([high, low]) {
        let place = Place { x: spot.x, middle, width: spot.each, height: spot.height / 2.0, side };
        draw_cell(scene, place, parent.as_deref());
        let Some(parent) = parent else { continue };
        if generation == deepest || parent.parents.iter().all(Option::is_none) {
            continue;
        }
        let next = Spot {
            x: spot.x + spot.each + GAP,
            top: middle - spot.height / 4.0,
            height: spot.height / 2.0,
            each: spot.each,
        };
        let (high, low) = next.middles();
        scene.stroke(bracket(spot.x + spot.each + 2.0, next.x, high, low, middle), STRONG, 0.6);
        branch(scene, &parent.parents, next, generation + 1, deepest);
    }
}

fn footer(scene: &mut Scene, pedigree: &Pedigree) {
    let (width, height) = scene.size();
    let top = height - 74.0;
    scene.line((MARGIN, top), (width - MARGIN, top), LINE, 0.8);
    let room = width - 2.0 * MARGIN;
    let mut x = MARGIN;
    for (tone, words) in [
        (Tone::Declared, "Declared: the keeper says so"),
        (Tone::Recorded, "Record: from a breeding record"),
        (Tone::Confirmed, "Confirmed: by the other breeder, or DNA: by a certificate that ReptiDex has seen"),
        (Tone::Disputed, "Disputed"),
    ] {
        mark(scene, x + 2.5, top + 11.6, 2.2, tone);
        x += 9.0 + scene.text(x + 9.0, top + 14.0, room, style(Face::Sans, 6.8, MUTED), words) + 16.0;
    }
    scene.text(MARGIN, top + 26.0, room * 0.78, style(Face::Sans, 6.8, MUTED), &pedigree.source);
    if !pedigree.check.is_empty() {
        let said = scene.text(MARGIN, top + 38.0, room, style(Face::Bold, 6.8, TEXT), "Compare with the record:");
        let address = style(Face::Mono, 6.6, TEXT);
        let wide = scene.text(MARGIN + said + 5.0, top + 38.0, room * 0.7, address, &pedigree.check);
        scene.link(MARGIN, top + 30.0, said + 5.0 + wide, 11.0, &pedigree.check);
    }
    let right = width - MARGIN;
    scene.text_left_of(
        right,
        top + 26.0,
        room * 0.2,
        style(Face::Sans, 6.8, MUTED),
        &format!("Printed {}", pedigree.printed),
    );
    scene.text_left_of(right, top + 38.0, room * 0.2, style(Face::Serif, 9.0, TEXT), "ReptiDex");
}
