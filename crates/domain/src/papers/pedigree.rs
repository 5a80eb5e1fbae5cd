//! The pedigree of an animal as a document: of a public one as everybody sees it, of an own one as its keepers do.

use super::{Paper, slug, words};
use crate::Domain;
use jiff::civil::Date;
use repti_model::{
    Action, Actor, AnimalId, ErrorCode, FieldErrors, Problem,
    ancestry::Ancestry,
    animal::Visibility,
    genotype::GenotypeRecord,
    lineage::Shown,
    pedigree::{PedigreeNode, PedigreeParent},
    registry::AnimalKind,
};
use repti_paper::pedigree::{Ancestor, Pedigree, draw};

/// Pixels to a point of a picture: twice what a screen has.
const SCALE: f32 = 2.0;

/// When, and by which addresses, a paper is made.
#[derive(Debug, Clone, Copy)]
pub struct Printing<'a> {
    pub today: Date,
    /// The public portal's address, without a slash at its end.
    pub home: &'a str,
}

/// How deep a pedigree on paper goes.
///
/// # Errors
/// When there is no paper for so many generations.
pub fn check_generations(wanted: Option<i64>) -> Result<u8, Problem> {
    let most = PedigreeNode::MAX_GENERATIONS;
    let wanted = wanted.unwrap_or(4);
    let fits = u8::try_from(wanted).ok().filter(|wanted| (1..=most).contains(wanted));
    fits.ok_or_else(|| FieldErrors::one("generations", format!("Choose between 1 and {most}.")).into())
}

impl Domain {
    /// The pedigree of a public animal, of what everybody sees.
    ///
    /// # Errors
    /// When the animal isn't public.
    pub async fn public_pedigree_paper(
        &self,
        id: AnimalId,
        generations: u8,
        printing: Printing<'_>,
    ) -> Result<Paper, Problem> {
        let animal = self.animal.public_animal(id).await?;
        let genotype = self.animal.public_genotype(id).await?;
        let tree = self.animal.public_pedigree(id, generations).await?;
        let ancestry = reckoned(self.animal.public_ancestry(id).await)?;
        let card = &animal.card;
        let printed = words::day(printing.today);
        let bred_by = if animal.breeder_of_record.is_empty() { &card.breeder.name } else { &animal.breeder_of_record };
        let sheet = Pedigree {
            name: card.label().to_owned(),
            morph: words::known(&card.genotype_text),
            species: card.taxon.common_name.clone(),
            latin: animal.scientific_name.clone(),
            facts: facts(
                &card.code,
                words::sex(card.sex, animal.sex_confidence),
                words::birth(card.born),
                bred_by,
                &genotype,
                ancestry.as_ref(),
            ),
            parents: parents(&tree),
            generations,
            check: format!("{}/animals/{id}#pedigree", printing.home),
            logo: self.public_logo(&card.breeder.slug).await?,
            source: format!(
                "Made from what everybody can see of the record that {} keeps. Ancestors whose owners keep them private aren’t named.",
                card.breeder.name
            ),
            printed,
            date: words::numbers(printing.today),
        };
        Ok(paper(&sheet, card.label()))
    }

    /// The pedigree of an own animal, of what its keepers see.
    ///
    /// # Errors
    /// When the actor's vivarium has no such animal.
    pub async fn pedigree_paper(
        &self,
        actor: &Actor,
        id: AnimalId,
        generations: u8,
        printing: Printing<'_>,
    ) -> Result<Paper, Problem> {
        let vivarium = actor.require(Action::Read)?;
        let animal = self.animal.get(actor, id).await?;
        let genotype = self.animal.genotype(actor, id).await?;
        let tree = self.animal.pedigree(actor, id, generations).await?;
        let ancestry = reckoned(self.animal.shown_ancestry(actor, id).await.map(|(ancestry, _)| ancestry))?;
        let fields = &animal.fields;
        let public = fields.visibility == Visibility::Public && self.animal.public_animal(id).await.is_ok();
        let bred_by = if fields.breeder_of_record.is_empty() { "Not recorded" } else { &fields.breeder_of_record };
        let taxon = self.animal.taxa().await?.iter().find(|taxon| taxon.id == fields.taxon_id).cloned();
        let sheet = Pedigree {
            name: animal.label().to_owned(),
            morph: words::known(&fields.genotype_text),
            species: animal.taxon.common_name.clone(),
            latin: taxon.map(|taxon| taxon.scientific_name).unwrap_or_default(),
            facts: facts(
                &fields.code,
                words::sex(fields.sex, fields.sex_confidence),
                words::birth(fields.born),
                bred_by,
                &genotype,
                ancestry.as_ref(),
            ),
            parents: parents(&tree),
            generations,
            // Nobody else could look a private animal up.
            check: if public { format!("{}/animals/{id}#pedigree", printing.home) } else { String::new() },
            logo: self.own_logo(actor).await?,
            source: format!(
                "Made from the record of {} as its keepers see it; others may see less of it.",
                vivarium.name
            ),
            printed: words::day(printing.today),
            date: words::numbers(printing.today),
        };
        Ok(paper(&sheet, animal.label()))
    }
}

