//! What of the engine the calculator's pages load, by itself: both texts read, the young named, the odds. Made for its size.

#[cfg(target_arch = "wasm32")]
mod exports {
    use repti_genetics::calculator::{Calculator, Question};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The calculator's answer in short; nothing where the species is unknown or the parents can't be.
    #[wasm_bindgen]
    pub fn answer(taxon: &str, sire: String, dam: String, eggs: u32) -> Option<String> {
        let answer = Calculator::current(taxon)?.answer(&Question { taxon: taxon.to_owned(), sire, dam, eggs });
        let likeliest = answer.forecast?.young.into_iter().next()?;
        Some(likeliest.name)
    }
}
