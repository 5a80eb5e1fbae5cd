//! What an import accepts at most. Each limit is named in the message that a person gets.

/// Bytes of the uploaded file.
pub const MAX_FILE_BYTES: usize = 25 * 1024 * 1024;
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
/// Characters of a name.
pub const MAX_NAME_CHARS: usize = 200;
/// Characters of an animal's id.
pub const MAX_CODE_CHARS: usize = 64;
/// Characters of notes, description or genotype text.
pub const MAX_TEXT_CHARS: usize = 10_000;
/// Issues of one kind that are listed one by one for a row.
pub const MAX_PARENT_CANDIDATES: usize = 10;