fn paper(sheet: &Pedigree, label: &str) -> Paper {
    Paper::new(draw(sheet), SCALE, format!("pedigree-{}", slug(label)), sheet)
}

/// A figure that doesn't get its turn is left out, and the paper says so.
fn reckoned(ancestry: Result<Ancestry, impl Into<Problem>>) -> Result<Option<Ancestry>, Problem> {
    match ancestry.map_err(Into::into) {
        Ok(ancestry) => Ok(Some(ancestry)),
        Err(problem) if matches!(problem.code, ErrorCode::Unavailable | ErrorCode::RateLimited) => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn facts(
    code: &str,
    sex: String,
    born: String,
    bred_by: &str,
    genotype: &GenotypeRecord,
    ancestry: Option<&Ancestry>,
) -> Vec<(String, String)> {
    [
        ("Code", words::known(code)),
        ("Sex", sex),
        ("Hatched or born", born),
        ("Bred by", bred_by.to_owned()),
        ("Genotype verified", words::verified(genotype)),
        ("Inbreeding (F)", words::inbreeding(ancestry)),
    ]
    .map(|(label, value)| (label.to_owned(), value))
    .into()
}

pub(super) fn parents(node: &PedigreeNode) -> [Option<Box<Ancestor>>; 2] {
    [ancestor(&node.sires), ancestor(&node.dams)]
}

/// The likeliest candidate, with a word of the others.
fn ancestor(candidates: &[PedigreeParent]) -> Option<Box<Ancestor>> {
    let (first, others) = candidates.split_first()?;
    let animal = &first.node.animal;
    let (tone, state, short) = words::state(first, others.len());
    let name = animal.label().to_owned();
    Some(Box::new(Ancestor {
        code: if name == animal.code { String::new() } else { animal.code.clone() },
        name,
        morph: animal.genotype_text.clone(),
        born: animal.born.map(|born| born.date().year().to_string()).unwrap_or_default(),
        breeder: animal.breeder.as_ref().map(|breeder| breeder.name.clone()).unwrap_or_default(),
        blank: animal.shown == Shown::Hidden || animal.kind == AnimalKind::Placeholder,
        state,
        short,
        tone,
        parents: parents(&first.node),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::{
        animal::ParentBasis,
        lineage::{Chance, Relative, VerificationState},
    };

    fn claim(name: &str, basis: ParentBasis, chance: &str, verification: VerificationState) -> PedigreeParent {
        let relative = Relative { shown: Shown::Public, name: name.into(), ..Relative::hidden() };
        let chance: Chance = chance.parse().expect("a chance");
        PedigreeParent { basis, chance, verification, node: PedigreeNode::leaf(relative) }
    }

    #[test]
    fn an_ancestor_says_how_it_is_known_and_who_else_it_may_be() {
        let sires = vec![
            claim("Onyx", ParentBasis::Declared, "2/3", VerificationState::Unverified),
            claim("Pike", ParentBasis::Declared, "1/3", VerificationState::Unverified),
        ];
        let sire = ancestor(&sires).expect("a sire");
        assert_eq!(
            (sire.name.as_str(), sire.state.as_str()),
            ("Onyx", "Declared by the keeper · 66% likely · or one other")
        );
        let disputed = [claim("Onyx", ParentBasis::ConfirmedByOtherBreeder, "1", VerificationState::Disputed)];
        assert_eq!(ancestor(&disputed).expect("a sire").short, "Disputed");
        let dna = [claim("Onyx", ParentBasis::Dna, "1", VerificationState::Verified)];
        assert_eq!(ancestor(&dna).expect("a sire").short, "DNA");
    }

    #[test]
    fn a_hidden_ancestor_is_a_private_place_on_paper() {
        let hidden = PedigreeParent {
            node: PedigreeNode::leaf(Relative::hidden()),
            ..claim("", ParentBasis::Declared, "1", VerificationState::Unverified)
        };
        let drawn = ancestor(&[hidden]).expect("a place");
        assert!(drawn.blank && drawn.name == "Private animal" && drawn.code.is_empty() && drawn.morph.is_empty());
    }

    #[test]
    fn generations_are_one_to_five() {
        assert_eq!(check_generations(None).ok(), Some(4));
        assert_eq!(check_generations(Some(5)).ok(), Some(5));
        for wrong in [0, 6, -1, i64::MAX] {
            let problem = check_generations(Some(wrong)).expect_err("refused");
            assert!(problem.fields.0.contains_key("generations"));
        }
    }
}
