//! Certificates of origin: what is stated comes from the record as the vivarium sees it; what it is compared with later, from what everybody sees.

use super::{Paper, Printing, slug, words};
use crate::Domain;
use jiff::tz::TimeZone;
use rand::Rng as _;
use repti_animal::{NewCertificate, ShownCertificate};
use repti_model::{
    Action, Actor, AnimalId, CertificateId, ErrorCode, Problem,
    animal::{Sex, SexConfidence},
    genotype::GenotypeRecord,
    lineage::Shown,
    papers::{Certificate, CertificateCheck, CertificateState, CertifiedFact as Fact, CheckedFact, StatedFact, stated},
    pedigree::{PedigreeNode, PedigreeParent},
    registry::AnimalKind,
};
use repti_paper::{
    Picture,
    certificate::{Certificate as Sheet, Parent, draw},
};

const SCALE: f32 = 2.0;
/// What a token is written with.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Domain {
    /// What a certificate issued now would state.
    ///
    /// # Errors
    /// When the actor may not issue, or their vivarium keeps no such animal.
    pub async fn certificate_draft(&self, actor: &Actor, id: AnimalId) -> Result<NewCertificate, Problem> {
        let vivarium = actor.require(Action::EditLineage)?;
        let animal = self.animal.get(actor, id).await?;
        if animal.fields.kind != AnimalKind::Held || animal.archived_at.is_some() {
            let detail = "A certificate is issued for an animal that the vivarium keeps: this one is another breeder's, a placeholder, or in the archive.";
            return Err(Problem::new(ErrorCode::Conflict, detail));
        }
        let genotype = self.animal.genotype(actor, id).await?;
        let tree = self.animal.pedigree(actor, id, 1).await?;
        let taxa = self.animal.taxa().await?;
        let latin =
            taxa.iter().find(|taxon| taxon.id == animal.fields.taxon_id).map(|taxon| taxon.scientific_name.as_str());
        let fields = &animal.fields;
        let said = Said {
            name: animal.label(),
            code: &fields.code,
            species: (&animal.taxon.common_name, latin.unwrap_or_default()),
            sex: (fields.sex, fields.sex_confidence),
            born: words::birth(fields.born),
            origin: fields.origin.label(),
            morph: &fields.genotype_text,
            bred_by: &fields.breeder_of_record,
            kept_by: &vivarium.name,
        };
        Ok(NewCertificate { animal: id, facts: facts(&said, &genotype, &tree), token: token() })
    }

    /// Issues a certificate of what the record says now.
    ///
    /// # Errors
    /// As [`Self::certificate_draft`]; when very many were issued.
    pub async fn issue_certificate(&self, actor: &Actor, id: AnimalId) -> Result<Certificate, Problem> {
        let draft = self.certificate_draft(actor, id).await?;
        Ok(self.animal.issue_certificate(actor, &draft).await?)
    }

    /// A certificate as a document: as it was stated when it was issued, whatever the record says now.
    ///
    /// # Errors
    /// When the actor's vivarium has no such certificate, or it is revoked.
    pub async fn certificate_paper(
        &self,
        actor: &Actor,
        id: CertificateId,
        printing: Printing<'_>,
    ) -> Result<Paper, Problem> {
        let certificate = self.animal.certificate(actor, id).await?;
        if certificate.revoked_at.is_some() {
            return Err(Problem::new(
                ErrorCode::Conflict,
                "This certificate is revoked, so it isn't printed any more.",
            ));
        }
        let sheet = sheet(&certificate, printing.home, self.own_logo(actor).await?);
        let name = format!("certificate-{}", slug(stated(&certificate.facts, Fact::Name)));
        Ok(Paper::new(draw(&sheet), SCALE, name, &sheet))
    }

    /// What the check page says to whoever has the paper.
    ///
    /// # Errors
    /// When no certificate has this token.
    pub async fn check_certificate(&self, token: &str) -> Result<CertificateCheck, Problem> {
        let found = self.animal.certificate_by_token(token).await?;
        let mut check = CertificateCheck {
            state: if found.revoked_at.is_some() { CertificateState::Revoked } else { CertificateState::Withheld },
            code: found.code,
            issued_at: found.issued_at,
            revoked_at: found.revoked_at,
            animal: None,
            facts: Vec::new(),
        };
        let Some(shown) = found.shown else { return Ok(check) };
        let today = match self.public_facts(shown.animal).await {
            Ok(today) => today,
            // Hidden between the two questions.
            Err(problem) if problem.code == ErrorCode::NotFound => return Ok(check),
            Err(problem) => return Err(problem),
        };
        check.animal = Some(shown.animal);
        check.facts = compare(&shown, &today);
        let differs = check.facts.iter().any(CheckedFact::differs);
        check.state = if differs { CertificateState::Differs } else { CertificateState::Holds };
        Ok(check)
    }

    /// What everybody may see of a public animal, as a certificate would state it.
    async fn public_facts(&self, id: AnimalId) -> Result<Vec<StatedFact>, Problem> {
        let animal = self.animal.public_animal(id).await?;
        let genotype = self.animal.public_genotype(id).await?;
        let tree = self.animal.public_pedigree(id, 1).await?;
        let card = &animal.card;
        let said = Said {
            name: card.label(),
            code: &card.code,
            species: (&card.taxon.common_name, &animal.scientific_name),
            sex: (card.sex, animal.sex_confidence),
            born: words::birth(card.born),
            origin: card.origin.label(),
            morph: &card.genotype_text,
            bred_by: &animal.breeder_of_record,
            kept_by: &card.breeder.name,
        };
        Ok(facts(&said, &genotype, &tree))
    }
}

