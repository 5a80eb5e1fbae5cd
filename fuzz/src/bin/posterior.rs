//! Evidence in the form of `bayes.json`.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use reptidex_fuzz::{is_small, laws, text};

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some(json) = text(data).filter(|json| is_small(json, 32)) else { return Corpus::Reject };
    laws::entries(2, json);
    Corpus::Keep
});
