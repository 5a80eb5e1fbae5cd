//! Lizards, seen from above: limbs with toes, a body along a spine, a head by species.

use std::fmt::Write as _;

use super::{
    build::Build,
    colour::Colour,
    draw::{Dots, Place, Point, Rng, Spine, blotch, closed, dot, pair, round},
    skin::{Pattern, Skin},
    snake::layer,
};

/// The measures of a species: half widths along the spine (from the snout), where the limbs sit, how long they are.
struct Frame {
    widths: &'static [(f64, f64)],
    fore: f64,
    hind: f64,
    reach: f64,
    limb: f64,
    toe: f64,
    pads: bool,
}

const LEOPARD: Frame = Frame {
    widths: &[
        (0.0, 7.0),
        (0.03, 17.0),
        (0.09, 29.0),
        (0.14, 30.0),
        (0.185, 19.0),
        (0.24, 25.0),
        (0.36, 36.0),
        (0.48, 32.0),
        (0.545, 19.0),
        (0.58, 16.0),
        (0.64, 25.0),
        (0.74, 25.0),
        (0.88, 13.0),
        (1.0, 3.0),
    ],
    fore: 0.25,
    hind: 0.51,
    reach: 62.0,
    limb: 9.0,
    toe: 10.0,
    pads: false,
};
const CRESTED: Frame = Frame {
    widths: &[
        (0.0, 8.0),
        (0.03, 20.0),
        (0.1, 36.0),
        (0.155, 38.0),
        (0.2, 21.0),
        (0.26, 24.0),
        (0.38, 31.0),
        (0.49, 27.0),
        (0.56, 15.0),
        (0.62, 11.0),
        (0.8, 8.5),
        (0.95, 6.0),
        (1.0, 5.0),
    ],
    fore: 0.25,
    hind: 0.52,
    reach: 70.0,
    limb: 9.0,
    toe: 12.0,
    pads: true,
};
const BEARDED: Frame = Frame {
    widths: &[
        (0.0, 7.0),
        (0.03, 18.0),
        (0.08, 31.0),
        (0.125, 40.0),
        (0.16, 31.0),
        (0.2, 30.0),
        (0.27, 45.0),
        (0.36, 50.0),
        (0.44, 40.0),
        (0.5, 22.0),
        (0.58, 16.0),
        (0.72, 11.0),
        (0.88, 6.0),
        (1.0, 2.0),
    ],
    fore: 0.215,
    hind: 0.465,
    reach: 74.0,
    limb: 11.0,
    toe: 13.0,
    pads: false,
};

