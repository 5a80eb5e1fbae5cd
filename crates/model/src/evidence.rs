//! Files that a claim rests on: a laboratory's certificate, a photograph, a letter.
//!
//! What a file is, its first bytes say, never its name. It is read as what it begins as, and shown as nothing else.

use crate::{EvidenceId, FieldErrors, VivariumId, lineage::VerifiedClaim, text_enum::text_enum};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Bytes that a file may have.
pub const MAX_EVIDENCE_BYTES: usize = 10 * 1024 * 1024;
/// Bytes of all files of a vivarium.
pub const EVIDENCE_QUOTA: u64 = 500 * 1024 * 1024;
/// Files that one side puts beside one claim.
pub const MOST_EVIDENCE: usize = 20;

text_enum! {
    /// What a file is.
    pub enum EvidenceKind {
        Pdf = ("pdf", "PDF"),
        Png = ("png", "PNG"),
        Jpeg = ("jpeg", "JPEG"),
        Webp = ("webp", "WebP"),
    }
}

impl EvidenceKind {
    /// What the bytes are, by how they begin; nothing for everything else, an HTML page with the name of a picture among it.
    ///
    /// The marks: PDF 1.7 §7.5.2 (here at the very beginning, as no polyglot has it), PNG §5.2, JPEG's SOI with the marker after it, RIFF with
    /// `WEBP` in its header.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else {
            None
        }
    }

    /// What a browser is told.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// Whether a page may show it in itself.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        !matches!(self, Self::Pdf)
    }

    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpeg", "jpg"],
            Self::Webp => &["webp"],
        }
    }

    /// Without the endings of this kind, "scan.pdf.pdf" without both; a wrong one stays in the name and means nothing.
    fn bare(self, mut name: &str) -> &str {
        while let Some((rest, ending)) = name.rsplit_once('.') {
            if !self.endings().contains(&ending.to_lowercase().as_str()) {
                break;
            }
            name = rest.trim_end_matches(['.', ' ']);
        }
        name
    }

    /// The name that a file keeps: the last part of what it was called, in letters that every disk and every header takes, with the ending of
    /// what it is.
    #[must_use]
    pub fn name(self, given: &str) -> String {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain: String = last
            .chars()
            .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')') { c } else { ' ' })
            .collect();
        let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        // Cut where it is too long, which may lay another ending bare.
        let stem: String = self.bare(words.trim_matches(['.', ' '])).chars().take(100).collect();
        let stem = self.bare(stem.trim_end_matches(['.', ' ']));
        let stem = if stem.is_empty() { "file" } else { stem };
        format!("{stem}.{}", self.endings().last().copied().unwrap_or("bin"))
    }
}

text_enum! {
    /// How a laboratory's certificate stands with ReptiDex.
    pub enum CertificateState {
        Plain = ("none", "No certificate"),
        Waiting = ("waiting", "Certificate, waits for ReptiDex"),
        Accepted = ("accepted", "Certificate seen by ReptiDex"),
        Refused = ("refused", "Certificate not accepted"),
    }
}

/// A file to put beside a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// What it was called where it comes from.
    pub name: String,
    pub bytes: Vec<u8>,
    /// A laboratory's certificate of a DNA test, for staff to look at.
    pub certificate: bool,
    /// It belongs to the last message that this side wrote about the claim.
    pub with_message: bool,
}

impl NewEvidence {
    /// What the file is.
    ///
    /// # Errors
    /// Under the name `file`, when it is empty, too large, or none of the four kinds.
    pub fn validate(&self) -> Result<EvidenceKind, FieldErrors> {
        let refuse = |message: String| Err(FieldErrors::one("file", message));
        if self.bytes.is_empty() {
            return refuse("Choose a file. This one is empty.".to_owned());
        }
        if self.bytes.len() > MAX_EVIDENCE_BYTES {
            return refuse(format!("This file is larger than {} MB.", MAX_EVIDENCE_BYTES / 1024 / 1024));
        }
        match EvidenceKind::of(&self.bytes) {
            Some(kind) => Ok(kind),
            None => refuse("This is no PDF, PNG, JPEG or WebP file, whatever its name says.".to_owned()),
        }
    }
}

/// A file beside a claim, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceFile {
    pub id: EvidenceId,
    pub claim: VerifiedClaim,
    /// The step of the verification whose message it came with.
    pub step: Option<i64>,
    /// Added by the reader's own vivarium.
    pub own: bool,
    pub name: String,
    pub kind: EvidenceKind,
    /// In bytes.
    pub size: u32,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    pub certificate: CertificateState,
    /// What staff said of the certificate.
    pub judgement: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub judged_at: Option<Timestamp>,
    /// A person of one's own vivarium; of the other side the vivarium.
    pub by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// It is no longer meant, but stays, since somebody may have gone by it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub withdrawn_at: Option<Timestamp>,
    /// Somebody may have gone by it: it can be withdrawn, and not taken away.
    pub rests: bool,
}

