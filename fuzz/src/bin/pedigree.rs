//! A table of animals: read, checked, and its inbreeding, kinship and measures reckoned. Not text only: the reader takes files.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reptidex_fuzz::laws;

fuzz_target!(|data: &[u8]| laws::table(data));
