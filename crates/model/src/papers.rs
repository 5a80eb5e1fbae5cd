//! Certificates of origin: what a vivarium stated of an animal on paper, and what the record says of it later.

use crate::{AnimalId, CertificateId, FieldErrors, text::check_line, text_enum::text_enum};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a certificate states, in the order of the paper.
    pub enum CertifiedFact {
        Name = ("name", "Name"),
        Code = ("code", "Code"),
        Species = ("species", "Species"),
        Sex = ("sex", "Sex"),
        Born = ("born", "Hatched or born"),
        Origin = ("origin", "Origin"),
        Genotype = ("genotype", "Genotype as recorded"),
        Verified = ("verified", "Of it verified"),
        BredBy = ("bred_by", "Bred by"),
        KeptBy = ("kept_by", "Kept by"),
        Sire = ("sire", "Sire"),
        SireGenotype = ("sire_genotype", "Genotype of the sire"),
        SireKnown = ("sire_known", "The sire is known by"),
        Dam = ("dam", "Dam"),
        DamGenotype = ("dam_genotype", "Genotype of the dam"),
        DamKnown = ("dam_known", "The dam is known by"),
    }
}

/// One fact as it stands on the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatedFact {
    pub fact: CertifiedFact,
    pub value: String,
}

/// What is stated of a fact; empty where nothing is.
#[must_use]
pub fn stated(facts: &[StatedFact], fact: CertifiedFact) -> &str {
    facts.iter().find(|stated| stated.fact == fact).map_or("", |stated| stated.value.as_str())
}

/// A certificate as its vivarium sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certificate {
    pub id: CertificateId,
    pub animal_id: AnimalId,
    /// The last part of its check page's address. Whoever has the paper has it.
    pub token: String,
    /// The beginning of the digest of what is stated, as it stands on the paper: `3F9A-22C1-08BE-77D0`.
    pub code: String,
    pub facts: Vec<StatedFact>,
    /// The vivarium's name when it was issued.
    pub issuer: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub issued_at: Timestamp,
    /// Who issued it.
    pub issued_by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub revoked_at: Option<Timestamp>,
    /// Why, for the vivarium's own eyes.
    pub revoked_because: String,
}

/// Why a certificate is revoked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revocation {
    /// For the vivarium's own eyes: the check page says only that it was revoked.
    pub reason: String,
}

impl Revocation {
    /// Checks the reason.
    ///
    /// # Errors
    /// The message by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_line(&mut errors, "reason", "a reason", &self.reason, 3, 300);
        errors.into_result()
    }
}

text_enum! {
    /// How a certificate stands.
    pub enum CertificateState {
        Holds = ("holds", "Holds"),
        Differs = ("differs", "The record differs"),
        Withheld = ("withheld", "Not shown"),
        Revoked = ("revoked", "Revoked"),
    }
}

/// A fact as it was stated and as the record has it today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckedFact {
    pub fact: CertifiedFact,
    /// `null` where its owner keeps that animal private today.
    pub stated: Option<String>,
    /// As everybody may see it. `null` where that isn't shown.
    pub today: Option<String>,
}

impl CheckedFact {
    /// Whether the record says something else today. What isn't shown isn't compared.
    #[must_use]
    pub fn differs(&self) -> bool {
        matches!((&self.stated, &self.today), (Some(stated), Some(today)) if stated != today)
    }
}

/// What the check page of a certificate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateCheck {
    pub state: CertificateState,
    pub code: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub issued_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub revoked_at: Option<Timestamp>,
    /// The animal's public page, where it has one and the certificate holds.
    pub animal: Option<AnimalId>,
    /// Empty of a certificate that is revoked, and of an animal that isn't public today.
    pub facts: Vec<CheckedFact>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_both_show_can_differ() {
        let fact = |stated: Option<&str>, today: Option<&str>| CheckedFact {
            fact: CertifiedFact::Sire,
            stated: stated.map(str::to_owned),
            today: today.map(str::to_owned),
        };
        assert!(fact(Some("Onyx"), Some("Pike")).differs());
        for same in
            [fact(Some("Onyx"), Some("Onyx")), fact(None, None), fact(Some("Onyx"), None), fact(None, Some("Pike"))]
        {
            assert!(!same.differs());
        }
    }

    #[test]
    fn a_revocation_wants_a_reason() {
        assert!(Revocation { reason: " ".into() }.validate().is_err());
        assert!(Revocation { reason: "Sold as another animal".into() }.validate().is_ok());
    }
}
