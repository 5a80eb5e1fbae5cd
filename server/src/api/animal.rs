//! `/api/v1/animal`: the registry, lineage, views, import and export; and the engine, which looks at bodies alone.

mod animals;
mod engine;
mod evidence;
mod exports;
mod genotype;
mod imports;
mod kinship;
mod lineage;
mod pairings;
mod query;
mod taxa;
mod verification;
mod views;

pub use engine::is_computation;

use super::ApiState;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this service.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(taxa::list_taxa))
        .routes(routes!(animals::list_animals, animals::create_animal))
        .routes(routes!(animals::get_animal, animals::change_animal))
        .routes(routes!(animals::archive_animal))
        .routes(routes!(animals::restore_animal))
        .routes(routes!(animals::animal_history))
        .routes(routes!(animals::edit_many))
        .routes(routes!(animals::undo_many))
        .routes(routes!(lineage::add_parent))
        .routes(routes!(lineage::change_claim, lineage::retract_claim))
        .routes(routes!(lineage::answer_warning))
        .routes(routes!(genotype::genotype_claims, genotype::add_genotype_claims))
        .routes(routes!(genotype::change_genotype_claim, genotype::retract_genotype_claim))
        .routes(routes!(genotype::restore_genotype_claim))
        .routes(routes!(genotype::genotype_odds))
        .routes(routes!(genotype::preview_text_claims))
        .routes(routes!(genotype::claim_texts))
        .routes(routes!(genotype::undo_text_claims))
        .routes(routes!(pairings::list_pairings, pairings::plan_pairing))
        .routes(routes!(pairings::get_pairing, pairings::change_pairing))
        .routes(routes!(pairings::cancel_pairing))
        .routes(routes!(pairings::restore_pairing))
        .routes(routes!(verification::list_verifications))
        .routes(routes!(verification::animal_verifications))
        .routes(routes!(verification::verify_parent))
        .routes(routes!(verification::verify_gene))
        .routes(routes!(evidence::parent_evidence, evidence::add_parent_evidence))
        .routes(routes!(evidence::gene_evidence, evidence::add_gene_evidence))
        .routes(routes!(evidence::read_evidence, evidence::remove_evidence))
        .routes(routes!(lineage::pedigree))
        .routes(routes!(lineage::ancestry))
        .routes(routes!(lineage::mates))
        .routes(routes!(lineage::plans))
        .routes(routes!(kinship::kinship))
        .routes(routes!(kinship::what_if))
        .routes(routes!(kinship::collection_report))
        .routes(routes!(lineage::descendants))
        .routes(routes!(lineage::siblings))
        .routes(routes!(views::list_views, views::save_view))
        .routes(routes!(views::delete_view))
        .routes(routes!(imports::list_imports, imports::upload_import))
        .routes(routes!(imports::get_import, imports::discard_import))
        .routes(routes!(imports::choose_import_sheet))
        .routes(routes!(imports::map_import))
        .routes(routes!(imports::preview_import))
        .routes(routes!(imports::import_rows))
        .routes(routes!(imports::commit_import))
        .routes(routes!(imports::revert_import))
        .routes(routes!(exports::list_exports))
        .routes(routes!(exports::download_export))
        .merge(engine::routes())
}
