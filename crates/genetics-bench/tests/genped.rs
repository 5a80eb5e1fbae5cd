//! The generator against the sums of the files that the figures of others were measured on.

use repti_genetics_bench::genped;
use sha2::{Digest as _, Sha256};

/// The big ones take a second each, and the same code makes them.
#[test]
fn generated_files_are_the_same_everywhere() {
    for (name, sum) in [
        ("tiny_200", "4b95d2793704f76038c5fd0873d5c6c2c9b399b19d128aaaf7de859e558987f1"),
        ("small_2000", "964ddf6ba1e56e0fc7e2d1f06e968cdf924b3a19fc678aea24274f07484bbaa8"),
        ("shallow_1e5", "beae1b4157e8f33b36aa958f95628162a4e08eb2038ec26464eb460c6f4d74e4"),
        ("deep_1e5", "257444b061cb526b43721906a2722516f853a1bfe9316f14726a1c9f6e656e87"),
    ] {
        let preset = genped::PRESETS.iter().find(|preset| preset.0 == name).unwrap();
        assert_eq!(hex::encode(Sha256::digest(genped::csv(&genped::generate(preset)))), sum, "{name}");
    }
}
