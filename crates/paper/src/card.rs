//! Pictures beside links on other sites: 1200 × 630, to be read at the size of a stamp.

use crate::{
    colour::{CLAY, Colour, LINE, MUTED, PAPER, PINE, STRONG, TEXT},
    face::Face,
    pedigree::{Ancestor, Tone, bracket, mark},
    scene::{Scene, Step, rect, style},
};

/// What stands on the picture.
#[derive(Debug, Clone, Default)]
pub struct Card {
    pub name: String,
    pub morph: String,
    /// The species' common name.
    pub species: String,
    /// Sex, birth, code: what fits in one line each.
    pub facts: Vec<String>,
    pub breeder: String,
    /// Sire and dam.
    pub parents: [Option<Box<Ancestor>>; 2],
    /// The whole picture is the pedigree, instead of half of it.
    pub pedigree: bool,
    pub date: (u16, u8, u8),
}

const WIDTH: f32 = 1200.0;
const HEIGHT: f32 = 630.0;
const LEFT: f32 = 76.0;
const RIGHT: f32 = WIDTH - 76.0;

/// Draws it, a point a pixel.
#[must_use]
pub fn draw(card: &Card) -> Scene {
    let name: String = crate::text::clean(&card.name).chars().take(120).collect();
    let mut scene = Scene::new(WIDTH, HEIGHT, name, card.date, PAPER);
    frame(&mut scene);
    if card.pedigree {
        pedigree(&mut scene, card);
    } else {
        animal(&mut scene, card);
    }
    scene
}

fn frame(scene: &mut Scene) {
    scene.stroke(rect(28.0, 28.0, WIDTH - 56.0, HEIGHT - 56.0), LINE, 2.0);
    let (middle, half) = (WIDTH / 2.0, HEIGHT / 2.0);
    for (from, to) in [
        ((middle, 18.0), (middle, 38.0)),
        ((middle, HEIGHT - 38.0), (middle, HEIGHT - 18.0)),
        ((18.0, half), (38.0, half)),
        ((WIDTH - 38.0, half), (WIDTH - 18.0, half)),
    ] {
        scene.line(from, to, LINE, 2.0);
    }
}

fn animal(scene: &mut Scene, card: &Card) {
    let known = card.parents.iter().any(Option::is_some);
    let end = if known { 660.0 } else { RIGHT };
    let room = end - LEFT;
    scene.label(LEFT, 116.0, room, style(Face::Bold, 21.0, CLAY), &card.species);
    let size = if crate::text::shape(Face::Serif, 84.0, &card.name).width <= room { 84.0 } else { 62.0 };
    let mut y =
        scene.lines((LEFT, 116.0 + size * 1.12), room, (2, size * 1.06), style(Face::Serif, size, TEXT), &card.name);
    y += 40.0 - size * 1.06 + size * 0.3;
    y = scene.lines((LEFT, y), room, (2, 44.0), style(Face::Italic, 36.0, TEXT), &card.morph);
    y += 6.0;
    for fact in card.facts.iter().take(3) {
        scene.text(LEFT, y, room, style(Face::Sans, 25.0, MUTED), fact);
        y += 37.0;
    }
    if known {
        scene.line((696.0, 84.0), (696.0, HEIGHT - 130.0), LINE, 2.0);
        tree(scene, &card.parents, Frame { left: 734.0, right: RIGHT, top: 76.0, bottom: HEIGHT - 122.0 }, 2);
    }
    foot(scene, &card.breeder);
}

fn pedigree(scene: &mut Scene, card: &Card) {
    let said = if card.species.is_empty() { "Pedigree".to_owned() } else { format!("Pedigree · {}", card.species) };
    scene.label(LEFT, 92.0, RIGHT - LEFT, style(Face::Bold, 19.0, CLAY), &said);
    let wide = scene.text(LEFT, 148.0, RIGHT - LEFT, style(Face::Serif, 54.0, TEXT), &card.name);
    scene.text(LEFT + wide + 24.0, 148.0, RIGHT - LEFT - wide - 24.0, style(Face::Italic, 30.0, MUTED), &card.morph);
    scene.line((LEFT, 174.0), (RIGHT, 174.0), STRONG, 2.0);
    tree(scene, &card.parents, Frame { left: LEFT + 26.0, right: RIGHT, top: 186.0, bottom: HEIGHT - 108.0 }, 3);
    foot(scene, &card.breeder);
}

