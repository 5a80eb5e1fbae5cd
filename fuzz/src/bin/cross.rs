//! A pairing in the form of `crosses.json`.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use reptidex_fuzz::{is_small, laws, text};

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some(json) = text(data).filter(|json| is_small(json, 40)) else { return Corpus::Reject };
    laws::entries(0, json);
    Corpus::Keep
});
