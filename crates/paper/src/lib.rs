//! Pure: documents on paper. Words in, a drawing out, and the drawing as SVG, PDF or PNG.
//!
//! A layout ([`pedigree`], [`certificate`], [`card`]) places texts, lines and shapes in a [`Scene`]; three painters write the same scene. Nothing here
//! knows a database or who may read what: whoever calls gives only what the reader may see. The same input gives the same bytes.

pub mod card;
pub mod certificate;
mod colour;
mod face;
mod pdf;
pub mod pedigree;
mod picture;
mod png;
mod qr;
mod scene;
mod svg;
mod text;

pub use picture::Picture;
pub use scene::Scene;

/// What a scene is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Svg,
    Pdf,
    Png,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Png, Self::Svg];

    /// The end of a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Png => "png",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
        }
    }
}

/// Why a scene can't be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperError(pub &'static str);

impl std::fmt::Display for PaperError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for PaperError {}

impl Scene {
    /// The scene in a format; pictures have `scale` pixels to a point.
    ///
    /// # Errors
    /// When it is too large for a picture, or one of the compiled-in fonts can't be written.
    pub fn paint(&self, format: Format, scale: f32) -> Result<Vec<u8>, PaperError> {
        match format {
            Format::Svg => Ok(svg::write(self).into_bytes()),
            Format::Pdf => pdf::write(self),
            Format::Png => png::write(self, scale),
        }
    }
}
