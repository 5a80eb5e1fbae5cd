//! A scene as PDF: vector drawing, text that can be marked, the glyphs that are used and no others.

use crate::{
    PaperError,
    colour::Colour,
    face::{Face, Font},
    picture::Picture,
    scene::{Item, Scene, Step},
    text::Run,
};
use pdf_writer::{
    Content, Date, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{ActionType, AnnotationType, CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

const INFO: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The glyphs of a font that a page uses, with the character of each.
#[derive(Default)]
struct Used {
    glyphs: GlyphRemapper,
    characters: BTreeMap<u16, char>,
}

/// The document, of one page.
pub(crate) fn write(scene: &Scene) -> Result<Vec<u8>, PaperError> {
    let mut fonts: BTreeMap<Face, Used> = BTreeMap::new();
    let content = content(scene, &mut fonts);
    let mut next = 0;
    let mut id = || {
        next += 1;
        Ref::new(next)
    };
    let (catalog, pages, page, body, info) = (id(), id(), id(), id(), id());
    let mut pdf = Pdf::new();
    let mut root = pdf.catalog(catalog);
    root.pages(pages).lang(TextStr("en"));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    pdf.pages(pages).kids([page]).count(1);
    let (year, month, day) = scene.date;
    let mut about = pdf.document_info(info);
    about.title(TextStr(&scene.title)).subject(TextStr(&scene.description));
    about
        .creator(TextStr("ReptiDex"))
        .producer(TextStr("ReptiDex"))
        .creation_date(Date::new(year).month(month).day(day));
    about.finish();

    let links: Vec<Ref> = scene.items.iter().filter(|item| matches!(item, Item::Link { .. })).map(|_| id()).collect();
    let pictures: Vec<(&Picture, Ref, Ref)> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Picture { picture, .. } => Some((picture, id(), id())),
            _ => None,
        })
        .collect();
    let named: Vec<(Face, Ref)> = fonts.keys().map(|face| (*face, id())).collect();
    let mut sheet = pdf.page(page);
    sheet.media_box(Rect::new(0.0, 0.0, scene.width, scene.height)).parent(pages).contents(body);
    sheet.annotations(links.iter().copied());
    let mut resources = sheet.resources();
    let mut list = resources.fonts();
    for (face, font) in &named {
        list.pair(Name(resource(*face)), font);
    }
    list.finish();
    if !pictures.is_empty() {
        let mut list = resources.x_objects();
        for (place, (_, colours, _)) in pictures.iter().enumerate() {
            list.pair(Name(&picture_name(place)), colours);
        }
        list.finish();
    }
    resources.finish();
    sheet.finish();
    pdf.stream(body, &deflate(&content)).filter(Filter::FlateDecode);
    for (picture, colours, alpha) in pictures {
        image(&mut pdf, picture, colours, alpha);
    }
    let targets = scene.items.iter().filter_map(|item| match item {
        Item::Link { x, y, width, height, url } => {
            Some((Rect::new(*x, scene.height - y - height, x + width, scene.height - y), url))
        }
        _ => None,
    });
    for (link, (place, url)) in links.iter().zip(targets) {
        let mut annotation = pdf.annotation(*link);
        annotation.subtype(AnnotationType::Link).rect(place).border(0.0, 0.0, 0.0, None).contents(TextStr(url));
        annotation.action().action_type(ActionType::Uri).uri(Str(url.as_bytes()));
    }
    for (face, at) in named {
        if let Some(used) = fonts.get(&face) {
            embed(&mut pdf, face.font(), used, at, [id(), id(), id(), id()])?;
        }
    }
    Ok(pdf.finish())
}

fn content(scene: &Scene, fonts: &mut BTreeMap<Face, Used>) -> Vec<u8> {
    let mut page = Content::new();
    // Points from the upper left, as the scene counts; texts turn themselves back.
    page.transform([1.0, 0.0, 0.0, -1.0, 0.0, scene.height]);
    let mut pictures = 0;
    for item in &scene.items {
        match item {
            Item::Fill { path, colour } => {
                fill_with(&mut page, *colour);
                draw(&mut page, path);
                page.fill_nonzero();
            }
            Item::Stroke { path, colour, width, dash } => {
                let [red, green, blue] = colour.parts();
                page.set_stroke_rgb(red, green, blue).set_line_width(*width);
                page.set_dash_pattern(dash.map(|dash| [dash, dash]).iter().flatten().copied(), 0.0);
                draw(&mut page, path);
                page.stroke();
            }
            Item::Text { x, y, colour, run } => {
                fill_with(&mut page, *colour);
                set(&mut page, (*x, *y), run, fonts.entry(run.face).or_default());
            }
            Item::Picture { x, y, width, height, .. } => {
                // A picture is a square of one by one, its first row above.
                page.save_state().transform([*width, 0.0, 0.0, -height, *x, y + height]);
                page.x_object(Name(&picture_name(pictures))).restore_state();
                pictures += 1;
            }
            Item::Link { .. } => {}
        }
    }
    page.finish()
}

fn picture_name(place: usize) -> Vec<u8> {
    format!("P{place}").into_bytes()
}

