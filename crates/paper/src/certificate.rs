//! A certificate of origin: one page of A4, upright.

use crate::{
    colour::{CLAY, LINE, MUTED, PAPER, PINE, STRONG, SUNKEN, TEXT},
    face::Face,
    pedigree::frame,
    picture::Picture,
    qr,
    scene::{Scene, Side, rect, style},
};

/// What stands on the paper. Every text is drawn as it comes; empty ones are left out.
#[derive(Debug, Clone, Default)]
pub struct Certificate {
    pub name: String,
    pub morph: String,
    /// The species' common name.
    pub species: String,
    /// Its scientific name.
    pub latin: String,
    /// The vivarium that states it.
    pub issuer: String,
    /// Label and value; the first ten are drawn, the last two over the whole width.
    pub facts: Vec<(String, String)>,
    /// Sire and dam.
    pub parents: [Parent; 2],
    /// What is stated, and what isn't.
    pub statement: String,
    /// The logo of whoever issues it.
    pub logo: Option<Picture>,
    /// The address of the page that says whether it holds.
    pub check: String,
    /// Letters and digits that the page shows too.
    pub code: String,
    /// Issued when, in words.
    pub issued: String,
    /// The same: year, month, day.
    pub date: (u16, u8, u8),
}

/// A parent, as it was stated.
#[derive(Debug, Clone, Default)]
pub struct Parent {
    /// "Sire" or "Dam".
    pub side: String,
    /// Name and code, or that none is recorded.
    pub name: String,
    pub morph: String,
    /// How it is known, in words.
    pub state: String,
}

const MARGIN: f32 = 56.0;
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const ROOM: f32 = WIDTH - 2.0 * MARGIN;
/// The box of a logo: between the frame and the species.
const LOGO: (f32, f32) = (300.0, 50.0);

/// Draws it.
#[must_use]
pub fn draw(certificate: &Certificate) -> Scene {
    let name: String = crate::text::clean(&certificate.name).chars().take(120).collect();
    let mut scene = Scene::new(WIDTH, HEIGHT, format!("Certificate of origin of {name}"), certificate.date, PAPER);
    scene.describe(&format!(
        "Issued by {} on {}. Check it at {}",
        certificate.issuer, certificate.issued, certificate.check
    ));
    frame(&mut scene);
    scene.stroke(rect(24.0, 24.0, WIDTH - 48.0, HEIGHT - 48.0), LINE, 0.5);
    heading(&mut scene, certificate);
    let below = facts(&mut scene, certificate, 272.0);
    parents(&mut scene, certificate, below + 22.0);
    seal(&mut scene, certificate);
    scene
}

fn heading(scene: &mut Scene, certificate: &Certificate) {
    let middle = WIDTH / 2.0;
    // Below a logo the title is smaller, and what is above the line moves together; what is below it stays where it is.
    let (species, title, issued, size) = if let Some(logo) = &certificate.logo {
        scene.picture(logo, (middle - LOGO.0 / 2.0, 33.0), LOGO, Side::Middle);
        (94.0, 121.0, 140.0, 27.0)
    } else {
        (74.0, 112.0, 134.0, 32.0)
    };
    scene.text_around(middle, species, ROOM, style(Face::Bold, 8.0, CLAY), &certificate.species.to_uppercase());
    scene.text_around(middle, title, ROOM, style(Face::Serif, size, TEXT), "Certificate of origin");
    let issuer = format!("issued by {}", certificate.issuer);
    scene.text_around(middle, issued, ROOM, style(Face::Italic, 13.0, MUTED), &issuer);
    // A line that swells in the middle, as a pen draws it.
    scene.line((middle - 70.0, 152.0), (middle + 70.0, 152.0), STRONG, 0.7);
    scene.line((middle - 22.0, 152.0), (middle + 22.0, 152.0), PINE, 1.8);
    scene.text_around(middle, 196.0, ROOM, style(Face::Serif, 28.0, TEXT), &certificate.name);
    scene.text_around(middle, 218.0, ROOM, style(Face::Italic, 14.0, TEXT), &certificate.morph);
    scene.text_around(middle, 237.0, ROOM, style(Face::Italic, 10.5, MUTED), &certificate.latin);
}

