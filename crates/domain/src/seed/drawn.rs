//! Stand-ins for photographs in the demo data: a coiled snake from above, drawn by a few formulas, so that nothing has to be fetched and nobody's picture
//! is used. The same picture for the same numbers.

use std::f64::consts::TAU;

/// How an animal looks: colours from the ground of its pattern to what lies on it, as sRGB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Coat {
    pub(super) ground: [f64; 3],
    pub(super) mark: [f64; 3],
    pub(super) edge: [f64; 3],
    /// How much of it is marked, 0 to 1.
    pub(super) cover: f64,
}

/// A picture of three bytes a pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drawing {
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) rgb: Vec<u8>,
}

/// Radius of the innermost turn and how much each turn is farther out, as shares of the picture's width.
const INNER: f64 = 0.035;
const TURN: f64 = 0.118;
/// How many turns the animal lies in.
const TURNS: f64 = 3.35;

/// Draws one; `seed` turns and marks it.
pub(super) fn draw(width: u16, height: u16, coat: &Coat, seed: u64) -> Drawing {
    let chance = |n: u64| hash(seed ^ n.wrapping_mul(0x9e37_79b9));
    let scene = Scene {
        coat: *coat,
        seed,
        centre: (0.5 + 0.05 * (chance(1) - 0.5), f64::from(height) / f64::from(width) * 0.5 + 0.04 * (chance(2) - 0.5)),
        turned: TAU * chance(3),
        mirrored: chance(4) < 0.5,
        paper: 0.8 + 0.12 * chance(5),
    };
    let mut rgb = Vec::with_capacity(usize::from(width) * usize::from(height) * 3);
    for y in 0..height {
        for x in 0..width {
            let at = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(width));
            let noise = 0.006 * (hash(seed ^ (u64::from(x) << 20) ^ u64::from(y)) - 0.5);
            for channel in scene.colour(at) {
                rgb.push(byte(channel + noise));
            }
        }
    }
    Drawing { width, height, rgb }
}

struct Scene {
    coat: Coat,
    seed: u64,
    centre: (f64, f64),
    turned: f64,
    mirrored: bool,
    paper: f64,
}

impl Scene {
    fn colour(&self, at: (f64, f64)) -> [f64; 3] {
        let (mut x, y) = (at.0 - self.centre.0, at.1 - self.centre.1);
        if self.mirrored {
            x = -x;
        }
        let radius = x.hypot(y);
        let angle = (y.atan2(x) + self.turned).rem_euclid(TAU) / TAU;
        let ground = self.floor(at, radius);
        // The turn whose middle is nearest, in whole turns and the share of one.
        let turn = ((radius - INNER) / TURN - angle).round() + angle;
        let body = match turn {
            turn if turn < 0.12 || turn > TURNS => None,
            turn => self.body(radius, turn),
        };
        let shaded = body.unwrap_or(ground);
        self.head(radius, angle, shaded)
    }

    /// Bark and shade: darker below the animal's edge.
    fn floor(&self, at: (f64, f64), radius: f64) -> [f64; 3] {
        let grain = self.noise(at.0 * 9.0, at.1 * 34.0) * 0.5 + self.noise(at.0 * 40.0, at.1 * 130.0) * 0.3;
        let edge = INNER + TURN * (TURNS - 0.35);
        let shade = 1.0 - 0.55 * (1.0 - smooth(edge, edge + 0.13, radius));
        let vignette = 1.0 - 0.5 * (radius / 0.75).powi(2);
        [0.62, 0.53, 0.43].map(|channel| channel * self.paper * (0.72 + 0.4 * grain) * shade * vignette)
    }

    fn body(&self, radius: f64, turn: f64) -> Option<[f64; 3]> {
        // Thick in the middle, thin towards the tail inside and the neck outside.
        let thick = TURN
            * 0.545
            * smooth(0.0, 1.1, turn).mul_add(0.72, 0.28)
            * (1.0 - 0.42 * smooth(TURNS - 0.55, TURNS, turn));
        let across = (radius - (INNER + TURN * turn)) / thick;
        if across.abs() >= 1.0 {
            return None;
        }
        // Length along the middle line of an Archimedean spiral, nearly.
        let along = TAU * turn * (INNER + 0.5 * TURN * turn);
        let bend = across.asin();
        let marked = self.pattern(along, bend);
        let scale = scale(along / 0.0125, bend * 6.2);
        let light = across.mul_add(-0.42, 0.62) * (1.0 - across * across).max(0.0).sqrt().mul_add(0.75, 0.25);
        let gloss = 0.32 * (-((bend + 0.45) / 0.22).powi(2)).exp() * scale.0;
        let base = mix(self.coat.ground, self.coat.mark, marked.0);
        let base = mix(base, self.coat.edge, marked.1);
        // Bellies are pale.
        let base = mix(base, [0.93, 0.9, 0.82], smooth(1.05, 1.45, bend.abs()) * 0.6);
        Some(base.map(|channel| channel.mul_add(light * (0.55 + 0.55 * scale.0) * (0.9 + 0.2 * scale.1), gloss)))
    }

