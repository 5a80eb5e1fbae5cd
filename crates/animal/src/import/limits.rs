//! What an import accepts at most. Each limit is named in the message that a person gets.

/// Bytes of the uploaded file.
pub const MAX_FILE_BYTES: usize = repti_model::exchange::MAX_IMPORT_BYTES;
/// Rows below the header.
pub const MAX_ROWS: usize = 200_000;
/// Columns.
pub const MAX_COLUMNS: usize = 256;
/// Characters of one cell: as many as a spreadsheet holds.
pub const MAX_CELL_CHARS: usize = 32_767;
/// Characters of a column's heading that are kept.
pub const MAX_HEADER_CHARS: usize = 200;
/// Bytes of a workbook once unpacked: a small zip can hold gigabytes.
pub const MAX_UNPACKED_BYTES: u64 = 256 * 1024 * 1024;
/// Parts of a workbook's zip.
pub const MAX_ZIP_ENTRIES: usize = 2_000;
/// Characters of a name or breeder.
pub const MAX_NAME_CHARS: usize = 120;
/// Characters of a code.
pub const MAX_CODE_CHARS: usize = 40;
/// Characters of an id in another system.
pub const MAX_EXTERNAL_CHARS: usize = 200;
/// Characters of genotype text.
pub const MAX_TRAITS_CHARS: usize = 500;
/// Characters of a description for others.
pub const MAX_DESCRIPTION_CHARS: usize = 5_000;
/// Characters of private notes.
pub const MAX_NOTES_CHARS: usize = 20_000;
/// Candidates for one parent that are read from a cell.
pub const MAX_PARENT_CANDIDATES: usize = 10;