/// Gives where they end. Two stand beside each other; the last two, which may be long, have a row each.
fn facts(scene: &mut Scene, certificate: &Certificate, top: f32) -> f32 {
    let (gap, row) = (28.0, 34.0);
    let half = (ROOM - gap) / 2.0;
    scene.line((MARGIN, top - 14.0), (MARGIN + ROOM, top - 14.0), STRONG, 0.8);
    let short = certificate.facts.len().saturating_sub(2).min(8).next_multiple_of(2);
    let mut y = top;
    for (place, (label, value)) in certificate.facts.iter().take(10).enumerate() {
        let (x, each) = match place {
            long if long >= short => (MARGIN, ROOM),
            left if left % 2 == 0 => (MARGIN, half),
            _ => (MARGIN + half + gap, half),
        };
        scene.label(x, y, each, style(Face::Bold, 6.2, MUTED), label);
        scene.text(x, y + 13.0, each, style(Face::Sans, 10.5, TEXT), value);
        scene.line((x, y + 19.0), (x + each, y + 19.0), LINE, 0.6);
        if place >= short || place % 2 == 1 {
            y += row;
        }
    }
    y
}

fn parents(scene: &mut Scene, certificate: &Certificate, top: f32) {
    let gap = 16.0;
    let each = (ROOM - gap) / 2.0;
    for (place, parent) in certificate.parents.iter().enumerate() {
        let x = MARGIN + place as f32 * (each + gap);
        let ink = if place == 0 { PINE } else { CLAY };
        scene.rect(x, top, each, 78.0, SUNKEN);
        scene.rect(x, top, 2.4, 78.0, ink);
        let (left, room) = (x + 14.0, each - 26.0);
        scene.label(left, top + 17.0, room, style(Face::Bold, 6.6, ink), &parent.side);
        scene.text(left, top + 34.0, room, style(Face::Serif, 13.0, TEXT), &parent.name);
        scene.text(left, top + 50.0, room, style(Face::Sans, 9.0, TEXT), &parent.morph);
        scene.text(left, top + 66.0, room, style(Face::Italic, 9.5, MUTED), &parent.state);
    }
    let how = style(Face::Sans, 8.6, MUTED);
    scene.lines((MARGIN, top + 104.0), ROOM, (4, 12.6), how, &certificate.statement);
}

/// What shows that it is genuine.
fn seal(scene: &mut Scene, certificate: &Certificate) {
    let (top, side) = (HEIGHT - 178.0, 112.0);
    scene.line((MARGIN, top - 18.0), (MARGIN + ROOM, top - 18.0), STRONG, 0.8);
    qr::draw(scene, MARGIN, top, side, &certificate.check);
    scene.stroke(rect(MARGIN, top, side, side), LINE, 0.6);
    let x = MARGIN + side + 20.0;
    let room = ROOM - side - 20.0;
    scene.text(x, top + 14.0, room, style(Face::Serif, 13.0, TEXT), "Check this certificate");
    let how = style(Face::Sans, 8.4, MUTED);
    let said = "Open the code with a camera, or type the address. The page says what was stated, whether it still holds, and shows the check code below.";
    scene.lines((x, top + 28.0), room, (2, 11.6), how, said);
    let address = style(Face::Mono, 7.6, TEXT);
    let lines = scene.lines((x, top + 56.0), room, (2, 10.4), address, &certificate.check);
    scene.link(x, top + 46.0, room, lines - top - 54.0, &certificate.check);
    for (place, (label, value)) in
        [("Check code", &certificate.code), ("Issued", &certificate.issued)].into_iter().enumerate()
    {
        let x = x + place as f32 * 140.0;
        scene.label(x, top + 84.0, 130.0, style(Face::Bold, 6.2, MUTED), label);
        let face = if place == 0 { Face::Mono } else { Face::Sans };
        scene.text(x, top + 97.0, 134.0, style(face, 9.0, TEXT), value);
    }
    let right = MARGIN + ROOM;
    scene.line((right - 96.0, top + 100.0), (right, top + 100.0), STRONG, 0.6);
    scene.text(right - 96.0, top + 110.0, 96.0, style(Face::Sans, 6.4, MUTED), "Signature");
    scene.text_around(WIDTH / 2.0, HEIGHT - 36.0, ROOM, style(Face::Serif, 9.0, MUTED), "ReptiDex");
}
