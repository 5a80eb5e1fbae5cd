//! A module without what only tools read.

use anyhow::{Context as _, Result, ensure};

/// "\0asm" and the version of the format, in four bytes each.
const HEADER: usize = 8;
/// The id of a section that a machine may ignore: names of functions, producers, features that were used.
const CUSTOM: u8 = 0;

/// The module without its custom sections, which are half of what the linker writes.
///
/// # Errors
/// When it isn't a module, or ends in the middle of a section.
pub fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    ensure!(module.starts_with(b"\0asm") && module.len() >= HEADER, "it isn't a module of WebAssembly");
    let mut kept = module[..HEADER].to_vec();
    let mut at = HEADER;
    while let Some(&id) = module.get(at) {
        let (size, prefix) = leb128(&module[at + 1..]).context("a section has no size")?;
        let end = (at + 1 + prefix)
            .checked_add(size)
            .filter(|end| *end <= module.len())
            .context("it ends in the middle of a section")?;
        if id != CUSTOM {
            kept.extend_from_slice(&module[at..end]);
        }
        at = end;
    }
    Ok(kept)
}

/// A size of at most 32 bits, in groups of seven, the lowest first; and how many bytes it takes.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::without_custom_sections;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn custom_sections_go_and_all_others_stay() {
        let types = [&[1, 0x83, 0x00][..], &[7, 8, 9]].concat();
        let names = [&[0, 200, 1][..], &[5; 200]].concat();
        let code = [&[10, 1][..], &[0]].concat();
        let module = [HEADER, &names, &types, &names, &code].concat();
        assert_eq!(without_custom_sections(&module).unwrap(), [HEADER, &types, &code].concat());
    }

    #[test]
    fn what_is_cut_off_or_no_module_is_refused() {
        for module in [
            &b""[..],
            b"\0asm",
            b"GIF89a..",
            &[HEADER, &[1, 9, 0]].concat(),
            &[HEADER, &[1, 0xff, 0xff, 0xff, 0xff, 0xff]].concat(),
        ] {
            assert!(without_custom_sections(module).is_err(), "{module:?}");
        }
    }
}
