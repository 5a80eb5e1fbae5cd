//! A claim about one gene of an animal.

use crate::{
    AnimalId, FieldErrors, GenotypeClaimId,
    lineage::{Chance, VerificationState},
    registry::{check_text, given},
    text_enum::text_enum,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

text_enum! {
    /// How a gene of an animal is known, from the weakest basis to the strongest.
    pub enum ClaimBasis {
        SellerStated = ("seller_stated", "Stated by the seller"),
        BreedingOdds = ("breeding_odds", "Odds of the breeding"),
        ParentVisual = ("parent_visual", "A parent shows it"),
        Visual = ("visual", "Seen on the animal"),
        TestBred = ("test_bred", "Proven by breeding"),
        Dna = ("dna", "DNA test"),
    }
}

impl ClaimBasis {
    /// Whether it tells what stands in the genes, whatever shows: a test does, a look or a word doesn't.
    #[must_use]
    pub const fn is_test(self) -> bool {
        matches!(self, Self::TestBred | Self::Dna)
    }
}

text_enum! {
    /// Which sex chromosome of a male has a gene that lies on both.
    pub enum Chromosome {
        X = ("x", "On X (female maker)"),
        Y = ("y", "On Y (male maker)"),
    }
}

text_enum! {
    /// How a claimed gene looks on a page.
    pub enum ClaimLook {
        Visual = ("visual", "Shows"),
        Het = ("het", "Carried, not showing"),
        Possible = ("possible", "Carried perhaps"),
        Absent = ("absent", "Not carried"),
        Tag = ("tag", "A name without a single gene"),
        Unknown = ("unknown", "Not in the catalogue"),
    }
}

/// What is claimed of one gene.
///
/// Two copies of a recessive say that it shows: beside a gene that it hides (corn snake Motley over Stripe) the second copy may be that one's.
/// A chance below 1 on two copies of a gene that shows in one leaves one copy certain ("33% super Pastel").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimedGene {
    /// Its slug in the catalogue of the animal's species: `clown`, `yellow_belly`.
    pub gene: String,
    /// 0 (known not to carry it), 1 or 2; absent for a polygenic or line-bred name, which has no copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 2))]
    pub copies: Option<u8>,
    #[serde(default)]
    pub chance: Chance,
    /// Of a male with one copy of a gene on X and Y, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_on: Option<Chromosome>,
}

impl ClaimedGene {
    /// So many copies, for certain.
    #[must_use]
    pub fn certain(gene: impl Into<String>, copies: u8) -> Self {
        Self { gene: gene.into(), copies: Some(copies), chance: Chance::CERTAIN, carried_on: None }
    }

    /// One copy with a chance: "66% het".
    #[must_use]
    pub fn possible(gene: impl Into<String>, chance: Chance) -> Self {
        Self { chance, ..Self::certain(gene, 1) }
    }
}

/// Claims to record about an animal: out of a text, or gene by gene; all with one basis.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewGenotypeClaims {
    /// As breeders write it: `Pastel 66% het Clown`. Refused as a whole where a word of it could mean anything.
    pub text: String,
    /// Genes by their slugs, besides those of the text.
    pub genes: Vec<ClaimedGene>,
    pub basis: ClaimBasis,
    /// What the basis rests on, for the vivarium's own eyes: who said it, which clutch, which laboratory.
    pub evidence: String,
    /// When it was seen, tested or said.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub evidence_on: Option<Date>,
    /// Genes that are claimed already are left as they are; without this they refuse the whole.
    pub skip_claimed: bool,
}

impl NewGenotypeClaims {
    /// The longest text that is read.
    pub const MOST_TEXT: usize = 2_000;
    /// More genes than any animal has.
    pub const MOST_GENES: usize = 60;

    /// Checks everything that needs no catalogue.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self, today: Date) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_text(&mut errors, "text", &self.text, Self::MOST_TEXT, true);
        if self.text.trim().is_empty() && self.genes.is_empty() {
            errors.push("text", "Name at least one gene: “Pastel het Clown”.");
        }
        if self.genes.len() > Self::MOST_GENES {
            errors.push("genes", format!("At most {} genes at once.", Self::MOST_GENES));
        }
        if self.basis == ClaimBasis::Dna {
            errors.push("basis", WANTS_CERTIFICATE);
        }
        check_evidence(&mut errors, &self.evidence, self.evidence_on, today);
        errors.into_result()
    }
}

