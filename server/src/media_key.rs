//! The key by which addresses of private pictures are signed: 32 bytes in hexadecimal, in `REPTIDEX_MEDIA_KEY` or in `media.key` of the secrets folder,
//! the same for every process.

use crate::config::Config;
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

const FILE: &str = "media.key";

/// The key of the environment, else of the secrets folder.
///
/// # Errors
/// Says what is wrong with it, or how to make it.
pub fn open(config: &Config) -> Result<[u8; 32]> {
    match &config.media_key {
        Some(text) => decode(text).context("REPTIDEX_MEDIA_KEY"),
        None => load(&config.secrets_dir, config.development),
    }
}

fn decode(text: &str) -> Result<[u8; 32]> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map_err(|_| anyhow::anyhow!("not 64 hexadecimal digits"))?;
    Ok(key)
}

/// Reads the key. Without one, `may_generate` makes it.
///
/// # Errors
/// Says which file is wrong, or how to make it.
pub fn load(folder: &Path, may_generate: bool) -> Result<[u8; 32]> {
    let path = folder.join(FILE);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound && may_generate => {
            make(folder)?;
            fs::read_to_string(&path)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "REPTIDEX_SECRETS_DIR: there is no {}. Make it with `reptidex keys new`, and give every process the same.",
            path.display()
        ),
        read => read,
    };
    let text = text.with_context(|| format!("REPTIDEX_SECRETS_DIR: {} can't be read", path.display()))?;
    decode(&text).with_context(|| format!("REPTIDEX_SECRETS_DIR: {}", path.display()))
}

/// Makes the key where there is none; whoever comes second finds the first's.
///
/// # Errors
/// When the folder can't be written to.
pub fn make(folder: &Path) -> Result<()> {
    let path = folder.join(FILE);
    fs::create_dir_all(folder).with_context(|| format!("REPTIDEX_SECRETS_DIR: can't make {}", folder.display()))?;
    // Written aside and linked, so that nobody ever reads half of it.
    let aside = folder.join(format!(".{FILE}.{}", std::process::id()));
    let key = hex::encode(rand::random::<[u8; 32]>());
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&aside)
        .and_then(|mut file| file.write_all(key.as_bytes()))
        .with_context(|| format!("REPTIDEX_SECRETS_DIR: can't write {}", aside.display()))?;
    let linked = fs::hard_link(&aside, &path);
    let _ = fs::remove_file(&aside);
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("REPTIDEX_SECRETS_DIR: can't write {}", path.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> std::path::PathBuf {
        std::env::temp_dir().join(format!("reptidex-key-{}", uuid::Uuid::now_v7()))
    }

    #[test]
    fn a_key_is_made_once_and_only_where_that_is_wanted() {
        let folder = folder();
        assert!(format!("{:#}", load(&folder, false).unwrap_err()).contains("keys new"));
        let key = load(&folder, true).expect("made");
        assert_eq!(load(&folder, true).expect("kept"), key);
        make(&folder).expect("there already");
        assert_eq!(load(&folder, false).expect("kept"), key);
        fs::write(folder.join(FILE), "short").expect("written");
        assert!(format!("{:#}", load(&folder, true).unwrap_err()).contains("64 hexadecimal digits"));
        fs::remove_dir_all(folder).ok();
    }

    #[test]
    fn a_key_of_the_environment_goes_before_files() {
        let with =
            |value: &str| Config::read(&|name| (name == "REPTIDEX_MEDIA_KEY").then(|| value.to_owned())).unwrap();
        assert_eq!(open(&with(&"0a".repeat(32))).unwrap(), [10; 32]);
        let error = format!("{:#}", open(&with("hunter2")).unwrap_err());
        assert!(error.contains("REPTIDEX_MEDIA_KEY") && !error.contains("hunter2"), "{error}");
    }
}
