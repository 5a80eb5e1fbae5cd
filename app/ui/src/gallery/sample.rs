//! Made-up animals for the gallery.

use repti_model::{
    AnimalId, GenotypeClaimId,
    ancestry::{Ancestry, StoredInbreeding},
    animal::{ParentBasis, Sex},
    genotype::{ClaimBasis, ClaimLook, ClaimedGene, GeneVerification, GenotypeClaim},
    kinship::{KinshipAnimal, KinshipTable},
    lineage::{Chance, Relative, Shown, VerificationState},
};

use super::photos::scene;
use crate::{Alternative, CardAnimal, ChartKind, ChartNode, plate_seed};

fn animal(code: &str, name: &str, sex: Sex, morph: &str, year: i16, basis: Option<ParentBasis>) -> ChartNode {
    ChartNode {
        id: Some(code.to_owned()),
        code: code.to_owned(),
        title: name.to_owned(),
        sex,
        morph: morph.to_owned(),
        year: Some(year),
        taxon: "Ball python".to_owned(),
        basis,
        href: Some(format!("/animals/{}", code.to_lowercase())),
        ..ChartNode::default()
    }
}

fn with(mut node: ChartNode, sire: Option<ChartNode>, dam: Option<ChartNode>) -> ChartNode {
    node.sire = sire.map(Box::new);
    node.dam = dam.map(Box::new);
    node
}

/// A pedigree of five generations with each kind of claim and each kind of gap.
#[must_use]
pub fn pedigree() -> ChartNode {
    use ParentBasis::{BreedingRecord as Record, ConfirmedByOtherBreeder as Confirmed, Declared, Dna};
    use Sex::{Female, Male};
    let atlas = || {
        let founder =
            ChartNode { kind: ChartKind::Placeholder, ..animal("", "Unknown", Male, "", 2004, Some(Declared)) };
        let import = ChartNode {
            year: None,
            id: None,
            href: None,
            code: String::new(),
            kind: ChartKind::Placeholder,
            ..animal("", "Import female 2003", Female, "", 2003, Some(Declared))
        };
        with(
            animal("NS-004", "Atlas", Male, "Pastel", 2009, Some(Record)),
            Some(ChartNode { id: None, href: None, year: None, ..founder }),
            Some(import),
        )
    };
    let orin = with(
        animal("NS-031", "Orin", Male, "Pastel Clown", 2013, Some(Dna)),
        Some(with(
            animal("NS-017", "Bram", Male, "Clown", 2011, Some(Record)),
            Some(atlas()),
            Some(animal("NS-009", "Sable", Female, "Normal het Clown", 2008, Some(Record))),
        )),
        Some(with(
            animal("NS-022", "Wren", Female, "Pastel 66% het Clown", 2011, Some(Confirmed)),
            Some(atlas()),
            None,
        )),
    );
    let hidden = ChartNode {
        kind: ChartKind::Hidden,
        id: None,
        href: None,
        title: "Private animal".to_owned(),
        code: String::new(),
        year: None,
        ..animal("", "", Female, "Banana", 2014, Some(Declared))
    };
    let external = ChartNode {
        kind: ChartKind::External,
        more: Some("/animals/hollow-12/pedigree".to_owned()),
        ..animal("HR-12", "Marigold", Female, "Banana Pied", 2015, Some(Confirmed))
    };
    let sire = with(
        animal("CR-018", "Castor", Male, "Banana Pastel Clown", 2018, Some(Record)),
        Some(with(
            animal("NS-044", "Ferro", Male, "Clown het Piebald", 2016, Some(Confirmed)),
            Some(orin),
            Some(animal("NS-029", "Isla", Female, "Piebald", 2012, Some(Record))),
        )),
        Some(with(external, None, Some(hidden))),
    );
    let dam_sire = ChartNode {
        chance: Chance::new(2, 3).unwrap_or_default(),
        alternatives: vec![Alternative {
            title: "Pike".to_owned(),
            href: Some("/animals/cr-009".to_owned()),
            chance: Chance::new(1, 3).unwrap_or_default(),
        }],
        ..animal("CR-011", "Onyx", Male, "Black Pastel het Clown", 2016, Some(Record))
    };
    let dam_dam = ChartNode { disputed: true, ..animal("CR-014", "Juniper", Female, "Piebald", 2015, Some(Declared)) };
    let dam = with(
        animal("CR-027", "Hazel", Female, "Piebald het Clown", 2019, Some(Dna)),
        Some(with(dam_sire, Some(animal("CR-002", "Umber", Male, "Black Pastel", 2012, Some(Declared))), None)),
        Some(with(dam_dam, Some(atlas()), Some(animal("CR-003", "Linnet", Female, "Piebald", 2011, Some(Declared))))),
    );
    with(animal("CR-062", "Saffron", Female, "Banana Pied 66% het Clown", 2022, None), Some(sire), Some(dam))
}

