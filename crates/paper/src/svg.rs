//! A scene as SVG that looks the same everywhere: glyphs are drawn, not asked of the reader's fonts, and the text lies over them unseen, to be found,
//! marked and read aloud.

use crate::{
    face::Face,
    scene::{Item, Scene, Step},
    text::Run,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use std::{collections::BTreeSet, fmt::Write as _};

/// The document.
pub(crate) fn write(scene: &Scene) -> String {
    let (width, height) = (number(scene.width), number(scene.height));
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" lang="en" role="img" aria-labelledby="title desc"><title id="title">{}</title><desc id="desc">{}</desc>"#,
        escape(&scene.title),
        escape(&scene.description)
    );
    glyphs(&mut svg, scene);
    let _ = write!(svg, "\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", scene.paper.hex());
    for item in &scene.items {
        svg.push('\n');
        match item {
            Item::Fill { path, colour } => {
                let _ = write!(svg, r#"<path fill="{}" d="{}"/>"#, colour.hex(), outline(path));
            }
            Item::Stroke { path, colour, width, dash } => {
                let dash = dash.map(|dash| format!(r#" stroke-dasharray="{}""#, number(dash))).unwrap_or_default();
                let _ = write!(
                    svg,
                    r#"<path fill="none" stroke="{}" stroke-width="{}"{dash} d="{}"/>"#,
                    colour.hex(),
                    number(*width),
                    outline(path)
                );
            }
            Item::Text { x, y, colour, run } => text(&mut svg, (*x, *y), &colour.hex(), run),
            Item::Link { x, y, width, height, url } => {
                let _ = write!(
                    svg,
                    r#"<a href="{}"><rect x="{}" y="{}" width="{}" height="{}" fill-opacity="0"/></a>"#,
                    escape(url),
                    number(*x),
                    number(*y),
                    number(*width),
                    number(*height)
                );
            }
            Item::Picture { x, y, width, height, picture } => {
                let _ = write!(
                    svg,
                    r#"<image x="{}" y="{}" width="{}" height="{}" preserveAspectRatio="none" href="data:image/png;base64,{}"/>"#,
                    number(*x),
                    number(*y),
                    number(*width),
                    number(*height),
                    BASE64_STANDARD.encode(picture.png())
                );
            }
        }
    }
    svg.push_str("\n</svg>\n");
    svg
}

/// Each glyph once.
fn glyphs(svg: &mut String, scene: &Scene) {
    let mut used = BTreeSet::new();
    for item in &scene.items {
        if let Item::Text { run, .. } = item {
            used.extend(run.glyphs.iter().map(|glyph| (run.face, glyph.id)));
        }
    }
    svg.push_str("<defs>");
    for (face, id) in used {
        let path = face.font().outline(id);
        if !path.is_empty() {
            let _ = write!(svg, "\n<path id=\"{}\" d=\"{}\"/>", name(face, id), outline(&path));
        }
    }
    svg.push_str("</defs>");
}

fn text(svg: &mut String, (x, y): (f32, f32), colour: &str, run: &Run) {
    let font = run.face.font();
    let scale = run.size / font.units;
    let _ = write!(
        svg,
        r#"<g fill="{colour}" transform="matrix({scale:.5} 0 0 -{scale:.5} {} {})">"#,
        number(x),
        number(y)
    );
    for glyph in &run.glyphs {
        if glyph.c != ' ' {
            let _ = write!(svg, r##"<use href="#{}" x="{:.0}"/>"##, name(run.face, glyph.id), glyph.x / scale);
        }
    }
    let _ = write!(
        svg,
        r#"</g><text x="{}" y="{}" font-family="'{}',{}" font-size="{}" textLength="{}" fill-opacity="0">{}</text>"#,
        number(x),
        number(y),
        font.family,
        generic(run.face),
        number(run.size),
        number(run.width),
        escape(&run.text())
    );
}

const fn generic(face: Face) -> &'static str {
    match face {
        Face::Serif | Face::Italic => "serif",
        Face::Sans | Face::Bold => "sans-serif",
        Face::Mono => "monospace",
    }
}

fn name(face: Face, id: u16) -> String {
    let letter = match face {
        Face::Serif => 's',
        Face::Italic => 'i',
        Face::Sans => 'a',
        Face::Bold => 'b',
        Face::Mono => 'm',
    };
    format!("{letter}{id}")
}

fn outline(path: &[Step]) -> String {
    let mut d = String::new();
    for step in path {
        match *step {
            Step::Move(x, y) => point(&mut d, 'M', &[x, y]),
            Step::Line(x, y) => point(&mut d, 'L', &[x, y]),
            Step::Curve(a, b, c, e, x, y) => point(&mut d, 'C', &[a, b, c, e, x, y]),
            Step::Close => d.push('z'),
        }
    }
    d
}

fn point(d: &mut String, letter: char, numbers: &[f32]) {
    d.push(letter);
    for (place, value) in numbers.iter().enumerate() {
        let text = number(*value);
        if place > 0 && !text.starts_with('-') {
            d.push(' ');
        }
        d.push_str(&text);
    }
}

/// To a hundredth, as short as it goes.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A text between tags or in an attribute. Characters that XML doesn't know were left out when it was cleaned; here for those that weren't.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
