//! Access tokens: short-lived JWTs signed with RS256 by keys of our own.

mod keys;

pub use keys::{Keys, add_key, with_new_key};

use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use repti_model::PersonId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long an access token holds.
pub const ACCESS_SECONDS: i64 = 15 * 60;
/// For whom tokens are made; a token for anybody else is refused.
const AUDIENCE: &str = "reptidex-api";

/// What an access token says. Whether its person and family still hold is asked from the database at each request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    pub sub: PersonId,
    /// The family of refresh tokens that it belongs to: signing out ends it.
    pub fam: Uuid,
    pub iat: i64,
    pub exp: i64,
    pub jti: Uuid,
}

/// Why a token is refused. The answer tells the expired from the rest, so that a program knows when to refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the token has expired")]
    Expired,
    #[error("the token is not one of ours")]
    Forged,
}

/// Makes and checks access tokens.
#[derive(Debug, Clone)]
pub struct Jwt {
    keys: Keys,
    issuer: String,
}

impl Jwt {
    /// With these keys, in the name of this issuer.
    #[must_use]
    pub const fn new(keys: Keys, issuer: String) -> Self {
        Self { keys, issuer }
    }

    /// The keys.
    #[must_use]
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// A token for a person's family, good from `now` on for a quarter of an hour.
    ///
    /// # Errors
    /// When the key can't sign, which its loading has ruled out.
    pub fn sign(
        &self,
        person: PersonId,
        family: Uuid,
        now: jiff::Timestamp,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let key = self.keys.signing(now);
        let header = Header { kid: Some(key.kid.clone()), ..Header::new(Algorithm::RS256) };
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: person,
            fam: family,
            iat: now.as_second(),
            exp: now.as_second() + ACCESS_SECONDS,
            jti: Uuid::now_v7(),
        };
        encode(&header, &claims, &key.encoding)
    }

    /// The claims of a token of ours that still holds.
    ///
    /// # Errors
    /// When it has expired or isn't ours: another algorithm, key, issuer or audience, or a broken signature.
    pub fn verify(&self, token: &str) -> Result<Claims, Refused> {
        let header = decode_header(token).map_err(|_| Refused::Forged)?;
        // The algorithm is ours to say, never the token's.
        let key = header.kid.as_deref().and_then(|kid| self.keys.find(kid)).ok_or(Refused::Forged)?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.leeway = 5;
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        decode::<Claims>(token, &key.decoding, &validation).map(|data| data.claims).map_err(|error| {
            match error.kind() {
                jsonwebtoken::errors::ErrorKind::ExpiredSignature => Refused::Expired,
                _ => Refused::Forged,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

    fn jwt() -> Jwt {
        Jwt::new(Keys::generate_for_tests(), "http://api.localhost".to_owned())
    }

    #[test]
    fn a_token_of_ours_reads_back() {
        let (jwt, person, family) = (jwt(), PersonId::new(), Uuid::now_v7());
        let token = jwt.sign(person, family, jiff::Timestamp::now()).unwrap();
        let claims = jwt.verify(&token).unwrap();
        assert_eq!((claims.sub, claims.fam), (person, family));
    }

    #[test]
    fn expired_forged_and_foreign_tokens_are_refused() {
        let (jwt, person, family) = (jwt(), PersonId::new(), Uuid::now_v7());
        let now = jiff::Timestamp::now();
        let old = jiff::Timestamp::from_second(now.as_second() - 2 * ACCESS_SECONDS).unwrap();
        assert_eq!(jwt.verify(&jwt.sign(person, family, old).unwrap()), Err(Refused::Expired));
        // Somebody else's key under our kid's absence, another issuer with our key, a flipped payload, `alg: none`.
        assert_eq!(jwt.verify(&self::jwt().sign(person, family, now).unwrap()), Err(Refused::Forged));
        let elsewhere = Jwt::new(jwt.keys.clone(), "http://evil.example".to_owned());
        assert_eq!(jwt.verify(&elsewhere.sign(person, family, now).unwrap()), Err(Refused::Forged));
        let token = jwt.sign(person, family, now).unwrap();
        let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
        parts[1] = BASE64_URL_SAFE_NO_PAD.encode(format!(
            r#"{{"iss":"http://api.localhost","aud":"reptidex-api","sub":"{}","fam":"{family}","iat":1,"exp":9999999999,"jti":"{family}"}}"#,
            PersonId::new()
        ));
        assert_eq!(jwt.verify(&parts.join(".")), Err(Refused::Forged));
        let kid = &jwt.keys.signing(now).kid;
        let none = BASE64_URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"none","typ":"JWT","kid":"{kid}"}}"#));
        assert_eq!(jwt.verify(&format!("{none}.{}.", parts[1])), Err(Refused::Forged));
        // The public key as an HMAC secret: the old confusion of algorithms.
        let header = Header { kid: Some(kid.clone()), ..Header::new(Algorithm::HS256) };
        let secret = jsonwebtoken::EncodingKey::from_secret(jwt.keys.jwks().to_string().as_bytes());
        let claims = jwt.verify(&token).unwrap();
        assert_eq!(jwt.verify(&encode(&header, &claims, &secret).unwrap()), Err(Refused::Forged));
        for junk in ["", ".", "a.b.c", "ey", &"x".repeat(10_000)] {
            assert_eq!(jwt.verify(junk), Err(Refused::Forged));
        }
    }
}