/// What to change about a claim. Absent fields stay; `null` takes the date away. The old claim stays in the history, and a new one stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeGenotypeClaim {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 2))]
    pub copies: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance: Option<Chance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<ClaimBasis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub evidence_on: Option<Option<Date>>,
}

impl ChangeGenotypeClaim {
    /// The claim as it shall be.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn applied(&self, claim: &GenotypeClaim, today: Date) -> Result<GenotypeClaim, FieldErrors> {
        let wanted = GenotypeClaim {
            claimed: ClaimedGene {
                copies: claim.claimed.copies.map(|copies| self.copies.unwrap_or(copies)),
                chance: self.chance.unwrap_or(claim.claimed.chance),
                ..claim.claimed.clone()
            },
            basis: self.basis.unwrap_or(claim.basis),
            evidence: self.evidence.as_deref().map_or_else(|| claim.evidence.clone(), |text| text.trim().to_owned()),
            evidence_on: self.evidence_on.unwrap_or(claim.evidence_on),
            ..claim.clone()
        };
        let mut errors = FieldErrors::new();
        // A certificate that was seen speaks for what the claim said then.
        let vouched = claim.basis == ClaimBasis::Dna && wanted.claimed == claim.claimed;
        if wanted.basis == ClaimBasis::Dna && !vouched {
            errors.push("basis", WANTS_CERTIFICATE);
        }
        check_evidence(&mut errors, &wanted.evidence, wanted.evidence_on, today);
        errors.into_result().map(|()| wanted)
    }
}

/// Nobody vouches for themselves: this basis comes out of a certificate that a moderator has seen.
const WANTS_CERTIFICATE: &str = "A DNA test needs the laboratory's certificate. Record the claim by what else you know and attach the certificate to it: \
     it becomes a DNA test once ReptiDex has seen that.";

fn check_evidence(errors: &mut FieldErrors, evidence: &str, on: Option<Date>, today: Date) {
    check_text(errors, "evidence", evidence, 1_000, true);
    // A day ahead of UTC is today somewhere.
    if on.is_some_and(|on| on > today.tomorrow().unwrap_or(today)) {
        errors.push("evidence_on", "This day is yet to come.");
    }
}

/// A claim on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GenotypeClaim {
    pub id: GenotypeClaimId,
    pub animal_id: AnimalId,
    pub claimed: ClaimedGene,
    /// The gene's name in the catalogue.
    pub name: String,
    /// The whole claim as the hobby writes it: `66% het Clown`.
    pub words: String,
    pub look: ClaimLook,
    pub basis: ClaimBasis,
    /// What it rests on; empty to everybody but the vivarium itself.
    pub evidence: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub evidence_on: Option<Date>,
    /// Who recorded it; nobody of an animal of another vivarium.
    pub declared_by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub declared_at: Option<Timestamp>,
    /// When it was taken back; a claim that stands has none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub retracted_at: Option<Timestamp>,
}

/// What is claimed of an animal's genes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GenotypeRecord {
    /// Whether the catalogue has the animal's species: without it nothing can be claimed.
    pub species: Option<String>,
    /// All claims under their shortest name: `Bumblebee 66% het Clown`.
    pub name: Option<String>,
    /// Those that stand, what shows first.
    pub claims: Vec<GenotypeClaim>,
    /// Taken back and not put in another's place, the newest first; of the vivarium's own animals.
    pub retracted: Vec<GenotypeClaim>,
    /// What the animal's genotype text says that isn't claimed, ready to be claimed; of the vivarium's own animals.
    pub offered: Vec<OfferedGene>,
    /// Why nothing is offered out of that text: the word that could mean anything.
    pub unread: Option<String>,
    /// How other breeders answered for claims, also those that were overturned.
    pub verified: Vec<GeneVerification>,
}