/// What became of a file that its side no longer wants there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EvidenceGone {
    /// It is gone.
    Removed,
    /// Somebody may have gone by it: it stays, and is marked.
    Withdrawn,
}

/// A certificate that waits for staff, with the claim that it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateCase {
    pub id: EvidenceId,
    pub name: String,
    pub kind: EvidenceKind,
    pub size: u32,
    pub at: Timestamp,
    pub vivarium_id: VivariumId,
    pub vivarium: String,
    pub said: crate::lineage::ClaimSaid,
    pub animal: crate::lineage::DisputeSide,
    /// Of a parent claim, what the parent is called.
    pub parent: Option<String>,
}

/// A size as people read it: "310 kB", "2.4 MB".
#[must_use]
pub fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    fn file(bytes: &[u8]) -> NewEvidence {
        NewEvidence { name: "a.png".into(), bytes: bytes.to_vec(), certificate: false, with_message: false }
    }

    #[test]
    fn a_file_is_what_it_begins_as_whatever_its_name_says() {
        for (bytes, kind) in [
            (&b"%PDF-1.7\n"[..], EvidenceKind::Pdf),
            (PNG, EvidenceKind::Png),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", EvidenceKind::Jpeg),
            (b"RIFF\x10\0\0\0WEBPVP8 ", EvidenceKind::Webp),
        ] {
            assert_eq!(EvidenceKind::of(bytes), Some(kind));
            assert_eq!(file(bytes).validate(), Ok(kind));
        }
        for other in [
            &b"<html><script>alert(1)</script>"[..],
            b"<svg xmlns='http://www.w3.org/2000/svg'>",
            b"GIF89a",
            b"MZ\x90",
            b"PK\x03\x04",
            b"RIFF\x10\0\0\0WAVEfmt ",
            b"\x89PNG\r\n\x1a\n<html>",
            // A PDF reader would find this one; here nothing may stand before it.
            b"<html>%PDF-1.7",
            b"\xff\xd8",
            b"%PDF-9",
        ] {
            assert_eq!(EvidenceKind::of(other), None);
            assert_eq!(file(other).validate().unwrap_err().of("file").len(), 1);
        }
        assert!(file(b"").validate().is_err());
        let mut large = PNG.to_vec();
        large.resize(MAX_EVIDENCE_BYTES, 0);
        assert!(file(&large).validate().is_ok());
        large.push(0);
        assert!(file(&large).validate().is_err());
    }

    #[test]
    fn a_name_keeps_its_words_and_nothing_that_a_disk_or_a_header_stumbles_over() {
        let name = |given| EvidenceKind::Pdf.name(given);
        assert_eq!(name("RGI 1234 (Kiwi).pdf"), "RGI 1234 (Kiwi).pdf");
        assert_eq!(name("Prüfbericht_Ärmel.PDF.pdf"), "Prüfbericht_Ärmel.pdf");
        assert_eq!(name("../../etc/passwd"), "passwd.pdf");
        assert_eq!(name(r"C:\Users\ada\scan.pdf"), "scan.pdf");
        assert_eq!(name("a\"; filename=\"evil.html"), "a filename evil.html.pdf");
        assert_eq!(name("x\r\nSet-Cookie: a=b"), "x Set-Cookie a b.pdf");
        for empty in ["", ".", "..", "\u{202e}", "///"] {
            assert_eq!(name(empty), "file.pdf", "{empty:?}");
        }
        assert_eq!(EvidenceKind::Jpeg.name("scan.jpeg"), "scan.jpg");
    }

    #[test]
    fn sizes_read_as_people_say_them() {
        assert_eq!([size_words(12), size_words(310_999), size_words(2_450_000)], ["12 bytes", "310 kB", "2.4 MB"]);
    }

    proptest! {
        #[test]
        fn any_name_becomes_one_that_fits_and_is_stable(given in any::<String>()) {
            for kind in EvidenceKind::ALL {
                let name = kind.name(&given);
                prop_assert!((1..=120).contains(&name.chars().count()));
                prop_assert!(!name.starts_with('.') && !name.contains(['/', '\\', '"', '\n', '\r', '\0']));
                prop_assert_eq!(kind.name(&name), name);
            }
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = EvidenceKind::of(&bytes);
        }
    }
}
