//! The keys behind access tokens, several at a time so that they can be rotated: PEM files in the secrets folder, or a JSON object from their
//! times to their PEMs in `REPTIDEX_JWT_KEYS`.

use crate::config::Config;
use anyhow::{Context, Result, bail, ensure};
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
    signature::KeyPair as _,
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A new key is published for this long before anything is signed with it, so that every process knows it by then.
const PUBLISH_FIRST: i64 = 3600;

/// One key.
#[derive(Clone)]
pub struct Key {
    /// Its name: the time of its making, such as `20261122T160000Z`.
    pub kid: String,
    made: i64,
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
    modulus: String,
    exponent: String,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// All keys, the oldest first; never empty.
#[derive(Debug, Clone)]
pub struct Keys(Arc<Vec<Key>>);

impl Keys {
    /// The keys of the environment, else of the secrets folder.
    ///
    /// # Errors
    /// Says which key is wrong, or how to make the first.
    pub fn open(config: &Config) -> Result<Self> {
        match &config.jwt_keys {
            Some(text) => Self::read(text),
            None => Self::load(&config.secrets_dir, config.development),
        }
    }

    /// Reads a JSON object such as `{"20261122T160000Z": "-----BEGIN PRIVATE KEY-----…"}`.
    ///
    /// # Errors
    /// Says which key is wrong.
    pub fn read(text: &str) -> Result<Self> {
        let keys = by_time(text)?.into_iter().map(|(kid, pem)| {
            key_of_time(kid.clone(), pem.as_bytes()).with_context(|| format!("REPTIDEX_JWT_KEYS: {kid}"))
        });
        let keys = keys.collect::<Result<Vec<_>>>()?;
        ensure!(!keys.is_empty(), "REPTIDEX_JWT_KEYS: no key is in it. Make one with `reptidex keys new --print`");
        Ok(Self(Arc::new(keys)))
    }

    /// Reads `jwt-*.pem` in `folder`. Without any, `may_generate` makes the first.
    ///
    /// # Errors
    /// Says which file is wrong, or how to make the first key.
    pub fn load(folder: &Path, may_generate: bool) -> Result<Self> {
        let mut files = key_files(folder)?;
        if files.is_empty() {
            if !may_generate {
                bail!(
                    "REPTIDEX_SECRETS_DIR: no key jwt-*.pem in {}. Make one with `reptidex keys new`, and give every process the same.",
                    folder.display()
                );
            }
            add_key(folder, jiff::Timestamp::now())?;
            files = key_files(folder)?;
        }
        let keys = files.iter().map(|path| read_key(path)).collect::<Result<Vec<_>>>()?;
        if keys.is_empty() {
            bail!("REPTIDEX_SECRETS_DIR: {} can't be read", folder.display());
        }
        Ok(Self(Arc::new(keys)))
    }

    /// The newest key that has been published long enough, else the oldest.
    pub(super) fn signing(&self, now: jiff::Timestamp) -> &Key {
        let ready = self.0.iter().rev().find(|key| key.made + PUBLISH_FIRST <= now.as_second());
        ready.unwrap_or(&self.0[0])
    }

    pub(super) fn find(&self, kid: &str) -> Option<&Key> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// The public halves, as `/.well-known/jwks.json` shows them.
    #[must_use]
    pub fn jwks(&self) -> serde_json::Value {
        let keys: Vec<_> = self
            .0
            .iter()
            .map(|key| json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": key.kid, "n": key.modulus, "e": key.exponent}))
            .collect();
        json!({ "keys": keys })
    }

    #[cfg(test)]
    pub(super) fn generate_for_tests() -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).unwrap();
        let kid = uuid::Uuid::now_v7().to_string();
        Self(Arc::new(vec![key_of(kid, 0, &pem_of(der.as_ref())).unwrap()]))
    }
}

fn key_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("REPTIDEX_SECRETS_DIR: {}", folder.display())),
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with("jwt-") && name.ends_with(".pem"))
        })
        .collect();
    files.sort();
    Ok(files)
}

fn read_key(path: &Path) -> Result<Key> {
    let kid = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .and_then(|stem| stem.strip_prefix("jwt-"))
        .with_context(|| format!("{}: not a key's name", path.display()))?
        .to_owned();
    let pem = fs::read(path).with_context(|| path.display().to_string())?;
    key_of_time(kid, &pem).with_context(|| path.display().to_string())
}

/// The JSON object of `REPTIDEX_JWT_KEYS`, the oldest key first. What stands in it is told to nobody, so neither is what is wrong with it.
fn by_time(text: &str) -> Result<BTreeMap<String, String>> {
    serde_json::from_str(text).map_err(|_| {
        anyhow::anyhow!(
            "REPTIDEX_JWT_KEYS: not a JSON object from times to keys, as `reptidex keys new --print` writes it"
        )
    })
}

fn key_of_time(kid: String, pem: &[u8]) -> Result<Key> {
    let made = jiff::Timestamp::strptime("%Y%m%dT%H%M%S%z", kid.replace('Z', "+0000"))
        .with_context(|| format!("“{kid}” isn't a time such as 20261122T160000Z, which is what a key is called by"))?;
    key_of(kid, made.as_second(), pem).context("not an RSA key in PKCS#8")
}