pub fn draw(svg: &mut String, build: Build, skin: &Skin, rng: &mut Rng, id: &str) {
    let frame = match build {
        Build::Leopard => LEOPARD,
        Build::Crested => CRESTED,
        _ => BEARDED,
    };
    let sway = rng.range(-12.0, 12.0);
    let spine = pose(build, sway, rng);
    let half = |t: f64| width(frame.widths, t);
    let body = spine.outline(0.0, 1.0, 44, half);
    let line = skin.edge.lift(-0.06).hex();

    let limbs = limbs(&frame, &spine, &half, rng);
    let _ = write!(
        svg,
        r##"<defs><path id="{id}b" d="{body}"/><path id="{id}l" d="{}"/><clipPath id="{id}"><use href="#{id}b"/></clipPath><pattern id="{id}s" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M1.5 1.5h0M4 4h0" stroke="#000" stroke-opacity=".13" stroke-width="2" stroke-linecap="round"/></pattern></defs>"##,
        limbs.flesh
    );
    let _ = write!(
        svg,
        r##"<g transform="translate(5 8)" fill="#2b2519" opacity=".13"><use href="#{id}b"/><use href="#{id}l"/></g>"##
    );
    let _ = write!(
        svg,
        r##"<g fill="{0}" stroke="{line}" stroke-width="1.5" stroke-linejoin="round"><path d="{1}" fill="none" stroke="{line}" stroke-width="{2}" stroke-linecap="round"/><path d="{1}" fill="none" stroke="{0}" stroke-width="{3}" stroke-linecap="round"/><use href="#{id}l"/>"##,
        skin.base.lift(-0.03).hex(),
        limbs.toes,
        if frame.pads { 5.5 } else { 4.5 },
        if frame.pads { 3.0 } else { 2.0 }
    );
    if frame.pads {
        for (width, colour) in [(8.5, &line), (6.0, &skin.base.hex())] {
            let _ = write!(
                svg,
                r#"<path stroke="{colour}" stroke-width="{width}" stroke-linecap="round" d="{}"/>"#,
                limbs.pads
            );
        }
    }
    svg.push_str("</g>");
    if build == Build::Bearded || build == Build::Lizard {
        fringe(svg, &spine, &half, &skin.edge.lift(0.12).hex());
    }
    let _ = write!(svg, r##"<use href="#{id}b" fill="{}"/><g clip-path="url(#{id})">"##, skin.base.hex());
    marks(svg, build, skin, rng, &spine, &half);
    let _ =
        write!(svg, r##"<path d="{}" fill="#fff" opacity=".11"/>"##, spine.outline(0.05, 0.95, 24, |t| half(t) * 0.36));
    let _ = write!(
        svg,
        r##"<use href="#{id}b" fill="none" stroke="#1c1408" stroke-opacity=".2" stroke-width="15"/><use href="#{id}b" fill="url(#{id}s)"/></g><use href="#{id}b" fill="none" stroke="{line}" stroke-width="1.5"/>"##
    );
    face(svg, build, skin, &spine, &half, &line);
}

/// How the animal stands: from the snout to the tip of the tail.
fn pose(build: Build, sway: f64, rng: &mut Rng) -> Spine {
    let straight = if build == Build::Leopard { (122.0, 428.0) } else { (84.0 + sway, 446.0) };
    let knots: [Point; 7] = match (rng.unit() * 3.0) as u8 {
        0 => [
            (258.0, 62.0),
            (236.0, 118.0 + sway * 0.4),
            (214.0 + sway, 196.0),
            (196.0, 276.0),
            (208.0 - sway, 350.0),
            (176.0, 414.0),
            straight,
        ],
        // The tail swung round to the side that it looks to.
        1 => [
            (252.0, 66.0),
            (222.0, 118.0),
            (196.0 + sway * 0.5, 192.0),
            (190.0, 272.0),
            (206.0, 348.0),
            (254.0, 402.0 + sway * 0.4),
            if build == Build::Leopard { (306.0, 398.0) } else { (338.0, 372.0) },
        ],
        // In one long bow.
        _ => [
            (176.0 + sway, 62.0),
            (190.0, 120.0),
            (212.0, 196.0),
            (226.0, 274.0 + sway * 0.4),
            (216.0, 350.0),
            (176.0, 410.0),
            if build == Build::Leopard { (126.0, 424.0) } else { (96.0, 440.0) },
        ],
    };
    Spine::through(&knots)
}

fn width(widths: &[(f64, f64)], t: f64) -> f64 {
    let next = widths.partition_point(|(at, _)| *at < t).clamp(1, widths.len() - 1);
    let ((from, a), (to, b)) = (widths[next - 1], widths[next]);
    let share = ((t - from) / (to - from)).clamp(0.0, 1.0);
    a + (b - a) * share * share * (3.0 - 2.0 * share)
}

struct Limbs {
    flesh: String,
    toes: String,
    pads: String,
}

fn limbs(frame: &Frame, spine: &Spine, half: &impl Fn(f64) -> f64, rng: &mut Rng) -> Limbs {
    let mut limbs = Limbs { flesh: String::new(), toes: String::new(), pads: String::new() };
    for (at, hind) in [(frame.fore, false), (frame.hind, true)] {
        for side in [-1.0, 1.0] {
            let place = spine.place(at);
            let root = place.offset(0.0, side * half(at) * 0.45);
            // Fore limbs reach ahead, hind limbs fold back. The spine runs from the snout, so ahead is negative.
            let (ahead, out) = if hind { (rng.range(-6.0, 12.0), 0.62) } else { (rng.range(-2.0, 14.0), 0.66) };
            let bend = place.offset(ahead, side * (half(at) + frame.reach * out * 0.72));
            let forth = if hind { rng.range(0.42, 0.62) } else { -rng.range(0.42, 0.7) };
            let foot = place
                .offset(ahead + forth * frame.reach, side * (half(at) + frame.reach * (out + rng.range(0.0, 0.16))));
            let limb = Spine::through(&[root, bend, foot]);
            limbs.flesh.push_str(&limb.outline(0.0, 1.0, 8, |t| frame.limb * (1.35 - 0.75 * t)));
            let palm = limb.place(1.0);
            for toe in -2..=2 {
                let turn = palm.angle + f64::from(toe) * 0.46;
                let tip = (
                    foot.0 + turn.cos() * (frame.toe + frame.limb * 0.6),
                    foot.1 + turn.sin() * (frame.toe + frame.limb * 0.6),
                );
                let _ = write!(limbs.toes, "M{}L{}", pair(foot), pair(tip));
                if frame.pads {
                    limbs.pads.push_str(&dot(tip));
                }
            }
        }
    }
    limbs
}

/// The spines along a bearded dragon's flanks and beard.
fn fringe(svg: &mut String, spine: &Spine, half: &impl Fn(f64) -> f64, colour: &str) {
    let mut path = String::new();
    for step in 0..20 {
        let t = 0.1 + f64::from(step) * 0.0192;
        let place = spine.place(t);
        for side in [-1.0, 1.0] {
            let edge = half(t) - 2.0;
            let tip = if (0.11..0.17).contains(&t) { 15.0 } else { 10.0 };
            let _ = write!(
                path,
                "M{}L{}L{}Z",
                pair(place.offset(-4.0, side * edge)),
                pair(place.offset(5.0, side * (edge + tip))),
                pair(place.offset(4.5, side * edge))
            );
        }
    }
    let _ = write!(svg, r#"<path d="{path}" fill="{colour}"/>"#);
}

fn marks(svg: &mut String, build: Build, skin: &Skin, rng: &mut Rng, spine: &Spine, half: &impl Fn(f64) -> f64) {
    let (mut fill, mut rim, mut pale) = (String::new(), String::new(), String::new());
    let mut spots = Dots::up_to(3.4);
    match skin.pattern {
        Pattern::Spots => {
            for step in 0..64 {
                let t = 0.03 + f64::from(step) * 0.0118;
                for _ in 0..2 {
                    let across = rng.range(-0.86, 0.86) * half(t);
                    spots.push(spine.place(t).offset(rng.range(-4.0, 4.0), across), rng.range(1.4, 3.4));
                }
            }
            for band in [0.62, 0.72, 0.82, 0.91] {
                rim.push_str(&blotch(spine.place(band), 9.0, half(band) * 1.2, rng));
            }
        }
        Pattern::Flame => {
            // Light back from the head on, its edge running into the flanks.
            let points: Vec<Point> = flame_edge(spine, half, rng);
            fill.push_str(&closed(&points));
            for _ in 0..14 {
                let t = rng.range(0.22, 0.54);
                let side = if rng.chance(0.5) { 1.0 } else { -1.0 };
                pale.push_str(&blotch(
                    Place { at: spine.place(t).offset(0.0, side * half(t) * 0.85), angle: spine.place(t).angle },
                    rng.range(2.0, 5.0),
                    rng.range(3.0, 6.0),
                    rng,
                ));
            }
        }
        Pattern::Stripe => {
            rim.push_str(&spine.outline(0.14, 0.92, 24, |t| half(t) * 0.42));
            fill.push_str(&spine.outline(0.14, 0.92, 24, |t| half(t) * 0.28));
        }
        Pattern::Plain => {}
        _ => {
            let mut t = 0.2;
            while t < 0.95 {
                let (place, wide) = (spine.place(t), half(t));
                if t < 0.5 && (build == Build::Bearded || build == Build::Lizard) {
                    for side in [-1.0, 1.0] {
                        let fleck = Place { at: place.offset(0.0, side * wide * 0.42), angle: place.angle };
                        pale.push_str(&blotch(fleck, 6.5, wide * 0.24, rng));
                    }
                }
                fill.push_str(&blotch(place, if t < 0.5 { 8.0 } else { 6.0 }, wide * 1.15, rng));
                t += if t < 0.5 { 0.058 } else { 0.05 };
            }
        }
    }
    layer(svg, &rim, skin.mark.mix(skin.base, 0.35));
    layer(svg, &fill, skin.mark);
    spots.write(svg, &skin.mark.hex());
    layer(svg, &pale, if skin.pattern == Pattern::Flame { skin.mark } else { skin.base.lift(0.1) });
    if skin.freckles {
        let mut freckles = Dots::up_to(3.5);
        for _ in 0..34 {
            let t = rng.range(0.05, 0.6);
            freckles.push(spine.place(t).offset(0.0, rng.range(-0.85, 0.85) * half(t)), rng.range(1.0, 3.5));
        }
        freckles.write(svg, &Colour(0.24, 0.03, 40.0).hex());
    }
    if skin.pied {
        let from = rng.range(0.22, 0.34);
        layer(svg, &spine.outline(from, from + 0.2, 12, |t| half(t) * 1.3), Colour(0.965, 0.008, 85.0));
    }
}

fn flame_edge(spine: &Spine, half: &impl Fn(f64) -> f64, rng: &mut Rng) -> Vec<Point> {
    let mut side = |sign: f64| -> Vec<Point> {
        (0..26)
            .map(|step| {
                let t = 0.05 + f64::from(step) * 0.036;
                let tongue = if step % 3 == 1 { rng.range(0.6, 0.86) } else { rng.range(0.34, 0.48) };
                spine.place(t).offset(0.0, sign * half(t) * tongue)
            })
            .collect()
    };
    let mut points = side(-1.0);
    points.extend(side(1.0).into_iter().rev());
    points
}

fn face(svg: &mut String, build: Build, skin: &Skin, spine: &Spine, half: &impl Fn(f64) -> f64, line: &str) {
    let eyes = if build == Build::Bearded { 0.07 } else { 0.078 };
    let place = spine.place(eyes);
    let size = match build {
        Build::Crested => 9.5,
        Build::Leopard => 8.0,
        _ => 6.0,
    };
    if build == Build::Crested {
        // The crest: lashes from over the eyes back to the neck.
        let mut lashes = String::new();
        for step in 0..9 {
            let t = 0.05 + f64::from(step) * 0.0155;
            for side in [-1.0, 1.0] {
                let from = spine.place(t);
                let edge = half(t) * 0.8;
                let _ = write!(
                    lashes,
                    "M{}L{}L{}Z",
                    pair(from.offset(-3.5, side * edge)),
                    pair(from.offset(4.0, side * (edge + 8.0))),
                    pair(from.offset(4.0, side * edge))
                );
            }
        }
        let _ = write!(svg, r#"<path d="{lashes}" fill="{}" stroke="{line}" stroke-width=".7"/>"#, skin.mark.hex());
    }
    for side in [-1.0, 1.0] {
        let eye = place.offset(0.0, side * half(eyes) * 0.8);
        let iris = if build == Build::Bearded { skin.eye } else { skin.eye.mix(Colour(0.7, 0.09, 75.0), 0.55) };
        round(svg, eye, size + 1.0, line);
        round(svg, eye, size, &iris.hex());
        let turn = place.angle.to_degrees().round();
        let _ = write!(
            svg,
            r##"<ellipse rx="{}" ry="{}" fill="#15100a" transform="translate({}) rotate({turn})"/>"##,
            size * 0.74,
            if build == Build::Bearded { size * 0.6 } else { size * 0.22 },
            pair(eye)
        );
        round(svg, (eye.0 - 2.0, eye.1 - 2.5), 1.2, "#fffd");
        round(svg, spine.place(0.012).offset(0.0, side * 4.5), 1.3, "#1c140899");
    }
}
