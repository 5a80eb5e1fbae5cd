//! Signatures as Standard Webhooks describes them: whoever has the secret knows that a delivery came from here, whole, and when. Pure.

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};

/// What every secret begins with, so that a leaked one is recognised by scanners.
pub(crate) const PREFIX: &str = "whsec_";
/// Bytes of a secret.
pub(crate) const SECRET_BYTES: usize = 32;

/// A new secret.
pub(crate) fn new_secret() -> [u8; SECRET_BYTES] {
    rand::random()
}

/// A secret as people and programs get it.
pub(crate) fn shown(secret: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// The header `webhook-signature`: one signature a secret, the newest first.
pub(crate) fn signatures(secrets: &[Vec<u8>], id: &str, timestamp: i64, body: &str) -> String {
    let signed = format!("{id}.{timestamp}.{body}");
    let of = |secret: &Vec<u8>| {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), signed.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    };
    secrets.iter().map(of).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const AT: i64 = 1_614_265_330;
    const BODY: &str = r#"{"test": 2432232314}"#;

    fn secret() -> Vec<u8> {
        STANDARD.decode(SECRET).unwrap()
    }

    #[test]
    fn the_published_example_is_signed_as_published() {
        let signed = signatures(&[secret()], ID, AT, BODY);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(shown(&secret()), format!("whsec_{SECRET}"));
    }

    #[test]
    fn everything_that_is_signed_changes_the_signature() {
        let right = signatures(&[secret()], ID, AT, BODY);
        for other in [
            signatures(&[new_secret().to_vec()], ID, AT, BODY),
            signatures(&[secret()], "msg_another", AT, BODY),
            signatures(&[secret()], ID, AT + 1, BODY),
            signatures(&[secret()], ID, AT, r#"{"test": 2432232315}"#),
        ] {
            assert_ne!(other, right);
        }
    }

    #[test]
    fn while_two_secrets_hold_both_sign() {
        let new = new_secret().to_vec();
        let both = signatures(&[new.clone(), secret()], ID, AT, BODY);
        let one = |secret: Vec<u8>| signatures(&[secret], ID, AT, BODY);
        assert_eq!(both, format!("{} {}", one(new.clone()), one(secret())));
        assert!(shown(&new).len() == PREFIX.len() + 44 && new != secret());
    }
}
