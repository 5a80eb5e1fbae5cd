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
    let mut pen = Pen::at(middle(last, first));
    for (index, &point) in points.iter().enumerate() {
        let next = points.get(index + 1).copied().unwrap_or(first);
        pen.curve(point, middle(point, next));
    }
    pen.path.push('z');
    pen.path
}

/// Writes a path in relative steps of half a unit, as short as SVG allows.
struct Pen {
    path: String,
    x: i32,
    y: i32,
}

impl Pen {
    fn at(point: Point) -> Self {
        let (x, y) = halves(point);
        Self { path: format!("M{}", pair(point)), x, y }
    }

    fn curve(&mut self, pull: Point, to: Point) {
        let ((px, py), (x, y)) = (halves(pull), halves(to));
        self.path.push('q');
        for (index, step) in [px - self.x, py - self.y, x - self.x, y - self.y].into_iter().enumerate() {
            if index > 0 && step >= 0 {
                self.path.push(' ');
            }
            half(&mut self.path, step);
        }
        (self.x, self.y) = (x, y);
    }
}

fn halves((x, y): Point) -> (i32, i32) {
    ((x * 2.0).round() as i32, (y * 2.0).round() as i32)
}

/// Half a number, without a leading zero.
fn half(path: &mut String, twice: i32) {
    if twice < 0 {
        path.push('-');
    }
    let size = twice.unsigned_abs();
    if size >= 2 || size == 0 {
        let _ = write!(path, "{}", size / 2);
    }
    if size % 2 == 1 {
        path.push_str(".5");
    }
}

/// A point, to half a unit.
pub fn pair(point: Point) -> String {
    let (x, y) = halves(point);
    let mut text = String::new();
    half(&mut text, x);
    if y >= 0 {
        text.push(' ');
    }
    half(&mut text, y);
    text
}

/// A rounded blotch with a wobbling edge, lying along the body.
pub fn blotch(place: Place, along: f64, across: f64, rng: &mut Rng) -> String {
    let points: Vec<Point> = (0..5)
        .map(|step| {
            let turn = f64::from(step) / 5.0 * std::f64::consts::TAU;
            let wobble = rng.range(0.86, 1.2);
            place.offset(turn.cos() * along * wobble * 1.12, turn.sin() * across * wobble * 1.12)
        })
        .collect();
    closed(&points)
}

/// A dot: a line of no length, drawn with a round cap by [`Dots`].
pub fn dot(at: Point) -> String {
    format!("M{}h0", pair(at))
}

/// Dots of three sizes; strokes cost a third of circles.
#[derive(Default)]
pub struct Dots {
    sizes: [(f64, String); 3],
}

impl Dots {
    /// For dots up to `largest` units in radius.
    pub fn up_to(largest: f64) -> Self {
        Self { sizes: [0.5, 0.75, 1.0].map(|share| (largest * share, String::new())) }
    }

    pub fn push(&mut self, at: Point, radius: f64) {
        let fits = self.sizes.iter().position(|(size, _)| radius <= *size).unwrap_or(2);
        self.sizes[fits].1.push_str(&dot(at));
    }

    pub fn write(&self, svg: &mut String, colour: &str) {
        for (radius, path) in self.sizes.iter().filter(|(_, path)| !path.is_empty()) {
            let width = (radius * 2.0 * 10.0).round() / 10.0;
            let _ =
                write!(svg, r#"<path stroke="{colour}" stroke-width="{width}" stroke-linecap="round" d="{path}"/>"#);
        }
    }
}

/// One round dot.
pub fn round(svg: &mut String, at: Point, radius: f64, colour: &str) {
    let mut dots = Dots::up_to(radius);
    dots.push(at, radius);
    dots.write(svg, colour);
}

#[cfg(test)]
mod tests {
    use super::{closed, pair};

    #[test]
    fn numbers_are_written_short() {
        assert_eq!(pair((0.5, -0.26)), ".5-.5");
        assert_eq!(pair((12.0, 3.49)), "12 3.5");
        assert_eq!(closed(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)]), "M2 2q-2-2 0-2q2 0 2 2q0 2-2 0z");
    }
}