    /// How far a place is marked, and how near it is to a mark's edge.
    fn pattern(&self, along: f64, bend: f64) -> (f64, f64) {
        let warp = 0.35 * self.noise(along * 14.0, bend * 1.4);
        let blotch = self.noise(along * 9.0 + warp, bend * 1.1 + 7.0)
            + 0.28 * (along * 42.0 + 1.6 * warp).sin() * (1.0 - 0.35 * bend.abs());
        let line = 1.02 - self.coat.cover;
        let marked = smooth(line - 0.04, line + 0.04, blotch);
        let edge = 1.0 - ((blotch - line).abs() / 0.075).min(1.0);
        (marked, edge * 0.8)
    }

    /// At the outer end, with an eye.
    fn head(&self, radius: f64, angle: f64, below: [f64; 3]) -> [f64; 3] {
        let middle = INNER + TURN * TURNS;
        let ahead = {
            let end = TURNS.fract();
            let gap = (angle - end + 0.5).rem_euclid(1.0) - 0.5;
            gap * TAU * middle
        };
        let side = radius - middle + 0.12 * ahead;
        let (long, wide) = (0.082, 0.047 - 0.12 * ahead.max(0.0));
        let inside = ((ahead - 0.045) / long).powi(2) + (side / wide.max(0.012)).powi(2);
        if inside >= 1.0 {
            return below;
        }
        let light = (1.0 - inside).sqrt().mul_add(0.5, 0.55) - side * 3.0;
        let skin = mix(self.coat.ground, self.coat.mark, smooth(0.012, 0.02, side.abs()) * 0.8);
        let scale = scale(ahead / 0.009, side / 0.009);
        let eye = |to: f64| ((ahead - 0.082) / 0.0085).hypot((side - to) / 0.0085);
        let nearest = eye(0.024).min(eye(-0.024));
        if nearest < 1.0 {
            let shine = if eye(0.021).min(eye(-0.027)) < 0.34 { 0.75 } else { 0.0 };
            return [0.05 + shine, 0.04 + shine, 0.04 + shine];
        }
        skin.map(|channel| channel * light * (0.75 + 0.3 * scale.0))
    }

    /// Value noise from 0 to 1 in two octaves.
    fn noise(&self, x: f64, y: f64) -> f64 {
        0.67 * self.lattice(x, y) + 0.33 * self.lattice(x * 2.1 + 19.0, y * 2.1)
    }

    fn lattice(&self, x: f64, y: f64) -> f64 {
        let (left, top) = (x.floor(), y.floor());
        let corner = |dx: f64, dy: f64| {
            let bits = ((left + dx).to_bits().rotate_left(17)) ^ (top + dy).to_bits();
            hash(self.seed ^ bits)
        };
        let (across, down) = (smooth(0.0, 1.0, x - left), smooth(0.0, 1.0, y - top));
        let above = corner(0.0, 0.0).mul_add(1.0 - across, corner(1.0, 0.0) * across);
        let below = corner(0.0, 1.0).mul_add(1.0 - across, corner(1.0, 1.0) * across);
        above.mul_add(1.0 - down, below * down)
    }
}

/// Keeled scales in a lattice of diamonds: how high a place stands on its scale, and a number of the scale's own.
fn scale(along: f64, across: f64) -> (f64, f64) {
    let (left, right) = (along + across, along - across);
    let (u, v) = (left - left.floor() - 0.5, right - right.floor() - 0.5);
    let rim = 1.0 - 2.0 * u.abs().max(v.abs());
    let own = hash(left.floor().to_bits() ^ right.floor().to_bits().rotate_left(9));
    (smooth(0.0, 0.34, rim) * (1.0 - 0.25 * (u + v).max(0.0)), own)
}

/// 0 below `low`, 1 above `high`, between them without a corner.
fn smooth(low: f64, high: f64, x: f64) -> f64 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

fn mix(one: [f64; 3], other: [f64; 3], share: f64) -> [f64; 3] {
    [0, 1, 2].map(|n| one[n].mul_add(1.0 - share, other[n] * share))
}

/// A number from 0 to 1 that looks like chance (splitmix64's finish).
fn hash(bits: u64) -> f64 {
    let mut z = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}

fn byte(channel: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 255")]
    let byte = (channel.clamp(0.0, 1.0) * 255.0).round() as u8;
    byte
}
