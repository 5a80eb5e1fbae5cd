//! The cases as functions that JavaScript calls: one is made ready by its place, then asked again and again.

#[cfg(target_arch = "wasm32")]
mod exports {
    use repti_genetics_bench::{CASES, Work};
    use std::cell::RefCell;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static READY: RefCell<Option<Work>> = const { RefCell::new(None) };
    }

    /// The cases' names, a line each.
    #[wasm_bindgen]
    pub fn names() -> String {
        CASES.map(|case| case.name).join("\n")
    }

    /// Makes the case at a place ready, after the one before is gone. Whether there is one.
    #[wasm_bindgen]
    pub fn prepare(place: usize) -> bool {
        READY.with_borrow_mut(|ready| {
            *ready = None;
            *ready = CASES.get(place).and_then(|case| (case.make)());
            ready.is_some()
        })
    }

    /// Asks so many times, and gives the last answer.
    #[wasm_bindgen]
    pub fn ask(times: u32) -> f64 {
        READY.with_borrow_mut(|ready| {
            ready.as_mut().map_or(f64::NAN, |work| (0..times).fold(f64::NAN, |_, _| std::hint::black_box(work())))
        })
    }
}