fn key_of(kid: String, made: i64, pem: &[u8]) -> Result<Key> {
    let text = std::str::from_utf8(pem)?;
    let base64: String = text.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
    let pair = KeyPair::from_pkcs8(&BASE64_STANDARD.decode(base64)?).map_err(|error| anyhow::anyhow!("{error}"))?;
    let public = pair.public_key();
    let (n, e) = (public.modulus(), public.exponent());
    let (n, e) = (n.big_endian_without_leading_zero(), e.big_endian_without_leading_zero());
    Ok(Key {
        kid,
        made,
        encoding: EncodingKey::from_rsa_pem(pem)?,
        decoding: DecodingKey::from_rsa_raw_components(n, e),
        modulus: BASE64_URL_SAFE_NO_PAD.encode(n),
        exponent: BASE64_URL_SAFE_NO_PAD.encode(e),
    })
}

/// Makes a key and writes it, readable by nobody else. What another process made at the same moment stays.
///
/// # Errors
/// When the folder can't be written.
pub fn add_key(folder: &Path, now: jiff::Timestamp) -> Result<PathBuf> {
    let pem = new_pem()?;
    make_private_folder(folder).with_context(|| format!("REPTIDEX_SECRETS_DIR: {}", folder.display()))?;
    let path = folder.join(format!("jwt-{}.pem", kid_of(now)));
    // Written under another name first: a key that is half there is never read.
    let draft = folder.join(format!(".jwt-{}", uuid::Uuid::now_v7()));
    let write = || -> std::io::Result<()> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&draft)?;
        file.write_all(&pem)?;
        file.sync_all()?;
        match fs::hard_link(&draft, &path) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    };
    let written = write();
    let _ = fs::remove_file(&draft);
    written.with_context(|| path.display().to_string())?;
    Ok(path)
}

/// What `REPTIDEX_JWT_KEYS` has to be from now on: what it is, and a new key.
///
/// # Errors
/// When what it is can't be read.
pub fn with_new_key(known: Option<&str>, now: jiff::Timestamp) -> Result<String> {
    let mut keys = known.map(by_time).transpose()?.unwrap_or_default();
    keys.insert(kid_of(now), String::from_utf8(new_pem()?)?);
    Ok(serde_json::to_string(&keys)?)
}

fn kid_of(made: jiff::Timestamp) -> String {
    made.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn new_pem() -> Result<Vec<u8>> {
    let pair = KeyPair::generate(KeySize::Rsa3072).map_err(|_| anyhow::anyhow!("no RSA key could be made"))?;
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|_| anyhow::anyhow!("no RSA key could be written"))?;
    Ok(pem_of(der.as_ref()))
}

fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn pem_of(der: &[u8]) -> Vec<u8> {
    let base64 = BASE64_STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = tail;
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    pem.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_kept_private_and_rotated_late() {
        let folder = std::env::temp_dir().join(format!("reptidex-keys-{}", uuid::Uuid::now_v7()));
        assert!(Keys::load(&folder, false).is_err());
        let first = Keys::load(&folder, true).unwrap();
        assert_eq!(Keys::load(&folder, false).unwrap().0[0].kid, first.0[0].kid);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let file = key_files(&folder).unwrap().remove(0);
            assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let now = jiff::Timestamp::now();
        let later = jiff::Timestamp::from_second(now.as_second() + 60).unwrap();
        add_key(&folder, later).unwrap();
        let both = Keys::load(&folder, false).unwrap();
        assert_eq!(both.jwks()["keys"].as_array().map(Vec::len), Some(2));
        assert_eq!(both.signing(later).kid, first.0[0].kid);
        let much_later = jiff::Timestamp::from_second(later.as_second() + PUBLISH_FIRST).unwrap();
        assert_eq!(both.signing(much_later).kid, both.0[1].kid);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn keys_of_the_environment_are_added_to_and_the_newest_signs_late() {
        let now = jiff::Timestamp::from_second(1_800_000_000).unwrap();
        let one = with_new_key(None, now).unwrap();
        let later = jiff::Timestamp::from_second(now.as_second() + 60).unwrap();
        let two = with_new_key(Some(&one), later).unwrap();
        let (first, both) = (Keys::read(&one).unwrap(), Keys::read(&two).unwrap());
        assert_eq!(both.0.len(), 2);
        assert_eq!(both.signing(later).kid, first.0[0].kid);
        let much_later = jiff::Timestamp::from_second(later.as_second() + PUBLISH_FIRST).unwrap();
        assert_eq!(both.signing(much_later).kid, "20270115T080100Z");
        let config = Config::read(&|name| (name == "REPTIDEX_JWT_KEYS").then(|| two.clone())).unwrap();
        assert_eq!(Keys::open(&config).unwrap().0.len(), 2);
        assert!(!config.describe().contains("PRIVATE KEY"));
    }

    #[test]
    fn wrong_keys_of_the_environment_are_named_and_never_told() {
        for (text, named) in [
            ("hunter2", "REPTIDEX_JWT_KEYS"),
            ("{}", "keys new --print"),
            (r#"{"yesterday": "hunter2"}"#, "yesterday"),
            (r#"{"20261122T160000Z": "hunter2"}"#, "20261122T160000Z"),
        ] {
            let error = format!("{:#}", Keys::read(text).err().unwrap());
            assert!(error.contains("REPTIDEX_JWT_KEYS") && error.contains(named), "{text}: {error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
