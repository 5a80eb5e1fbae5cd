//! Layouts that an import knows.

use crate::text_enum::text_enum;

text_enum! {
    /// The layout of an imported file.
    pub enum ImportFormat {
        Spreadsheet = ("spreadsheet", "Spreadsheet"),
        Reptidex = ("reptidex", "ReptiDex export"),
        MorphmarketExport = ("morphmarket_export", "MorphMarket animal export"),
        MorphmarketBulk = ("morphmarket_bulk", "MorphMarket bulk import template"),
        Clutchly = ("clutchly", "Clutchly template"),
        Pedigree = ("pedigree", "Pedigree list"),
    }
}

impl ImportFormat {
    /// Whether the layout is one of MorphMarket's.
    #[must_use]
    pub const fn is_morphmarket(self) -> bool {
        matches!(self, Self::MorphmarketExport | Self::MorphmarketBulk)
    }

    /// The system that the file comes from: both of MorphMarket's layouts carry the same ids.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::MorphmarketExport | Self::MorphmarketBulk => "morphmarket",
            other => other.as_str(),
        }
    }
}
