use app_shared::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use repti_model::{
    ancestry::Ancestry,
    genotype::GenotypeRecord,
    lineage::{Descendant, OverturnedClaim, Sibling},
    media::PublicPhoto,
    pedigree::PedigreeNode,
    public::{PublicAnimal, PublicBreeder},
};
use serde::{Deserialize, Serialize};

/// Everything of a public animal's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnimalPageData {
    pub animal: PublicAnimal,
    /// In its keeper's order.
    pub photos: Vec<PublicPhoto>,
    /// What is claimed of its genes, and how each claim is known.
    pub genotype: GenotypeRecord,
    pub pedigree: PedigreeNode,
    /// None while it can't be reckoned: nothing is stored of it yet, and others' figures come before.
    pub ancestry: Option<Ancestry>,
    pub overturned: Vec<OverturnedClaim>,
    pub siblings: Vec<Sibling>,
    pub offspring: Vec<Descendant>,
    pub breeder: PublicBreeder,
}

/// A public animal with its pedigree, family and breeder. An id that can't be one is simply not found.
#[server(prefix = "/sfn/public", endpoint = "animal_page", input = Json)]
pub async fn animal_page(id: String) -> Result<AnimalPageData, AppError> {
    use repti_model::{AnimalId, ErrorCode, Problem};
    let id: AnimalId = id.parse().map_err(|_| Problem::of(ErrorCode::NotFound))?;
    let domain = app_shared::ssr::domain()?;
    let animals = &domain.animal;
    let animal = animals.public_animal(id).await?;
    let photos = domain.media.public_photos(id).await?;
    let genotype = animals.public_genotype(id).await?;
    let pedigree = animals.public_pedigree(id, 5).await?;
    let ancestry = match animals.public_ancestry(id).await.map_err(Problem::from) {
        Ok(ancestry) => Some(ancestry),
        Err(problem) if problem.code == ErrorCode::Unavailable => None,
        Err(problem) => return Err(problem.into()),
    };
    let overturned = animals.public_overturned(id).await?;
    let siblings = animals.public_siblings(id).await?;
    let offspring = animals.public_offspring(id, 24).await?;
    let breeder = animals.public_breeder(&animal.card.breeder.slug).await?;
    Ok(AnimalPageData { animal, photos, genotype, pedigree, ancestry, overturned, siblings, offspring, breeder })
}
