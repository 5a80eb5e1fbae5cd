//! Kinds of export.

use crate::text_enum::text_enum;

text_enum! {
    /// What an export gives.
    pub enum ExportKind {
        Csv = ("csv", "Full table (CSV)"),
        Xlsx = ("xlsx", "Full table (Excel)"),
        Morphmarket = ("morphmarket", "MorphMarket (CSV)"),
        Archive = ("archive", "Complete archive (ZIP)"),
    }
}

impl ExportKind {
    /// What a file of this kind is called in the middle.
    #[must_use]
    pub const fn file_part(self) -> &'static str {
        match self {
            Self::Csv | Self::Xlsx => "animals",
            Self::Morphmarket => "morphmarket",
            Self::Archive => "archive",
        }
    }

    /// Its ending.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::Morphmarket => "csv",
            Self::Xlsx => "xlsx",
            Self::Archive => "zip",
        }
    }

    /// Its MIME type.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv | Self::Morphmarket => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Archive => "application/zip",
        }
    }

    /// What has to be read before the file is used, if anything.
    #[must_use]
    pub const fn warning(self) -> Option<&'static str> {
        match self {
            Self::Morphmarket => Some(
                "MorphMarket's import can mark every animal that is missing from the file as sold. Upload this file there only if it \
                 holds all your animals, or choose an import there that does not synchronise.",
            ),
            _ => None,
        }
    }
}
