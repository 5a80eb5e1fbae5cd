//! The hashed files of each portal's bundle: found once at the start, a missing one is said at once.

use anyhow::{Context, Result};
use app_shared::shell::PortalAssets;
use std::{fs, path::Path};

/// Finds the hashed files in a portal's `pkg` folder.
///
/// The newest of each kind wins, so that a folder in which an old build lies around still serves the new one.
///
/// # Errors
/// When the folder or one of the files is missing.
pub fn find(site_dir: &Path, portal: &str) -> Result<PortalAssets> {
    let folder = site_dir.join(format!("site-{portal}")).join("pkg");
    let newest = |extension: &str| -> Result<String> {
        fs::read_dir(&folder)
            .with_context(|| {
                format!("no bundle of the {portal} portal in {} (build it: script/server does)", folder.display())
            })?
            .filter_map(Result::ok)
            .filter(|entry| entry.file_name().to_str().is_some_and(|name| is_bundle_file(name, extension)))
            .max_by_key(|entry| entry.metadata().and_then(|meta| meta.modified()).ok())
            .and_then(|entry| entry.file_name().into_string().ok())
            .with_context(|| format!("no .{extension} file in {}", folder.display()))
    };
    Ok(PortalAssets { js: newest("js")?, wasm: newest("wasm")?, css: newest("css")? })
}

fn is_bundle_file(name: &str, extension: &str) -> bool {
    name.strip_prefix("reptidex.").is_some_and(|rest| rest.ends_with(&format!(".{extension}")) || rest == extension)
}

#[cfg(test)]
mod tests {
    use super::is_bundle_file;

    #[test]
    fn bundle_files_are_told_from_compressed_twins() {
        assert!(is_bundle_file("reptidex.Ab3_x.js", "js"));
        assert!(is_bundle_file("reptidex.css", "css"));
        assert!(!is_bundle_file("reptidex.Ab3_x.js.br", "js"));
        assert!(!is_bundle_file("other.js", "js"));
    }
}