/// How a claim about a gene stands with the breeder who was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GeneVerification {
    pub claim_id: GenotypeClaimId,
    pub claimed: ClaimedGene,
    /// As the hobby writes it: `66% het Clown`.
    pub words: String,
    pub look: ClaimLook,
    pub state: VerificationState,
    /// The vivarium that answered, where it has a public page.
    pub by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

impl GeneVerification {
    /// What readers are told beside the claim.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        let by = self.by.as_deref().unwrap_or("another breeder");
        match self.state {
            VerificationState::Verified => Some(format!("Confirmed by {by}")),
            VerificationState::Upheld => Some(format!("Confirmed by {by}, upheld after a dispute")),
            VerificationState::Declined => {
                Some(format!("{} declined to confirm it", self.by.as_deref().unwrap_or("Another breeder")))
            }
            VerificationState::Disputed => Some(format!("Disputed; confirmed by {by} before")),
            VerificationState::Overturned => Some("Overturned".to_owned()),
            VerificationState::Unverified | VerificationState::Requested => None,
        }
    }
}

/// A gene that the genotype text names and nobody has claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferedGene {
    pub claimed: ClaimedGene,
    /// As the hobby writes it: `66% het Clown`.
    pub words: String,
    pub look: ClaimLook,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        jiff::civil::date(2026, 11, 26)
    }

    #[test]
    fn a_dna_test_comes_out_of_a_certificate_only_and_no_day_is_to_come() {
        let new = NewGenotypeClaims { text: "Clown".into(), ..NewGenotypeClaims::default() };
        assert!(new.validate(today()).is_ok());
        let dna = NewGenotypeClaims { basis: ClaimBasis::Dna, evidence: "RGI 1234".into(), ..new.clone() };
        assert_eq!(dna.validate(today()).unwrap_err().of("basis").len(), 1, "a number alone is no certificate");
        let claim = |basis| GenotypeClaim {
            id: GenotypeClaimId::new(),
            animal_id: AnimalId::new(),
            claimed: ClaimedGene::certain("clown", 1),
            name: String::new(),
            words: String::new(),
            look: ClaimLook::Het,
            basis,
            evidence: String::new(),
            evidence_on: None,
            declared_by: None,
            declared_at: None,
            retracted_at: None,
        };
        let to_dna = ChangeGenotypeClaim { basis: Some(ClaimBasis::Dna), ..ChangeGenotypeClaim::default() };
        assert_eq!(to_dna.applied(&claim(ClaimBasis::Visual), today()).unwrap_err().of("basis").len(), 1);
        assert!(to_dna.applied(&claim(ClaimBasis::Dna), today()).is_ok(), "nothing changes");
        let noted = ChangeGenotypeClaim { evidence: Some("RGI 1234".into()), ..ChangeGenotypeClaim::default() };
        assert!(noted.applied(&claim(ClaimBasis::Dna), today()).is_ok());
        let two = ChangeGenotypeClaim { copies: Some(2), ..ChangeGenotypeClaim::default() };
        assert!(two.applied(&claim(ClaimBasis::Dna), today()).is_err(), "the certificate said one copy");
        let ahead = NewGenotypeClaims { evidence_on: Some(jiff::civil::date(2027, 1, 1)), ..new };
        assert_eq!(ahead.validate(today()).unwrap_err().of("evidence_on").len(), 1);
        assert!(NewGenotypeClaims::default().validate(today()).is_err());
    }

    #[test]
    fn claims_read_from_json_with_little_said() {
        let json = r#"{"genes": [{"gene": "clown", "copies": 1, "chance": {"numerator": 2, "denominator": 3}}], "basis": "breeding_odds"}"#;
        let new: NewGenotypeClaims = serde_json::from_str(json).unwrap();
        assert_eq!(new.genes[0], ClaimedGene::possible("clown", Chance::new(2, 3).unwrap()));
        assert!(serde_json::from_str::<NewGenotypeClaims>(r#"{"txt": "Clown"}"#).is_err());
        let change: ChangeGenotypeClaim = serde_json::from_str(r#"{"evidence_on": null}"#).unwrap();
        assert_eq!(change.evidence_on, Some(None));
    }
}
