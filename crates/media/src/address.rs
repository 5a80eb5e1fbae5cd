//! Addresses of pictures. A public one is its own for ever, since another picture has another mark. A private one is signed for a day or two by
//! HMAC-SHA-256 (RFC 2104), cut to 128 bits (its section 5).

use crate::{serve::Asked, store::photo::Shown};
use aws_lc_rs::hmac;
use base64::{Engine, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE};
use jiff::{SignedDuration, Timestamp};
use repti_model::{LogoId, PhotoId, VivariumId, media::PhotoFiles};

/// Bytes of a signature.
const SIGNATURE: usize = 16;
const DAY: i64 = 86_400;
/// So long an address of a part takes bytes.
const PART_VALID: SignedDuration = SignedDuration::from_hours(1);

/// What an address is good for. Its words are signed, so one kind never passes for another.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target<'a> {
    /// All files made of a photograph.
    Pictures(PhotoId, &'a str),
    /// The file as it was sent.
    Original(PhotoId),
    /// A vivarium's logo.
    Logo(LogoId),
    /// A part of an upload, to be put there.
    Part(VivariumId, PhotoId, u32),
}

impl Target<'_> {
    /// Also the path on the media host.
    fn path(self) -> String {
        match self {
            Self::Pictures(id, mark) => format!("p/{id}-{mark}"),
            Self::Original(id) => format!("o/{id}"),
            Self::Logo(id) => format!("l/{id}.png"),
            Self::Part(vivarium, id, number) => format!("u/{vivarium}/{id}/{number}"),
        }
    }
}

/// Makes and checks addresses.
#[derive(Debug)]
pub(crate) struct Signer {
    origin: String,
    key: hmac::Key,
}

impl Signer {
    pub(crate) fn new(origin: String, key: &[u8; 32]) -> Self {
        Self { origin, key: hmac::Key::new(hmac::HMAC_SHA256, key) }
    }

    /// The files of a picture that anybody may see.
    pub(crate) fn public(&self, shown: &Shown) -> PhotoFiles {
        self.files(shown, String::new())
    }

    /// The same for members of its vivarium. The addresses stay the same all day, so that a browser keeps what it has.
    pub(crate) fn private(&self, shown: &Shown, now: Timestamp) -> PhotoFiles {
        self.files(shown, self.signature(Target::Pictures(shown.id, &shown.mark), tomorrow(now)))
    }

    fn files(&self, shown: &Shown, signature: String) -> PhotoFiles {
        let blur =
            shown.blur.as_deref().map(|bytes| format!("data:image/webp;base64,{}", BASE64_STANDARD.encode(bytes)));
        PhotoFiles {
            base: format!("{}/{}", self.origin, Target::Pictures(shown.id, &shown.mark).path()),
            signature,
            width: shown.width,
            height: shown.height,
            widths: shown.widths.clone(),
            avif: shown.avif.clone(),
            blur: blur.unwrap_or_default(),
        }
    }

    /// A logo that anybody may see.
    pub(crate) fn public_logo(&self, id: LogoId) -> String {
        format!("{}/{}", self.origin, Target::Logo(id).path())
    }

    /// The same for members of its vivarium, as long as their photographs.
    pub(crate) fn private_logo(&self, id: LogoId, now: Timestamp) -> String {
        let target = Target::Logo(id);
        format!("{}/{}{}", self.origin, target.path(), self.signature(target, tomorrow(now)))
    }

    /// Where somebody may fetch the file as it was sent, for some minutes.
    pub(crate) fn original(&self, id: PhotoId, now: Timestamp) -> String {
        let until = now.as_second() + 600;
        format!("{}/o/{id}{}", self.origin, self.signature(Target::Original(id), until))
    }

    /// Where a part of an upload goes.
    pub(crate) fn part(&self, vivarium: VivariumId, id: PhotoId, number: u32, now: Timestamp) -> String {
        let target = Target::Part(vivarium, id, number);
        format!("{}/{}{}", self.origin, target.path(), self.signature(target, part_until(now).as_second()))
    }

