//! Passwords: argon2id with OWASP's parameters, off the async threads, and only so many at once.

use crate::{CoreError, Result};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version, password_hash::SaltString,
};
use repti_db::figures::shed;
use repti_model::FieldErrors;
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// A sign-in that waits longer for its turn is told to come again.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Passwords {
    slots: Arc<Semaphore>,
    /// A hash of nobody's password, so that an unknown account costs the same time as a known one.
    nobody: String,
}

impl Passwords {
    pub(crate) fn new(slots: usize) -> Result<Self> {
        let nobody = hash_now(&hex::encode(rand::random::<[u8; 16]>()))?;
        Ok(Self { slots: Arc::new(Semaphore::new(slots.max(1))), nobody })
    }

    /// The hash to store.
    pub(crate) async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.work(move || hash_now(&password)).await?
    }

    /// Whether the password fits. Without a hash (no such account), the same work is done and the answer is no.
    pub(crate) async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let password = password.to_owned();
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let fits = self
            .work(move || {
                PasswordHash::new(&hash)
                    .is_ok_and(|hash| hasher().is_ok_and(|h| h.verify_password(password.as_bytes(), &hash).is_ok()))
            })
            .await?;
        Ok(fits && known)
    }

    /// Complains about a password that would be guessed soon; `about` are words that belong to the person.
    pub(crate) async fn check_strength(&self, field: &'static str, password: &str, about: &[&str]) -> Result<()> {
        let (password, about) = (password.to_owned(), about.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        let advice = self.work(move || weakness(&password, &about)).await?;
        advice.map_or(Ok(()), |advice| Err(FieldErrors::one(field, advice).into()))
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let slot = tokio::time::timeout(PATIENCE, Arc::clone(&self.slots).acquire_owned())
            .await
            .map_err(|_| {
                shed("password");
                CoreError::Busy
            })?
            .map_err(|_| CoreError::Busy)?;
        // The slot goes along: a request that is given up doesn't free it before its work is done.
        tokio::task::spawn_blocking(move || {
            let result = job();
            drop(slot);
            result
        })
        .await
        .map_err(|error| CoreError::Internal(error.to_string()))
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| CoreError::Internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

pub(crate) fn hash_now(password: &str) -> Result<String> {
    let internal = |error: argon2::password_hash::Error| CoreError::Internal(error.to_string());
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(internal)?;
    Ok(hasher()?.hash_password(password.as_bytes(), &salt).map_err(internal)?.to_string())
}

fn weakness(password: &str, about: &[String]) -> Option<String> {
    // A long password is judged by its beginning: the estimate's cost grows with the square of the length.
    let beginning: String = password.chars().take(64).collect();
    let about: Vec<&str> = about.iter().map(String::as_str).chain(["reptidex", "vivarium"]).collect();
    let estimate = zxcvbn::zxcvbn(&beginning, &about);
    if estimate.score() >= zxcvbn::Score::Three {
        return None;
    }
    let feedback = estimate.feedback();
    let warning = feedback.and_then(|f| f.warning()).map(|w| w.to_string());
    let hint = feedback.and_then(|f| f.suggestions().first().map(ToString::to_string));
    let reason = warning.or(hint).unwrap_or_else(|| "Three or four unrelated words work well.".to_owned());
    Some(format!("This password would be guessed soon. {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_fits_its_password_only_and_nobody_never() {
        let passwords = Passwords::new(2).unwrap();
        let hash = passwords.hash("correct horse battery staple").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify("correct horse battery staple", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("correct horse battery staple", None).await.unwrap());
        assert!(!passwords.verify("x", Some("not a hash")).await.unwrap());
    }

    /// Of the three thousand that are tried first, those of every kind that are long enough: words, walks over the keyboard, dates.
    const COMMON: &str = "password 12345678 qwertyuiop 123456789 1234567890 password1 iloveyou princess rockyou1 football \
        baseball sunshine superman trustno1 starwars computer michelle corvette maverick mustang1 1q2w3e4r zaq12wsx qazwsxedc 1qaz2wsx \
        asdfghjkl qwerty123 passw0rd p@ssw0rd welcome1 letmein1 abcd1234 a1b2c3d4 11111111 00000000 87654321 12341234 internet whatever \
        jennifer liverpool chocolate butterfly elephant 19871987 01012011 changeme administrator monkey123 dragon123 charlie1";

    #[test]
    fn the_commonest_and_the_personal_are_refused() {
        let about = ["ada@example.org".to_owned(), "Ada Lovelace".to_owned()];
        for bad in
            ["Password1!", "reptidex1", "adalovelace", "aaaaaaaaaaaa"].into_iter().chain(COMMON.split_whitespace())
        {
            assert!(weakness(bad, &about).is_some(), "{bad}");
        }
        for good in ["correct horse battery staple", "Zwölf grüne Geckos tanzen", "v9#kQ2!xWm"] {
            assert_eq!(weakness(good, &about), None, "{good}");
        }
    }
}
