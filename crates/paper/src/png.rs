//! A scene as a picture.

use crate::{
    PaperError,
    colour::Colour,
    face::Face,
    picture::Picture,
    scene::{Item, Scene, Step},
};
use std::collections::HashMap;
use tiny_skia::{
    FillRule, FilterQuality, Paint, Path, PathBuilder, Pixmap, PixmapPaint, PixmapRef, Stroke, StrokeDash, Transform,
};

/// The most pixels of a picture: A3 at 300 to the inch has twice as many.
const MOST: f32 = 9_000_000.0;

/// The picture with so many pixels to a point.
pub(crate) fn write(scene: &Scene, scale: f32) -> Result<Vec<u8>, PaperError> {
    let (width, height) = ((scene.width * scale).round(), (scene.height * scale).round());
    if !(width >= 1.0 && height >= 1.0 && width * height <= MOST) {
        return Err(PaperError("the picture is too large"));
    }
    let mut pixmap = Pixmap::new(width as u32, height as u32).ok_or(PaperError("the picture is too large"))?;
    let Colour(red, green, blue) = scene.paper;
    pixmap.fill(tiny_skia::Color::from_rgba8(red, green, blue, 255));
    let page = Transform::from_scale(scale, scale);
    let mut glyphs: HashMap<(Face, u16), Option<Path>> = HashMap::new();
    for item in &scene.items {
        match item {
            Item::Fill { path, colour } => {
                if let Some(path) = outline(path) {
                    pixmap.fill_path(&path, &ink(*colour), FillRule::Winding, page, None);
                }
            }
            Item::Stroke { path, colour, width, dash } => {
                let dash = dash.and_then(|dash| StrokeDash::new(vec![dash, dash], 0.0));
                let stroke = Stroke { width: *width, dash, ..Stroke::default() };
                if let Some(path) = outline(path) {
                    pixmap.stroke_path(&path, &ink(*colour), &stroke, page, None);
                }
            }
            Item::Text { x, y, colour, run } => {
                let font = run.face.font();
                let size = run.size / font.units * scale;
                for glyph in &run.glyphs {
                    let path = glyphs.entry((run.face, glyph.id)).or_insert_with(|| outline(&font.outline(glyph.id)));
                    if let Some(path) = path {
                        let at = Transform::from_row(size, 0.0, 0.0, -size, (x + glyph.x) * scale, y * scale);
                        pixmap.fill_path(path, &ink(*colour), FillRule::Winding, at, None);
                    }
                }
            }
            Item::Picture { x, y, width, height, picture } => {
                place(&mut pixmap, picture, (x * scale, y * scale), (width * scale, height * scale));
            }
            Item::Link { .. } => {}
        }
    }
    encode(&pixmap)
}

fn ink(Colour(red, green, blue): Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint.anti_alias = true;
    paint
}

fn place(pixmap: &mut Pixmap, picture: &Picture, (x, y): (f32, f32), (wide, tall): (f32, f32)) {
    let (width, height, bytes) = picture.premultiplied(wide, tall);
    let Some(drawn) = PixmapRef::from_bytes(&bytes, width, height) else { return };
    let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
    let at = Transform::from_row(wide / width as f32, 0.0, 0.0, tall / height as f32, x, y);
    pixmap.draw_pixmap(0, 0, drawn, &paint, at, None);
}

/// Nothing for what has no outline.
fn outline(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(x, y) => path.move_to(x, y),
            Step::Line(x, y) => path.line_to(x, y),
            Step::Curve(a, b, c, d, x, y) => path.cubic_to(a, b, c, d, x, y),
            Step::Close => path.close(),
        }
    }
    path.finish()
}

/// Without an alpha channel: the paper is behind all of it.
fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, PaperError> {
    let failed = |_| PaperError("the picture can't be written");
    let colours: Vec<u8> =
        pixmap.data().as_chunks::<4>().0.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&colours).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}