    fn signature(&self, target: Target<'_>, until: i64) -> String {
        let tag = hmac::sign(&self.key, signed(target, until).as_bytes());
        let cut = tag.as_ref().get(..SIGNATURE).unwrap_or_default();
        format!("?until={until}&key={}", URL_SAFE.encode(cut))
    }

    /// Whether an address was made by [`Signer`] for this target, and still holds.
    pub(crate) fn holds(&self, target: Target<'_>, asked: &Asked, now: Timestamp) -> bool {
        let (Some(until), Some(key)) = (asked.until, asked.key.as_deref()) else { return false };
        let Ok(given) = URL_SAFE.decode(key) else { return false };
        let tag = hmac::sign(&self.key, signed(target, until).as_bytes());
        let right = tag.as_ref().get(..SIGNATURE).unwrap_or_default();
        until > now.as_second() && aws_lc_rs::constant_time::verify_slices_are_equal(right, &given).is_ok()
    }
}

/// The end of tomorrow, in seconds.
fn tomorrow(now: Timestamp) -> i64 {
    (now.as_second().div_euclid(DAY) + 2) * DAY
}

/// Until when an address of a part that is made now takes bytes.
pub(crate) fn part_until(now: Timestamp) -> Timestamp {
    now.saturating_add(PART_VALID).unwrap_or(now)
}

/// How long that is.
pub(crate) fn part_valid() -> std::time::Duration {
    PART_VALID.unsigned_abs()
}

fn signed(target: Target<'_>, until: i64) -> String {
    format!("{}\n{until}", target.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(address: &str) -> Asked {
        let (_, query) = address.split_once("?until=").expect("signed");
        let (until, key) = query.split_once("&key=").expect("signed");
        Asked { until: until.parse().ok(), key: Some(key.to_owned()) }
    }

    #[test]
    fn a_signature_is_good_for_one_target_and_its_time() {
        let signer = Signer::new("https://m.example".into(), &[7; 32]);
        let (id, vivarium, now) = (PhotoId::new(), VivariumId::new(), Timestamp::from_second(1_700_000_000).unwrap());
        let part = asked(&signer.part(vivarium, id, 3, now));
        assert!(signer.holds(Target::Part(vivarium, id, 3), &part, now));
        assert!(!signer.holds(Target::Part(vivarium, id, 4), &part, now));
        assert!(!signer.holds(Target::Part(VivariumId::new(), id, 3), &part, now));
        assert!(!signer.holds(Target::Original(id), &part, now));
        assert!(!signer.holds(Target::Part(vivarium, id, 3), &part, part_until(now)), "its time is over");
        let later = Asked { until: part.until.map(|until| until + 1), ..part.clone() };
        assert!(!signer.holds(Target::Part(vivarium, id, 3), &later, now), "nobody lengthens it");
        let other = Signer::new("https://m.example".into(), &[8; 32]);
        assert!(!other.holds(Target::Part(vivarium, id, 3), &part, now));
        for key in [None, Some(String::new()), Some("!".into()), part.key.map(|key| key[..4].to_owned())] {
            assert!(!signer.holds(Target::Part(vivarium, id, 3), &Asked { until: part.until, key }, now));
        }
    }

    #[test]
    fn a_private_picture_keeps_its_address_all_day() {
        let signer = Signer::new("https://m.example".into(), &[7; 32]);
        let shown = Shown {
            id: PhotoId::new(),
            mark: "0123456789abcdef".into(),
            width: 10,
            height: 10,
            widths: vec![10],
            avif: Vec::new(),
            blur: Some(vec![1, 2]),
        };
        let at = |second| signer.private(&shown, Timestamp::from_second(second).unwrap());
        let (morning, evening) = (at(20_000 * DAY), at(20_000 * DAY + DAY - 1));
        assert_eq!(morning, evening);
        let asked = asked(&evening.signature);
        let holds = |second| {
            let now = Timestamp::from_second(second).unwrap();
            signer.holds(Target::Pictures(shown.id, &shown.mark), &asked, now)
        };
        assert!(holds(20_001 * DAY + DAY - 1) && !holds(20_002 * DAY));
        assert_eq!(signer.public(&shown).signature, "");
        assert_eq!(morning.blur, "data:image/webp;base64,AQI=");
    }
}