/// Of an animal, whoever looks.
struct Said<'a> {
    name: &'a str,
    code: &'a str,
    species: (&'a str, &'a str),
    sex: (Sex, SexConfidence),
    born: String,
    origin: &'a str,
    morph: &'a str,
    bred_by: &'a str,
    kept_by: &'a str,
}

fn facts(said: &Said<'_>, genotype: &GenotypeRecord, tree: &PedigreeNode) -> Vec<StatedFact> {
    let (sire, dam) = (parent_words(&tree.sires, "Sire"), parent_words(&tree.dams, "Dam"));
    let (common, latin) = said.species;
    let species = if latin.is_empty() { common.to_owned() } else { format!("{common} ({latin})") };
    Fact::ALL
        .iter()
        .map(|fact| {
            let value = match fact {
                Fact::Name => said.name.to_owned(),
                Fact::Code => words::known(said.code),
                Fact::Species => species.clone(),
                Fact::Sex => words::sex(said.sex.0, said.sex.1),
                Fact::Born => said.born.clone(),
                Fact::Origin => said.origin.to_owned(),
                Fact::Genotype => words::known(said.morph),
                Fact::Verified => words::verified(genotype),
                Fact::BredBy => words::known(said.bred_by),
                Fact::KeptBy => said.kept_by.to_owned(),
                Fact::Sire => sire[0].clone(),
                Fact::SireGenotype => sire[1].clone(),
                Fact::SireKnown => sire[2].clone(),
                Fact::Dam => dam[0].clone(),
                Fact::DamGenotype => dam[1].clone(),
                Fact::DamKnown => dam[2].clone(),
            };
            StatedFact { fact: *fact, value }
        })
        .collect()
}

/// Who, with which genotype, known how; of a parent that isn't shown, that it isn't.
fn parent_words(candidates: &[PedigreeParent], side: &str) -> [String; 3] {
    let Some((first, others)) = candidates.split_first() else {
        return [format!("{side} not recorded"), String::new(), String::new()];
    };
    let animal = &first.node.animal;
    let (_, state, _) = words::state(first, others.len());
    if animal.shown == Shown::Hidden {
        return ["Kept private by its owner".to_owned(), String::new(), state];
    }
    let label = animal.label();
    let who = if animal.code.is_empty() || animal.code == label {
        label.to_owned()
    } else {
        format!("{label} ({})", animal.code)
    };
    [who, animal.genotype_text.clone(), state]
}

/// What was stated beside what is so today; of a parent that is hidden today, neither.
fn compare(shown: &ShownCertificate, today: &[StatedFact]) -> Vec<CheckedFact> {
    shown
        .facts
        .iter()
        .filter(|fact| !(fact.value.is_empty() && stated(today, fact.fact).is_empty()))
        .map(|fact| {
            let hidden = match fact.fact {
                Fact::Sire | Fact::SireGenotype | Fact::SireKnown => shown.sire_hidden,
                Fact::Dam | Fact::DamGenotype | Fact::DamKnown => shown.dam_hidden,
                _ => false,
            };
            if hidden {
                return CheckedFact { fact: fact.fact, stated: None, today: None };
            }
            let today = stated(today, fact.fact).to_owned();
            let mut then = fact.value.clone();
            // The code of an animal that shows in pedigrees only is its vivarium's to tell; the paper has it, this page doesn't.
            if matches!(fact.fact, Fact::Sire | Fact::Dam)
                && then.strip_prefix(&today).is_some_and(|code| code.starts_with(" ("))
            {
                then.clone_from(&today);
            }
            CheckedFact { fact: fact.fact, stated: Some(then), today: Some(today) }
        })
        .collect()
}

