//! The likeliest rows of products of classes: best-first search beside what sorting gives. Any bytes are some products.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reptidex_fuzz::likeliest;

fuzz_target!(|data: &[u8]| likeliest::rows(data));
