//! Points, smooth outlines and a small generator of random figures.

use std::fmt::Write as _;

/// A point on the plate, 400 × 500.
pub type Point = (f64, f64);

/// SplitMix64: tiny, and the same on every machine.
pub struct Rng(u64);

impl Rng {
    pub const fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// In 0..1.
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn range(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }
}

/// A line through the middle of a body, with its length measured out.
pub struct Spine {
    points: Vec<Point>,
    lengths: Vec<f64>,
}

/// A place on a spine: where, and which way it runs (radians).
#[derive(Clone, Copy)]
pub struct Place {
    pub at: Point,
    pub angle: f64,
}

impl Place {
    /// The point `along` and `across` from here, in the body's own directions.
    pub fn offset(self, along: f64, across: f64) -> Point {
        let (sin, cos) = self.angle.sin_cos();
        (self.at.0 + along * cos - across * sin, self.at.1 + along * sin + across * cos)
    }
}

impl Spine {
    pub fn new(points: Vec<Point>) -> Self {
        let mut total = 0.0;
        let mut lengths = vec![0.0];
        for pair in points.windows(2) {
            if let [a, b] = pair {
                total += (b.0 - a.0).hypot(b.1 - a.1);
                lengths.push(total);
            }
        }
        Self { points, lengths }
    }

    /// A smooth line through a few points (Catmull-Rom).
    pub fn through(knots: &[Point]) -> Self {
        let knot = |index: isize| {
            let last = knots.len().saturating_sub(1);
            knots.get(usize::try_from(index).unwrap_or(0).min(last)).copied().unwrap_or_default()
        };
        let mut points = Vec::new();
        for index in 0..knots.len().saturating_sub(1) {
            let at = index as isize;
            let (a, b, c, d) = (knot(at - 1), knot(at), knot(at + 1), knot(at + 2));
            for step in 0..8 {
                let t = f64::from(step) / 8.0;
                let mix = |a: f64, b: f64, c: f64, d: f64| {
                    0.5 * (2.0 * b
                        + (c - a) * t
                        + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                        + (3.0 * b - a - 3.0 * c + d) * t * t * t)
                };
                points.push((mix(a.0, b.0, c.0, d.0), mix(a.1, b.1, c.1, d.1)));
            }
        }
        points.extend(knots.last());
        Self::new(points)
    }

    pub fn length(&self) -> f64 {
        self.lengths.last().copied().unwrap_or(0.0)
    }

    /// The place at `t` of the whole length.
    pub fn place(&self, t: f64) -> Place {
        let wanted = t.clamp(0.0, 1.0) * self.length();
        let next = self
            .lengths
            .partition_point(|&length| length < wanted)
            .clamp(1, self.points.len().saturating_sub(1).max(1));
        let (a, b) = match (self.points.get(next - 1), self.points.get(next)) {
            (Some(&a), Some(&b)) => (a, b),
            _ => return Place { at: (200.0, 250.0), angle: 0.0 },
        };
        let (from, to) = (self.lengths[next - 1], self.lengths[next]);
        let share = if to > from { (wanted - from) / (to - from) } else { 0.0 };
        Place { at: (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share), angle: (b.1 - a.1).atan2(b.0 - a.0) }
    }

    /// The outline of a body of the given half width at each `t`, between two places.
    pub fn outline(&self, from: f64, to: f64, steps: usize, half: impl Fn(f64) -> f64) -> String {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for step in 0..=steps {
            let t = from + (to - from) * step as f64 / steps as f64;
            let (place, half) = (self.place(t), half(t));
            left.push(place.offset(0.0, -half));
            right.push(place.offset(0.0, half));
        }
        left.extend(right.into_iter().rev());
        closed(&left)
    }
}

/// A smooth closed outline: the points pull, the middles between them are touched.
pub fn closed(points: &[Point]) -> String {
    let middle = |a: Point, b: Point| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return String::new() };
    let start = middle(last, first);
    let mut path = format!("M{}", pair(start));
    for (index, &point) in points.iter().enumerate() {
        let next = points.get(index + 1).copied().unwrap_or(first);
        let _ = write!(path, "Q{} {}", pair(point), pair(middle(point, next)));
    }
    path.push('Z');
    path
}

/// A point as short as it can be written: whole units are enough on a plate, halves for small shapes.
pub fn pair((x, y): Point) -> String {
    format!("{} {}", (x * 2.0).round() / 2.0, (y * 2.0).round() / 2.0)
}

/// A rounded blotch with a wobbling edge, lying along the body.
pub fn blotch(place: Place, along: f64, across: f64, rng: &mut Rng) -> String {
    let points: Vec<Point> = (0..7)
        .map(|step| {
            let turn = f64::from(step) / 7.0 * std::f64::consts::TAU;
            let wobble = rng.range(0.86, 1.2);
            place.offset(turn.cos() * along * wobble, turn.sin() * across * wobble)
        })
        .collect();
    closed(&points)
}

/// A dot.
pub fn dot((x, y): Point, radius: f64) -> String {
    let r = (radius * 2.0).round().max(1.0) / 2.0;
    format!("M{} a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0", pair((x - r, y)), r * 2.0, r * 2.0)
}