fn sheet(certificate: &Certificate, home: &str, logo: Option<Picture>) -> Sheet {
    let said = |fact| stated(&certificate.facts, fact);
    let (species, latin) = said(Fact::Species).split_once(" (").unwrap_or((said(Fact::Species), ""));
    let listed =
        [Fact::Code, Fact::Sex, Fact::Born, Fact::Origin, Fact::BredBy, Fact::KeptBy, Fact::Genotype, Fact::Verified];
    let parent = |side: &str, [who, genotype, known]: [Fact; 3]| Parent {
        side: side.to_owned(),
        name: said(who).to_owned(),
        morph: said(genotype).to_owned(),
        state: said(known).to_owned(),
    };
    let date = TimeZone::UTC.to_datetime(certificate.issued_at).date();
    Sheet {
        name: said(Fact::Name).to_owned(),
        morph: said(Fact::Genotype).to_owned(),
        species: species.to_owned(),
        latin: latin.trim_end_matches(')').to_owned(),
        issuer: certificate.issuer.clone(),
        facts: listed.iter().map(|fact| (fact.label().to_owned(), said(*fact).to_owned())).collect(),
        parents: [
            parent("Sire", [Fact::Sire, Fact::SireGenotype, Fact::SireKnown]),
            parent("Dam", [Fact::Dam, Fact::DamGenotype, Fact::DamKnown]),
        ],
        statement: format!(
            "{} states that its record said this of the animal on {}. Parents are claims, and each says how it is known: ReptiDex vouches for those only that another breeder confirmed or a DNA certificate shows.",
            certificate.issuer,
            words::day(date)
        ),
        logo,
        check: format!("{home}/check/{}", certificate.token),
        code: certificate.code.clone(),
        issued: words::day(date),
        date: words::numbers(date),
    }
}

/// 132 bits that nobody can guess.
fn token() -> String {
    let mut random = rand::rng();
    (0..22).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(fact: Fact, value: &str) -> StatedFact {
        StatedFact { fact, value: value.to_owned() }
    }

    #[test]
    fn a_parent_that_is_hidden_today_is_told_neither_then_nor_now() {
        let facts = vec![fact(Fact::Name, "Saffron"), fact(Fact::Sire, "Onyx (CR-1)"), fact(Fact::Dam, "Pearl")];
        let shown = ShownCertificate { animal: AnimalId::new(), facts, sire_hidden: true, dam_hidden: false };
        let today =
            [fact(Fact::Name, "Saffron"), fact(Fact::Sire, "Kept private by its owner"), fact(Fact::Dam, "Ivory")];
        let checked = compare(&shown, &today);
        assert_eq!(
            (checked[1].stated.as_deref(), checked[1].today.as_deref(), checked[1].differs()),
            (None, None, false)
        );
        assert!(!checked[0].differs() && checked[2].differs());
    }

    #[test]
    fn a_code_that_only_the_paper_tells_is_no_difference() {
        let facts = vec![fact(Fact::Sire, "Onyx (CR-1)")];
        let shown = ShownCertificate { animal: AnimalId::new(), facts, sire_hidden: false, dam_hidden: false };
        let checked = compare(&shown, &[fact(Fact::Sire, "Onyx")]);
        assert_eq!((checked[0].stated.as_deref(), checked[0].differs()), (Some("Onyx"), false));
        assert!(compare(&shown, &[fact(Fact::Sire, "On")])[0].differs());
    }

    #[test]
    fn tokens_are_of_the_letters_that_the_table_takes_and_never_the_same() {
        let (one, other) = (token(), token());
        assert!(one != other && one.len() == 22 && one.bytes().all(|letter| LETTERS.contains(&letter)));
    }

    #[test]
    fn the_code_on_the_paper_opens_the_check_page() {
        let certificate = Certificate {
            id: CertificateId::new(),
            animal_id: AnimalId::new(),
            token: "A".repeat(22),
            code: "3F9A-22C1-08BE-77D0".into(),
            facts: vec![fact(Fact::Species, "Ball python (Python regius)")],
            issuer: "Cedar Ridge".into(),
            issued_at: jiff::Timestamp::UNIX_EPOCH,
            issued_by: None,
            revoked_at: None,
            revoked_because: String::new(),
        };
        let sheet = sheet(&certificate, "https://example.org", None);
        assert_eq!(sheet.check, format!("https://example.org/check/{}", "A".repeat(22)));
        assert_eq!((sheet.species.as_str(), sheet.latin.as_str()), ("Ball python", "Python regius"));
        assert_eq!(sheet.issued, "1 January 1970");
    }
}
