//! Random tokens: 256 bits for whoever holds them, a hash for us.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The hash under which a token is stored. A token is random, so a plain hash can't be guessed backwards.
pub(crate) type TokenHash = [u8; 32];

/// A new token. The plain text leaves once, in a mail or an answer, and is never stored.
pub(crate) struct NewToken {
    pub(crate) plain: String,
    pub(crate) hash: TokenHash,
}

impl NewToken {
    /// 256 random bits of the operating system's generator, behind `prefix`.
    pub(crate) fn new(prefix: &str) -> Self {
        let plain = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()));
        let hash = hash_of(&plain);
        Self { plain, hash }
    }
}

/// The hash of a token as it came in.
pub(crate) fn hash_of(plain: &str) -> TokenHash {
    Sha256::digest(plain.as_bytes()).into()
}

/// Letters and digits that aren't mistaken for one another (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A recovery code: 80 random bits in four groups.
pub(crate) fn recovery_code() -> String {
    let mut bits = u128::from_be_bytes(rand::random());
    let mut code = String::with_capacity(19);
    for i in 0..16 {
        if i > 0 && i % 4 == 0 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[usize::try_from(bits & 31).unwrap_or_default()]));
        bits >>= 5;
    }
    code
}

/// A recovery code as it is compared: without separators, in lower case, look-alikes resolved.
pub(crate) fn normal_recovery_code(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_are_known_by_their_hash() {
        let (a, b) = (NewToken::new("rdx_"), NewToken::new("rdx_"));
        assert_ne!(a.plain, b.plain);
        assert!(a.plain.starts_with("rdx_") && a.plain.len() == 47);
        assert_eq!(hash_of(&a.plain), a.hash);
    }

    #[test]
    fn a_recovery_code_may_be_typed_carelessly() {
        let code = recovery_code();
        assert_eq!(code.len(), 19);
        assert_eq!(normal_recovery_code(&code.to_uppercase().replace('-', " ")), normal_recovery_code(&code));
        assert_eq!(normal_recovery_code("OIL0-1"), "01101");
    }
}
