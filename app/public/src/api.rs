//! Server functions of the public portal, mounted under `/sfn/public/` only. One a page, so that a page is one call.

mod animal;
mod breeder;
mod check;
mod genes;
mod home;
mod search;
mod status;

pub use animal::{AnimalPageData, animal_page};
pub use breeder::{BreederPageData, breeder_page, breeders_page};
pub use check::check_certificate;
pub use genes::{GenePageData, genes_page, load_combo, load_gene, taxon_genes_page};
pub use home::{HomeData, home_page};
pub use search::{SearchData, search_page};
pub use status::status_page;