fn foot(scene: &mut Scene, breeder: &str) {
    let y = HEIGHT - 66.0;
    scene.line((LEFT, y - 36.0), (RIGHT, y - 36.0), LINE, 2.0);
    scene.text(LEFT, y, 760.0, style(Face::Sans, 25.0, TEXT), breeder);
    scene.text_left_of(RIGHT, y, 240.0, style(Face::Serif, 32.0, PINE), "ReptiDex");
}

#[derive(Clone, Copy)]
struct Frame {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

fn tree(scene: &mut Scene, parents: &[Option<Box<Ancestor>>; 2], frame: Frame, generations: usize) {
    const GAP: f32 = 34.0;
    let each = (frame.right - frame.left - GAP * (generations - 1) as f32) / generations as f32;
    let middle = f32::midpoint(frame.top, frame.bottom);
    let quarter = (frame.bottom - frame.top) / 4.0;
    scene.stroke(bracket(frame.left - 24.0, frame.left, middle - quarter, middle + quarter, middle), STRONG, 2.0);
    branch(scene, parents, (frame.left, frame.top, frame.bottom - frame.top), (each, GAP), generations);
}

fn branch(
    scene: &mut Scene,
    parents: &[Option<Box<Ancestor>>; 2],
    (x, top, height): (f32, f32, f32),
    (each, gap): (f32, f32),
    left: usize,
) {
    for (place, parent) in parents.iter().enumerate() {
        let middle = top + height * if place == 0 { 0.25 } else { 0.75 };
        let ink = if place == 0 { PINE } else { CLAY };
        cell(scene, (x, middle, each, height / 2.0), ink, parent.as_deref());
        let Some(parent) = parent else { continue };
        if left == 1 || parent.parents.iter().all(Option::is_none) {
            continue;
        }
        let next = x + each + gap;
        let quarter = height / 8.0;
        scene.stroke(bracket(x + each + 2.0, next, middle - quarter, middle + quarter, middle), STRONG, 1.6);
        branch(scene, &parent.parents, (next, middle - height / 4.0, height / 2.0), (each, gap), left - 1);
    }
}

fn cell(scene: &mut Scene, (x, middle, width, height): (f32, f32, f32, f32), ink: Colour, ancestor: Option<&Ancestor>) {
    let (text, room) = (x + 14.0, width - 14.0);
    let size = if height > 90.0 { 28.0 } else { 22.0 };
    let Some(ancestor) = ancestor else {
        scene.dashes(vec![Step::Move(x + 3.0, middle - 14.0), Step::Line(x + 3.0, middle + 14.0)], LINE, 4.0, 4.0);
        scene.text(text, middle + size * 0.3, room, style(Face::Italic, size * 0.8, MUTED), "Not recorded");
        return;
    };
    let (tall, size) = if height > 90.0 {
        (92.0, size)
    } else if height > 60.0 {
        (46.0, size)
    } else {
        (30.0, 20.0)
    };
    scene.rect(x + 1.0, middle - tall / 2.0, 4.0, tall, if ancestor.blank { LINE } else { ink });
    let how = if ancestor.blank { style(Face::Italic, size, MUTED) } else { style(Face::Serif, size, TEXT) };
    let known = (ancestor.tone, ancestor.short.as_str());
    if height > 90.0 {
        scene.text(text, middle - 16.0, room, how, &ancestor.name);
        scene.text(text, middle + 11.0, room, style(Face::Sans, 19.0, TEXT), &ancestor.morph);
        state(scene, text, middle + 38.0, room, 17.0, known);
    } else if height > 60.0 {
        scene.text(text, middle - 3.0, room, how, &ancestor.name);
        state(scene, text, middle + 19.0, room, 15.0, known);
    } else {
        let wide = scene.text(text, middle + 7.0, room * 0.66, how, &ancestor.name);
        state(scene, text + wide + 12.0, middle + 6.0, room - wide - 12.0, 15.0, known);
    }
}

fn state(scene: &mut Scene, x: f32, y: f32, room: f32, size: f32, (tone, words): (Tone, &str)) {
    if !words.is_empty() {
        mark(scene, x + size * 0.36, y - size * 0.34, size * 0.34, tone);
        scene.text(x + size, y, room - size, style(Face::Sans, size, MUTED), words);
    }
}
