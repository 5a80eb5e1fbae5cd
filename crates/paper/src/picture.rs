//! A picture that stands on a paper: a keeper's logo. It comes as a PNG of ours, with eight bits a colour.

use crate::PaperError;
use std::{fmt, sync::Arc};

/// The longest side that is taken: a paper that is asked for often must not become a heavy one.
const LONGEST: u32 = 2_000;

/// A picture, read once and painted into any format.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    mark: String,
    png: Arc<[u8]>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Red, green, blue and alpha of each pixel, row by row; alpha isn't multiplied in.
    pub(crate) rgba: Arc<[u8]>,
}

impl Picture {
    /// Reads a PNG. By its `mark` it is told from any other picture.
    ///
    /// # Errors
    /// When it is none, is too large, or has other than eight bits a colour.
    pub fn read(mark: String, png: &[u8]) -> Result<Self, PaperError> {
        let failed = |_| PaperError("the picture can't be read");
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().map_err(failed)?;
        let (width, height) = (reader.info().width, reader.info().height);
        if width.max(height) > LONGEST {
            return Err(PaperError("the picture is too large"));
        }
        let size = reader.output_buffer_size().ok_or(PaperError("the picture is too large"))?;
        let mut pixels = vec![0; size];
        let frame = reader.next_frame(&mut pixels).map_err(failed)?;
        let rgba: Arc<[u8]> = match (frame.color_type, frame.bit_depth) {
            (png::ColorType::Rgba, png::BitDepth::Eight) => pixels.into(),
            (png::ColorType::Rgb, png::BitDepth::Eight) => {
                pixels.as_chunks::<3>().0.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, u8::MAX]).collect()
            }
            _ => return Err(PaperError("the picture has other colours than ours have")),
        };
        Ok(Self { mark, png: png.into(), width, height, rgba })
    }

    /// The file that it was read from.
    pub(crate) fn png(&self) -> &[u8] {
        &self.png
    }

    /// Bytes that it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.png.len() + self.rgba.len()
    }

    /// How large it stands in a box: as large as it fits, in its own shape, and no pixel larger than on a screen.
    pub(crate) fn fitting(&self, width: f32, height: f32) -> (f32, f32) {
        const LARGEST: f32 = 0.75;
        let (across, down) = (self.width as f32, self.height as f32);
        let scale = (width / across).min(height / down).min(LARGEST);
        (across * scale, down * scale)
    }

    /// About half as large as often as it stays above the size that is wanted: what shrinks much in one step would lose whole lines. Alpha is multiplied in,
    /// as painters want it.
    pub(crate) fn premultiplied(&self, wide: f32, tall: f32) -> (u32, u32, Vec<u8>) {
        let (mut width, mut height) = (self.width as usize, self.height as usize);
        let over = |colour: u8, alpha: u8| (u16::from(colour) * u16::from(alpha) + 127) / 255;
        let mut pixels: Vec<[u16; 4]> = self
            .rgba
            .as_chunks::<4>()
            .0
            .iter()
            .map(|[red, green, blue, alpha]| {
                [over(*red, *alpha), over(*green, *alpha), over(*blue, *alpha), u16::from(*alpha)]
            })
            .collect();
        while width as f32 >= wide * 2.0 && height as f32 >= tall * 2.0 && width > 1 && height > 1 {
            let (across, down) = (width / 2, height / 2);
            let at = |x: usize, y: usize| pixels.get(y * width + x).copied().unwrap_or_default();
            let mean = |x: usize, y: usize| {
                let four = [at(2 * x, 2 * y), at(2 * x + 1, 2 * y), at(2 * x, 2 * y + 1), at(2 * x + 1, 2 * y + 1)];
                std::array::from_fn(|part| (four.iter().map(|pixel| pixel[part]).sum::<u16>() + 2) / 4)
            };
            let next: Vec<[u16; 4]> =
                (0..down).flat_map(|y| (0..across).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect();
            (pixels, width, height) = (next, across, down);
        }
        let side = |length: usize| u32::try_from(length).unwrap_or(LONGEST);
        let bytes = pixels.into_iter().flatten().map(|part| u8::try_from(part).unwrap_or(u8::MAX)).collect();
        (side(width), side(height), bytes)
    }
}

