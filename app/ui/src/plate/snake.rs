//! Snakes, seen from above: a tapering body along a spine, marks clipped to it, a head at its end.

use std::{f64::consts::TAU, fmt::Write as _};

use super::{
    build::Build,
    colour::Colour,
    draw::{Dots, Place, Point, Rng, Spine, blotch, closed, pair, round},
    skin::{Pattern, Skin},
};

pub fn draw(svg: &mut String, build: Build, skin: &Skin, rng: &mut Rng, id: &str) {
    let (spine, girth) = pose(build, rng);
    let half = |t: f64| girth * profile(build, t);
    let steps = (spine.length() / 16.0) as usize;
    let body = spine.outline(0.0, 0.985, steps, half);
    let (base, edge) = (skin.base.hex(), skin.edge.hex());

    let _ = write!(
        svg,
        r##"<defs><path id="{id}b" d="{body}"/><clipPath id="{id}"><use href="#{id}b"/></clipPath><pattern id="{id}s" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0H5M0 0V5" stroke="#000" stroke-opacity=".13" stroke-width=".7"/></pattern></defs>"##
    );
    let _ = write!(svg, r##"<use href="#{id}b" transform="translate(5 8)" fill="#2b2519" opacity=".13"/>"##);
    let _ = write!(svg, r##"<use href="#{id}b" fill="{base}"/><g clip-path="url(#{id})">"##);
    marks(svg, skin, rng, &spine, girth, &half);
    // Light along the back, shade at the flanks, scales over all.
    let _ = write!(
        svg,
        r##"<path d="{}" fill="#fff" opacity=".1"/>"##,
        spine.outline(0.02, 0.97, steps / 2, |t| half(t) * 0.42)
    );
    let _ = write!(
        svg,
        r##"<use href="#{id}b" fill="none" stroke="#1c1408" stroke-opacity=".26" stroke-width="{:.0}"/>"##,
        girth * 0.42
    );
    let _ = write!(
        svg,
        r##"<use href="#{id}b" fill="url(#{id}s)"/></g><use href="#{id}b" fill="none" stroke="{}" stroke-width="1.5"/>"##,
        skin.edge.lift(-0.1).hex()
    );
    head(svg, build, skin, spine.place(0.985), girth, &edge);
}

/// How the animal lies: the spine from the tail to the neck, and half the body's width at its thickest.
fn pose(build: Build, rng: &mut Rng) -> (Spine, f64) {
    match build {
        Build::BallPython | Build::Boa | Build::Snake => {
            let (turns, gap) = if build == Build::Boa { (2.15, 45.0) } else { (1.95, 50.0) };
            let inner = 34.0 + rng.range(0.0, 6.0);
            let start = rng.range(0.0, TAU);
            let points = (0..=110)
                .map(|step| {
                    let share = f64::from(step) / 110.0;
                    let radius = inner + gap * turns * (1.0 - share);
                    let turn = start + share * turns * TAU;
                    (200.0 + radius * turn.cos(), 248.0 + radius * turn.sin() * 1.04)
                })
                .collect();
            (Spine::new(points), gap * 0.465)
        }
        Build::Hognose => {
            let sway = rng.range(-14.0, 14.0);
            (
                Spine::through(&[
                    (96.0, 392.0),
                    (150.0, 428.0),
                    (232.0 + sway, 408.0),
                    (268.0, 342.0),
                    (206.0, 288.0 + sway),
                    (140.0, 242.0),
                    (162.0, 168.0),
                    (238.0, 150.0 - sway * 0.4),
                    (286.0, 112.0),
                ]),
                23.0,
            )
        }
        Build::Corn | Build::Carpet | Build::Reticulated => {
            let sway = rng.range(-16.0, 16.0);
            let spine = match (rng.unit() * 4.0) as u8 {
                0 => winding(sway),
                1 => hanging(sway),
                2 => resting(sway),
                _ => climbing(sway),
            };
            (spine, if build == Build::Corn { 16.0 } else { 20.0 })
        }
        _ => (Spine::through(&[(80.0, 420.0), (200.0, 250.0), (320.0, 90.0)]), 20.0),
    }
}

/// From side to side up the plate.
fn winding(sway: f64) -> Spine {
    let knots: [Point; 13] = [
        (60.0, 368.0),
        (104.0, 424.0),
        (182.0, 442.0),
        (258.0 + sway, 424.0),
        (318.0, 368.0),
        (288.0, 306.0),
        (206.0, 296.0 + sway * 0.5),
        (122.0, 286.0),
        (84.0, 222.0),
        (124.0, 160.0),
        (204.0 + sway, 152.0),
        (272.0, 148.0),
        (308.0, 90.0),
    ];
    Spine::through(&knots)
}

/// In long bends up and down, as over branches.
fn hanging(sway: f64) -> Spine {
    Spine::through(&[
        (62.0, 116.0),
        (66.0, 210.0 + sway),
        (84.0, 330.0),
        (130.0, 404.0),
        (188.0, 380.0),
        (204.0, 286.0 + sway),
        (208.0, 182.0),
        (248.0, 112.0),
        (308.0, 134.0),
        (326.0, 222.0),
        (306.0 + sway * 0.5, 312.0),
        (300.0, 384.0),
    ])
}

/// In an open coil, the head in the middle.
fn resting(sway: f64) -> Spine {
    Spine::through(&[
        (348.0, 402.0),
        (270.0, 440.0),
        (170.0, 428.0),
        (88.0, 364.0),
        (60.0, 264.0 + sway),
        (96.0, 160.0),
        (188.0, 104.0),
        (286.0, 134.0),
        (330.0, 226.0),
        (292.0, 324.0),
        (204.0, 350.0),
        (146.0, 292.0),
        (164.0, 218.0),
        (228.0, 206.0 + sway * 0.4),
    ])
}

/// In short bends, upwards.
fn climbing(sway: f64) -> Spine {
    Spine::through(&[
        (148.0, 452.0),
        (238.0, 438.0),
        (302.0, 398.0),
        (264.0, 346.0 + sway * 0.4),
        (166.0, 330.0),
        (96.0, 284.0),
        (140.0, 232.0),
        (238.0 + sway, 220.0),
        (304.0, 178.0),
        (262.0, 130.0),
        (180.0, 122.0 + sway * 0.4),
        (120.0, 74.0),
    ])
}

/// The width of the body along it, 0 at the tail's tip.
fn profile(build: Build, t: f64) -> f64 {
    let tail = if build == Build::BallPython || build == Build::Hognose { 0.16 } else { 0.3 };
    let rise = (t / tail).min(1.0);
    let neck = ((1.0 - t) / 0.14).min(1.0);
    (0.08 + 0.92 * rise.powf(0.75)) * (0.56 + 0.44 * neck)
}

fn marks(svg: &mut String, skin: &Skin, rng: &mut Rng, spine: &Spine, girth: f64, half: &impl Fn(f64) -> f64) {
    let length = spine.length();
    let (mut fill, mut rim) = (String::new(), String::new());
    let mut dots = Dots::up_to(girth * 0.22);
    let mut at = girth * 1.2;
    let mut side = 1.0;
    let step = |share: f64| girth * share;
    match skin.pattern {
        Pattern::Alien => {
            while at < length * 0.96 {
                let place = spine.place(at / length);
                let wide = half(at / length);
                let (along, across) = (girth * rng.range(0.52, 0.8), wide * rng.range(0.6, 0.8));
                let centre = Place { at: place.offset(0.0, side * wide * 0.72), angle: place.angle };
                fill.push_str(&blotch(centre, along, across, rng));
                if rng.chance(0.7) {
                    dots.push(centre.offset(-along * 0.22, -side * across * 0.1), girth * 0.12);
                    dots.push(centre.offset(along * 0.28, side * across * 0.1), girth * 0.1);
                }
                side = -side;
                at += step(rng.range(0.62, 0.95));
            }
        }
        Pattern::Saddles => {
            while at < length * 0.95 {
                let (place, wide) = (spine.place(at / length), half(at / length));
                let along = girth * rng.range(0.5, 0.7);
                rim.push_str(&blotch(place, along + girth * 0.13, wide * 0.78 + 1.0, rng));
                fill.push_str(&blotch(place, along, wide * 0.64, rng));
                for side in [-1.0, 1.0] {
                    let flank = spine.place((at + girth * 0.85) / length);
                    dots.push(flank.offset(0.0, side * wide * 0.82), girth * rng.range(0.14, 0.22));
                }
                at += step(rng.range(1.6, 1.95));
            }
        }
        Pattern::Bands => {
            while at < length * 0.96 {
                let (place, wide) = (spine.place(at / length), half(at / length) * 1.15);
                let along = girth * rng.range(0.22, 0.42);
                let lean = rng.range(-0.3, 0.3) * girth;
                let band = |extra: f64| {
                    closed(&[
                        place.offset(-along - extra + lean, -wide),
                        place.offset(along + extra + lean, -wide),
                        place.offset((along + extra) * 0.6, 0.0),
                        place.offset(along + extra - lean, wide),
                        place.offset(-along - extra - lean, wide),
                        place.offset((-along - extra) * 0.6, 0.0),
                    ])
                };
                rim.push_str(&band(girth * 0.16));
                fill.push_str(&band(0.0));
                at += step(rng.range(1.05, 1.5));
            }
        }
        Pattern::Diamonds => {
            while at < length * 0.96 {
                let (place, wide) = (spine.place(at / length), half(at / length));
                let along = girth * rng.range(0.8, 0.95);
                let diamond = |grow: f64| {
                    format!(
                        "M{}L{}L{}L{}Z",
                        pair(place.offset(-along - grow, 0.0)),
                        pair(place.offset(0.0, -wide * 0.72 - grow)),
                        pair(place.offset(along + grow, 0.0)),
                        pair(place.offset(0.0, wide * 0.72 + grow))
                    )
                };
                rim.push_str(&diamond(girth * 0.15));
                fill.push_str(&diamond(0.0));
                for side in [-1.0, 1.0] {
                    dots.push(spine.place((at + girth) / length).offset(0.0, side * wide * 0.74), girth * 0.2);
                }
                at += step(2.0);
            }
        }
        Pattern::Stripe | Pattern::Flame => {
            rim.push_str(&spine.outline(0.03, 0.99, 44, |t| half(t) * 0.46));
            fill.push_str(&spine.outline(0.03, 0.99, 44, |t| half(t) * 0.32));
            while at < length * 0.95 {
                let (place, wide) = (spine.place(at / length), half(at / length));
                dots.push(place.offset(0.0, side * wide * 0.74), girth * rng.range(0.08, 0.16));
                side = -side;
                at += step(rng.range(0.8, 1.5));
            }
        }
        Pattern::Spots => {
            while at < length * 0.96 {
                let (place, wide) = (spine.place(at / length), half(at / length));
                dots.push(place.offset(0.0, rng.range(-0.7, 0.7) * wide), girth * rng.range(0.1, 0.2));
                at += step(rng.range(0.35, 0.6));
            }
        }
        Pattern::Plain => {}
    }
    let dot_colour = if skin.pattern == Pattern::Alien { skin.edge } else { skin.mark.mix(skin.edge, 0.4) };
    layer(svg, &rim, skin.edge);
    layer(svg, &fill, skin.mark);
    dots.write(svg, &dot_colour.hex());
    if skin.freckles {
        let mut freckles = Dots::up_to(girth * 0.1);
        for _ in 0..26 {
            let t = rng.range(0.08, 0.95);
            freckles.push(spine.place(t).offset(0.0, rng.range(-0.8, 0.8) * half(t)), girth * rng.range(0.04, 0.1));
        }
        freckles.write(svg, &Colour(0.4, 0.06, 350.0).hex());
    }
    if skin.pied {
        let mut white = String::new();
        let mut from = rng.range(0.1, 0.22);
        while from < 0.86 {
            let to = (from + rng.range(0.12, 0.22)).min(0.9);
            white.push_str(&spine.outline(from, to, 12, |t| half(t) * 1.3));
            from = to + rng.range(0.06, 0.12);
        }
        layer(svg, &white, Colour(0.965, 0.008, 85.0));
    }
}

pub fn layer(svg: &mut String, path: &str, colour: Colour) {
    if !path.is_empty() {
        let _ = write!(svg, r#"<path fill="{}" d="{path}"/>"#, colour.hex());
    }
}

fn head(svg: &mut String, build: Build, skin: &Skin, neck: Place, girth: f64, edge: &str) {
    let size = girth * if build == Build::BallPython { 1.12 } else { 1.05 };
    // A hognose digs: its snout is short and turned up. The others taper.
    let (long, jaw, snout) = match build {
        Build::Hognose => (1.55, 0.74, 0.34),
        Build::BallPython => (1.85, 0.86, 0.42),
        Build::Corn => (1.9, 0.72, 0.42),
        _ => (2.1, 0.84, 0.42),
    };
    let at = |along: f64, across: f64| neck.offset(along * size, across * size);
    let outline = closed(&[
        at(-0.55, -0.5),
        at(0.1, -0.56),
        at(0.62, -jaw),
        at(1.15, -jaw * 0.92),
        at(long, -snout),
        at(long + 0.16, 0.0),
        at(long, snout),
        at(1.15, jaw * 0.92),
        at(0.62, jaw),
        at(0.1, 0.56),
        at(-0.55, 0.5),
    ]);
    let tongue = (at(long + 0.1, 0.0), at(long + 0.6, 0.02), at(long + 0.95, -0.2), at(long + 0.95, 0.22));
    let _ = write!(
        svg,
        r##"<path d="M{}L{}L{}M{}L{}" fill="none" stroke="#7d3b34" stroke-width="1.6" stroke-linecap="round"/>"##,
        pair(tongue.0),
        pair(tongue.1),
        pair(tongue.2),
        pair(tongue.1),
        pair(tongue.3)
    );
    let pale = if skin.pied { skin.base } else { skin.base.mix(skin.mark, 0.16) };
    let _ = write!(
        svg,
        r##"<path d="{outline}" transform="translate(3 5)" fill="#2b2519" opacity=".16"/><path d="{outline}" fill="{}" stroke="{}" stroke-width="1.5"/>"##,
        pale.hex(),
        skin.edge.lift(-0.1).hex()
    );
    // The stripe through each eye, and the crown between.
    let mut band = String::new();
    for side in [-1.0, 1.0] {
        band.push_str(&closed(&[
            at(-0.1, side * 0.5),
            at(0.7, side * jaw * 0.9),
            at(long * 0.86, side * snout * 1.02),
            at(long * 0.8, side * snout * 0.72),
            at(0.6, side * jaw * 0.5),
        ]));
    }
    let _ = write!(svg, r#"<path d="{band}" fill="{}" opacity=".75"/>"#, skin.mark.mix(skin.edge, 0.15).hex());
    let _ = write!(
        svg,
        r##"<path d="{}" fill="#fff" opacity=".1"/>"##,
        closed(&[at(-0.3, -0.2), at(1.0, -0.3), at(long, 0.0), at(1.0, 0.3), at(-0.3, 0.2)])
    );
    for side in [-1.0, 1.0] {
        let eye = at(long * 0.66, side * (jaw * 0.74));
        round(svg, eye, size * 0.15 + 0.8, edge);
        round(svg, eye, size * 0.15, &skin.eye.hex());
        round(svg, (eye.0 - size * 0.04, eye.1 - size * 0.04), size * 0.04, "#fffc");
        round(svg, at(long * 0.97, side * 0.16), size * 0.05, "#1c140899");
    }
}
