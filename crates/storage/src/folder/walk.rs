//! Objects by the order of their keys, which isn't the order of folders' names: `a-b` comes before `a/b`, and that before `a0`.

use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::files::{failed, only_if_there};
use crate::{Key, Listed, Result};

struct Walk<'a> {
    prefix: &'a str,
    after: &'a str,
    limit: usize,
    found: Vec<Listed>,
}

/// At most `limit` objects below `root`. Folders in which none can be are not opened.
pub fn list(root: &Path, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Listed>> {
    let mut walk = Walk { prefix, after: after.map_or("", Key::as_str), limit, found: Vec::new() };
    walk.folder(root, "")?;
    Ok(walk.found)
}

impl Walk<'_> {
    /// `above` is what keys in this folder begin with: nothing, or a name that ends in a slash.
    fn folder(&mut self, path: &Path, above: &str) -> Result<()> {
        for name in names(path, above)? {
            if self.found.len() >= self.limit {
                break;
            }
            if !name.ends_with('/') {
                self.file(path, above, name)?;
            } else if self.may_hold(&name) {
                self.folder(&path.join(&name[above.len()..]), &name)?;
            }
        }
        Ok(())
    }

    fn may_hold(&self, folder: &str) -> bool {
        (folder.starts_with(self.prefix) || self.prefix.starts_with(folder))
            && (folder > self.after || self.after.starts_with(folder))
    }

    fn file(&mut self, path: &Path, above: &str, name: String) -> Result<()> {
        if !name.starts_with(self.prefix) || name.as_str() <= self.after {
            return Ok(());
        }
        let path = path.join(&name[above.len()..]);
        // What was put there by hand under a name that is no key isn't ours.
        let Ok(key) = Key::new(name) else { return Ok(()) };
        let Some(file) = only_if_there(&path, fs::metadata(&path))? else { return Ok(()) };
        let modified = file.modified().map_err(|error| failed(&path, &error))?;
        let modified = Timestamp::try_from(modified).unwrap_or(Timestamp::MAX);
        self.found.push(Listed { key, size: file.len(), modified });
        Ok(())
    }
}

/// What the folder holds, in order: keys of files, and for folders what keys in them begin with.
fn names(path: &Path, above: &str) -> Result<Vec<String>> {
    let Some(entries) = only_if_there(path, fs::read_dir(path))? else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| failed(path, &error))?;
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else { continue };
        let slash = if kind.is_dir() { "/" } else { "" };
        names.push(format!("{above}{name}{slash}"));
    }
    names.sort_unstable();
    Ok(names)
}