/// Its mark and its size: millions of numbers would help nobody.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} {} × {})", self.mark, self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Format, Scene,
        certificate::{self, Certificate},
        pedigree::{self, Pedigree},
        scene::Item,
    };

    /// A PNG of one colour, its right half see-through.
    pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
        let pixels: Vec<u8> = (0..width * height)
            .flat_map(|at| [200, 30, 40, if at % width * 2 < width || width == 1 { 255 } else { 0 }])
            .collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgba);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&pixels).unwrap();
        writer.finish().unwrap();
        bytes
    }

    fn logo(width: u32, height: u32) -> Picture {
        Picture::read(format!("{width}x{height}"), &png(width, height)).unwrap()
    }

    fn papers(logo: &Picture) -> Vec<Scene> {
        let long = "Wyrm of the Long and Winding River ".repeat(20);
        let mut scenes: Vec<Scene> = (1..=5)
            .flat_map(|generations| [true, false].map(|checked| (generations, checked)))
            .map(|(generations, checked)| {
                pedigree::draw(&Pedigree {
                    name: long.clone(),
                    latin: long.clone(),
                    morph: long.clone(),
                    species: long.clone(),
                    facts: vec![(long.clone(), long.clone()); 6],
                    generations,
                    check: if checked { "https://example.org/a".into() } else { String::new() },
                    logo: Some(logo.clone()),
                    ..Pedigree::default()
                })
            })
            .collect();
        scenes.push(certificate::draw(&Certificate {
            name: long.clone(),
            species: long.clone(),
            issuer: long,
            logo: Some(logo.clone()),
            ..Certificate::default()
        }));
        scenes
    }

    /// Left, top, right, bottom of what stands on a page, but for lines and frames around all of it.
    fn boxes(scene: &Scene) -> (Vec<[f32; 4]>, [f32; 4]) {
        let (mut others, mut own) = (Vec::new(), None);
        for item in &scene.items {
            match item {
                Item::Text { x, y, run, .. } => {
                    others.push([*x, y - run.size * 0.95, x + run.width, y + run.size * 0.3]);
                }
                Item::Link { x, y, width, height, .. } => others.push([*x, *y, x + width, y + height]),
                Item::Fill { path, .. } => {
                    let points = path.iter().filter_map(|step| match *step {
                        crate::scene::Step::Move(x, y) | crate::scene::Step::Line(x, y) => Some((x, y)),
                        _ => None,
                    });
                    others.push(points.fold([f32::MAX, f32::MAX, 0.0, 0.0], |[a, b, c, d], (x, y)| {
                        [a.min(x), b.min(y), c.max(x), d.max(y)]
                    }));
                }
                Item::Picture { x, y, width, height, .. } => own = Some([*x, *y, x + width, y + height]),
                Item::Stroke { .. } => {}
            }
        }
        (others, own.expect("a logo"))
    }

    #[test]
    fn a_logo_covers_nothing_however_wide_or_tall_and_whatever_is_written() {
        for (width, height) in [(600, 600), (600, 3), (3, 600), (600, 150), (150, 600), (1, 1), (40, 30)] {
            for scene in papers(&logo(width, height)) {
                let (others, [left, top, right, bottom]) = boxes(&scene);
                assert!(right > left && bottom > top && left >= 24.0 && top >= 24.0, "on the page");
                assert!(right <= scene.size().0 - 24.0);
                for [a, b, c, d] in others {
                    let apart = c <= left || a >= right || d <= top || b >= bottom;
                    assert!(apart, "{width} × {height}: {:?} on {:?}", [a, b, c, d], [left, top, right, bottom]);
                }
            }
        }
    }

    #[test]
    fn a_shape_is_kept_and_nothing_is_blown_up() {
        assert_eq!(logo(600, 300).fitting(170.0, 62.0), (124.0, 62.0));
        assert_eq!(logo(40, 20).fitting(170.0, 62.0), (30.0, 15.0));
    }

    #[test]
    fn a_logo_stands_in_every_format_and_another_is_another_paper() {
        let [one, other] = [logo(600, 300), logo(300, 600)];
        for format in Format::ALL {
            let paint = |logo: Option<&Picture>| {
                let sheet = Certificate { logo: logo.cloned(), ..Certificate::default() };
                certificate::draw(&sheet).paint(format, 1.0).unwrap()
            };
            let bytes = paint(Some(&one));
            assert_eq!(bytes, paint(Some(&one)), "the same bytes for the same logo");
            assert!(bytes != paint(None) && bytes != paint(Some(&other)), "{format:?}");
            match format {
                Format::Png => {
                    let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
                    let width = reader.info().width as usize;
                    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
                    reader.next_frame(&mut pixels).unwrap();
                    // 100 × 50 points around the middle, from 33 to 83: colour left of it, paper right of it.
                    let at = |x: usize, y: usize| &pixels[(y * width + x) * 3..][..3];
                    assert_eq!((at(270, 58), at(330, 58)), ([200, 30, 40].as_slice(), [0xfb, 0xf9, 0xf3].as_slice()));
                }
                Format::Svg => {
                    let svg = String::from_utf8(bytes).unwrap();
                    assert_eq!(svg.matches("<image ").count(), 1);
                    assert!(svg.contains("width=\"100\" height=\"50\"") && svg.contains("data:image/png;base64,iVBOR"));
                }
                Format::Pdf => {
                    let text = String::from_utf8_lossy(&bytes);
                    for part in ["/Subtype /Image", "/SMask", "/XObject", "/P0", "/DeviceGray"] {
                        assert!(text.contains(part), "{part}");
                    }
                }
            }
        }
    }

    #[test]
    fn only_pictures_of_ours_are_read() {
        assert!(Picture::read("a".into(), b"<svg/>").is_err());
        assert!(Picture::read("a".into(), &png(2_001, 1)).is_err());
        assert!(!format!("{:?}", logo(9, 9)).contains("[200"));
    }
}