/// Claims of every look.
#[must_use]
pub fn claims() -> Vec<GenotypeClaim> {
    let claim = |words: &str, look, basis| GenotypeClaim {
        id: GenotypeClaimId::default(),
        animal_id: AnimalId::default(),
        claimed: ClaimedGene::certain(words.to_lowercase(), 1),
        name: words.to_owned(),
        words: words.to_owned(),
        look,
        basis,
        evidence: String::new(),
        evidence_on: None,
        declared_by: None,
        declared_at: None,
        retracted_at: None,
    };
    vec![
        claim("Banana", ClaimLook::Visual, ClaimBasis::Visual),
        claim("het Clown", ClaimLook::Het, ClaimBasis::Dna),
        claim("66% het Piebald", ClaimLook::Possible, ClaimBasis::BreedingOdds),
        claim("no Ghost", ClaimLook::Absent, ClaimBasis::TestBred),
        claim("Low white", ClaimLook::Tag, ClaimBasis::SellerStated),
        claim("gone_gene", ClaimLook::Unknown, ClaimBasis::ParentVisual),
    ]
}

/// How breeders answered for those claims: one confirmed, one disputed, and one that was overturned.
pub fn answers(claims: &[GenotypeClaim]) -> Vec<GeneVerification> {
    let answer = |at: usize, words: &str, state: VerificationState| GeneVerification {
        claim_id: claims.get(at).map(|claim| claim.id).unwrap_or_default(),
        claimed: ClaimedGene::certain("clown", 1),
        words: words.to_owned(),
        look: ClaimLook::Het,
        state,
        by: Some("Nocturne Morphs".to_owned()),
        at: jiff::Timestamp::UNIX_EPOCH,
    };
    vec![
        answer(0, "Banana", VerificationState::Verified),
        answer(1, "het Clown", VerificationState::Disputed),
        answer(claims.len(), "het Ghost", VerificationState::Overturned),
    ]
}

