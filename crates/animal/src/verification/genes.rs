//! Genes in verifications: who can be asked about them, and how they read.

use crate::{
    Animals, Result,
    claims::bench::{Bench, calculator, sex_of},
    store::link::Link,
};
use repti_model::{
    animal::{ParentSide, Sex},
    genotype::GenotypeClaim,
    lineage::{ClaimSaid, Relative, VerificationCase, VerificationWay},
    registry::Taxon,
};

impl Animals {
    /// Gives claims about genes their words.
    pub(super) async fn dress(&self, cases: &mut [VerificationCase]) -> Result<()> {
        let taxa = self.taxa().await?;
        for case in cases {
            let taxon = case.child.taxon.clone().unwrap_or_default();
            dress_said(&taxa, &mut case.said, &taxon, case.child.sex);
        }
        Ok(())
    }
}

/// Gives a claim about a gene its words, as the catalogue of the animal's species has them. `taxon` is the common name.
pub(crate) fn dress_said(taxa: &[Taxon], said: &mut ClaimSaid, taxon: &str, sex: Sex) {
    if let ClaimSaid::Gene { claimed, words, look, .. } = said {
        let slug = taxa.iter().find(|known| known.common_name == taxon).map(|known| known.slug.as_str());
        let bench = Bench { calculator: calculator(taxon, slug.unwrap_or_default()), sex: sex_of(sex) };
        (_, *words, *look) = bench.words(claimed);
    }
}

/// What a claim about a gene says, still without its words.
pub(super) fn said(claim: GenotypeClaim) -> ClaimSaid {
    ClaimSaid::Gene { claimed: claim.claimed, words: claim.words, look: claim.look, basis: claim.basis }
}

/// Who can be asked about the genes of an animal with these parents, and by which of them: as `animal.gene_witness` chooses.
pub(super) fn witness(links: &[Link]) -> (VerificationWay, Relative) {
    let askable = |side: ParentSide| {
        let mut theirs = links.iter().filter(move |link| link.claim.side == side).map(|link| &link.claim.parent);
        theirs.find(|parent| VerificationWay::of(parent) == VerificationWay::OtherBreeder)
    };
    let way = VerificationWay::of_gene(links.iter().map(|link| &link.claim.parent));
    (way, askable(ParentSide::Dam).or_else(|| askable(ParentSide::Sire)).cloned().unwrap_or_else(Relative::hidden))
}
