//! "Banana on Y", "on the X chromosome", "Y-linked", "X maker": where a male has a gene that lies on both sex chromosomes.

use super::{scan::Mark, scan::Raw};

/// Whether the words from here on say it: on the X (true) or on the Y, and how many pieces say so.
pub fn chromosome(raws: &[Raw]) -> Option<(bool, usize)> {
    let word = |at: usize| raws.get(at).filter(|raw| raw.mark == Mark::Word).map(|raw| raw.key.as_str());
    let letter = |at: usize| match word(at)? {
        "x" => Some(true),
        "y" => Some(false),
        _ => None,
    };
    let said = |at: usize| matches!(word(at), Some("chromosome" | "chrom" | "chr" | "linked" | "bound" | "maker"));
    if word(0) == Some("on") {
        let at = if matches!(word(1), Some("the" | "its" | "his")) { 2 } else { 1 };
        return letter(at).map(|on_x| (on_x, if said(at + 1) { at + 2 } else { at + 1 }));
    }
    // A bare X is the sign of a pairing.
    letter(0).filter(|_| said(1)).map(|on_x| (on_x, 2))
}
