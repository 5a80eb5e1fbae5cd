//! Every crate we ship or build with has a licence that lets us give ReptiDex away under MIT OR Apache-2.0.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::metadata::{self, Package};
use crate::spdx;

/// Permissive ones, and MPL-2.0, whose duties end at the file. No GPL, LGPL or AGPL, unless another can be chosen.
const ACCEPTED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    // Wants to be named where the program is described: README.md does.
    "IJG",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    // BSD's terms in other words, of the fuzzer that rav1e names for its own tests: nothing of it is compiled here.
    "NCSA",
    "OFL-1.1",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// The crates whose licence isn't accepted, each with what it says.
pub fn run() -> Result<Vec<String>> {
    Ok(complaints(&metadata::everything()?))
}

fn complaints(packages: &[Package]) -> Vec<String> {
    let found: BTreeSet<String> = packages
        .iter()
        .filter_map(|package| match &package.licence {
            None => Some(format!("{}: names no licence", package.name)),
            Some(licence) if spdx::satisfied(licence, &|one| ACCEPTED.contains(&one)) => None,
            Some(licence) => Some(format!("{}: {licence}", package.name)),
        })
        .collect();
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(licence: Option<&str>) -> Package {
        Package { name: "some".to_owned(), licence: licence.map(str::to_owned), dependencies: Vec::new() }
    }

    #[test]
    fn copyleft_and_unlicensed_crates_are_named() {
        assert_eq!(complaints(&[package(Some("MIT OR LGPL-2.1-or-later"))]), Vec::<String>::new());
        assert_eq!(complaints(&[package(Some("AGPL-3.0"))]), ["some: AGPL-3.0"]);
        assert_eq!(complaints(&[package(None)]), ["some: names no licence"]);
    }
}
