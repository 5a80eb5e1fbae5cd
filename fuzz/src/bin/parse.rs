//! A text of one species: read, named and read again. The first byte picks the species.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use reptidex_fuzz::{laws, text};

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some((&species, rest)) = data.split_first() else { return Corpus::Reject };
    let Some(text) = text(rest) else { return Corpus::Reject };
    laws::text(species.into(), text);
    Corpus::Keep
});