/// Animals of all nine species.
#[must_use]
pub fn cards() -> Vec<CardAnimal> {
    let rows = [
        ("Saffron", "CR-062", "Ball python", "Banana Pied 66% het Clown", Sex::Female, "4 y 2 mo", "1,480 g"),
        ("Umber", "CR-002", "Ball python", "Black Pastel", Sex::Male, "9 years", "1,120 g"),
        ("Ember", "CS-118", "Corn snake", "Amel Motley", Sex::Male, "2 y 4 mo", "412 g"),
        ("Finch", "CS-131", "Corn snake", "Normal het Anery", Sex::Female, "5 months", "38 g"),
        ("Toad", "WH-007", "Western hognose", "Anaconda het Albino", Sex::Female, "3 years", "286 g"),
        ("Basalt", "BI-020", "Boa imperator", "Hypo Jungle", Sex::Male, "6 years", "4,900 g"),
        ("Kestrel", "CP-014", "Carpet python", "Jungle", Sex::Female, "5 years", "3,200 g"),
        ("Mosaic", "RP-003", "Reticulated python", "Sunfire", Sex::Unknown, "11 months", "1,900 g"),
        ("Clementine", "LG-055", "Leopard gecko", "Tangerine Tremper Albino", Sex::Female, "1 y 3 mo", "62 g"),
        ("Pebble", "LG-061", "Leopard gecko", "Mack Snow", Sex::Unknown, "7 weeks", "9 g"),
        ("Thistle", "CG-019", "Crested gecko", "Lilly White Harlequin", Sex::Male, "2 years", "41 g"),
        ("Ash", "BD-030", "Bearded dragon", "Hypo Trans Red", Sex::Male, "3 y 1 mo", "455 g"),
        ("Quill", "BP-201", "Ball python", "Albino", Sex::Male, "1 year", "640 g"),
        ("Drift", "BP-202", "Ball python", "Axanthic Clown", Sex::Female, "1 year", "610 g"),
        ("Frost", "CS-140", "Corn snake", "Snow", Sex::Female, "8 months", "64 g"),
        ("Dot", "CG-024", "Crested gecko", "Red Dalmatian", Sex::Female, "4 years", "47 g"),
    ];
    rows.into_iter()
        .map(|(title, code, taxon, morph, sex, age, weight)| CardAnimal {
            href: format!("/a/{}", code.to_lowercase()),
            title: title.to_owned(),
            code: code.to_owned(),
            morph: morph.to_owned(),
            taxon: taxon.to_owned(),
            sex,
            age: Some(age.to_owned()),
            weight: Some(weight.to_owned()),
            breeder: Some("Cedar Ridge Reptiles".to_owned()),
            verified: code.starts_with('C'),
            photo: (code == "CR-062").then(|| scene(1600, 1200, 78)),
            plate: None,
            seed: plate_seed(code),
            state: (code == "CS-118").then(|| "On hold".to_owned()),
            settled: false,
        })
        .collect()
}

/// The young of half sibs, three generations known on one side.
pub fn ancestry() -> Ancestry {
    Ancestry {
        inbreeding: Some(0.125),
        generations: 3,
        equivalent: 2.25,
        completeness: vec![1.0, 0.83, 0.57, 0.27, 0.13],
        ancestors: 7,
        distinct_share: Some(0.875),
        uncertain: true,
        cut: false,
    }
}

/// The same as a row has it.
#[must_use]
pub fn inbreeding() -> StoredInbreeding {
    StoredInbreeding::of(&ancestry(), jiff::Timestamp::UNIX_EPOCH)
}

/// Two full sibs, their half sib, their dam, a cousin and a stranger.
pub fn kinship() -> KinshipTable {
    let animals = [
        ("CR-062", "Saffron", Sex::Female),
        ("CR-063", "Umber", Sex::Male),
        ("CR-071", "Onyx", Sex::Male),
        ("CR-002", "Juno", Sex::Female),
        ("CR-088", "Linnet", Sex::Female),
        ("HR-204", "Ember", Sex::Male),
    ];
    let of = |(code, name, sex): (&str, &str, Sex)| KinshipAnimal {
        animal: Relative {
            shown: Shown::Own,
            code: code.to_owned(),
            name: name.to_owned(),
            sex,
            taxon: Some("Ball python".to_owned()),
            ..Relative::hidden()
        },
        inbreeding: Some(0.0),
        equivalent: 2.0,
        complete: 0.1,
    };
    let kinship = [
        [0.5, 0.25, 0.125, 0.25, 0.0625, 0.0],
        [0.25, 0.5, 0.125, 0.25, 0.0625, 0.0],
        [0.125, 0.125, 0.5, 0.25, 0.03125, 0.0],
        [0.25, 0.25, 0.25, 0.5, 0.0625, 0.0],
        [0.0625, 0.0625, 0.03125, 0.0625, 0.5, 0.004],
        [0.0, 0.0, 0.0, 0.0, 0.004, 0.53125],
    ];
    KinshipTable {
        animals: animals.map(of).into(),
        kinship: kinship.map(Vec::from).into(),
        mean_kinship: 0.14,
        uncertain: false,
        cut: false,
    }
}