/// A picture's colours, and its alpha apart, where it has any.
fn image(pdf: &mut Pdf, picture: &Picture, colours: Ref, alpha: Ref) {
    let pixels = picture.rgba.as_chunks::<4>().0;
    let side = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
    let (width, height) = (side(picture.width), side(picture.height));
    let packed = deflate(&pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect::<Vec<u8>>());
    let seen = pixels.iter().all(|[.., alpha]| *alpha == u8::MAX);
    let mut image = pdf.image_xobject(colours, &packed);
    image.filter(Filter::FlateDecode);
    image.width(width).height(height).bits_per_component(8);
    image.color_space().device_rgb();
    if !seen {
        image.s_mask(alpha);
    }
    image.finish();
    if !seen {
        let packed = deflate(&pixels.iter().map(|[.., alpha]| *alpha).collect::<Vec<u8>>());
        let mut mask = pdf.image_xobject(alpha, &packed);
        mask.filter(Filter::FlateDecode);
        mask.width(width).height(height).bits_per_component(8);
        mask.color_space().device_gray();
        mask.finish();
    }
}

fn fill_with(page: &mut Content, colour: Colour) {
    let [red, green, blue] = colour.parts();
    page.set_fill_rgb(red, green, blue);
}

fn draw(page: &mut Content, path: &[Step]) {
    for step in path {
        match *step {
            Step::Move(x, y) => page.move_to(x, y),
            Step::Line(x, y) => page.line_to(x, y),
            Step::Curve(a, b, c, d, x, y) => page.cubic_to(a, b, c, d, x, y),
            Step::Close => page.close_path(),
        };
    }
}

/// A text; where a glyph doesn't stand where its font would put it, the difference goes between them.
fn set(page: &mut Content, (x, y): (f32, f32), run: &Run, used: &mut Used) {
    let font = run.face.font();
    page.begin_text().set_font(Name(resource(run.face)), run.size).set_text_matrix([1.0, 0.0, 0.0, -1.0, x, y]);
    let mut positioned = page.show_positioned();
    let mut items = positioned.items();
    let (mut bytes, mut expected) = (Vec::new(), 0.0_f32);
    for glyph in &run.glyphs {
        let aside = glyph.x - expected;
        if aside.abs() > 0.005 {
            if !bytes.is_empty() {
                items.show(Str(&bytes));
                bytes.clear();
            }
            items.adjust(-aside * 1000.0 / run.size);
        }
        let id = used.glyphs.remap(glyph.id);
        used.characters.entry(id).or_insert(glyph.c);
        bytes.extend(id.to_be_bytes());
        expected = glyph.x + font.advance(glyph.id) * run.size / font.units;
    }
    if !bytes.is_empty() {
        items.show(Str(&bytes));
    }
    items.finish();
    positioned.finish();
    page.end_text();
}

/// A font with the glyphs that are used.
fn embed(
    pdf: &mut Pdf,
    font: &Font,
    used: &Used,
    at: Ref,
    [cid, descriptor, map, data]: [Ref; 4],
) -> Result<(), PaperError> {
    let subset = subsetter::subset(font.bytes, 0, &used.glyphs).map_err(|_| PaperError("a font can't be written"))?;
    // Readers tell subsets of one font apart by six letters before its name.
    let name = format!("{}+{}", tag(&used.characters), font.name);
    let name = Name(name.as_bytes());
    pdf.type0_font(at).base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(map);
    let thousandth = 1000.0 / font.units;
    let mut inner = pdf.cid_font(cid);
    inner.subtype(CidFontType::Type2).base_font(name).system_info(INFO).font_descriptor(descriptor).default_width(0.0);
    inner.cid_to_gid_map_predefined(Name(b"Identity"));
    inner.widths().consecutive(0, used.glyphs.remapped_gids().map(|glyph| font.advance(glyph) * thousandth));
    inner.finish();
    let face = &font.face;
    let bounds = face.global_bounding_box();
    let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|edge| f32::from(edge) * thousandth);
    let mut flags = FontFlags::SYMBOLIC;
    flags.set(FontFlags::SERIF, font.name.contains("Serif"));
    flags.set(FontFlags::ITALIC, face.is_italic());
    flags.set(FontFlags::FIXED_PITCH, face.is_monospaced());
    let mut described = pdf.font_descriptor(descriptor);
    described.name(name).flags(flags).bbox(Rect::new(bounds[0], bounds[1], bounds[2], bounds[3]));
    described.italic_angle(face.italic_angle()).stem_v(90.0);
    described.ascent(f32::from(face.ascender()) * thousandth).descent(f32::from(face.descender()) * thousandth);
    described.cap_height(f32::from(face.capital_height().unwrap_or_default()) * thousandth).font_file2(data);
    described.finish();
    let mut characters = UnicodeCmap::new(Name(b"Characters"), INFO);
    for (glyph, c) in &used.characters {
        characters.pair(*glyph, *c);
    }
    pdf.cmap(map, &deflate(&characters.finish())).filter(Filter::FlateDecode);
    let packed = deflate(&subset);
    let mut stream = pdf.stream(data, &packed);
    stream.filter(Filter::FlateDecode);
    stream.pair(Name(b"Length1"), i32::try_from(subset.len()).unwrap_or(i32::MAX));
    stream.finish();
    Ok(())
}

/// Six capitals that follow from what is used.
fn tag(characters: &BTreeMap<u16, char>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for c in characters.values() {
        hash = (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3);
    }
    (0..6).map(|place| char::from(b'A' + u8::try_from((hash >> (8 * place)) % 26).unwrap_or_default())).collect()
}

const fn resource(face: Face) -> &'static [u8] {
    match face {
        Face::Serif => b"F1",
        Face::Italic => b"F2",
        Face::Sans => b"F3",
        Face::Bold => b"F4",
        Face::Mono => b"F5",
    }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 7)
}
