use super::*;
use crate::genotype::Pair;

pub fn catalogue() -> Catalogue {
    Catalogue::load(include_str!("../../data/genes.csv"), include_str!("../../data/combos.csv")).unwrap()
}

#[test]
fn every_species_is_there() {
    let catalogue = catalogue();
    for name in
        ["ball python", "Python regius", "boa", "boa (Boa imperator)", "corn snake", "hognose", "ZW species", "retic"]
    {
        assert!(catalogue.taxon(name).is_some(), "{name}");
    }
    assert!(catalogue.taxon("dragon of fire").is_none());
}

#[test]
fn keys_resolve_as_files_write_them() {
    let catalogue = catalogue();
    for (taxon, key, locus, allele) in [
        ("ball python", "ax_vpi", "axanthic_vpi", "axanthic_vpi"),
        ("ball python", "ax_tsk", "axanthic_tsk", "axanthic_tsk"),
        ("ball python", "champ", "spider", "champagne"),
        ("ball python", "blackpastel", "cinn", "black_pastel"),
        ("ball python", "yellowbelly", "yb", "yellow_belly"),
        ("ball python", "lav", "lavender_albino", "lavender_albino"),
        ("ball python", "pin", "pinstripe", "pinstripe"),
        ("ball python", "cryptic", "clown", "cryptic"),
        ("ball python", "candy", "albino", "candy"),
        ("ball python", "phantom", "bel", "phantom"),
        ("ball python", "dg", "desert_ghost", "desert_ghost"),
        ("ball python", "mocha", "bel", "mocha"),
        ("bearded dragon", "leather", "leatherback", "leatherback"),
        ("crested gecko", "lilly", "lilly_white", "lilly_white"),
        ("western hognose", "hog_alb", "albino", "albino"),
        ("western hognose", "hog_ax", "axanthic", "axanthic"),
        ("corn snake", "ultra", "amel", "ultra"),
        ("corn snake", "stripe", "motley", "stripe"),
        ("boa", "sharp albino", "albino_sharp", "albino_sharp"),
        ("boa", "motley", "hypo_motley", "motley"),
        ("ZW species", "zrec", "zrec", "zrec"),
        ("bearded dragon", "smoothie", "american_smoothie", "american_smoothie"),
    ] {
        let taxon = catalogue.taxon(taxon).unwrap();
        let (at, id) = taxon.resolve(key).unwrap_or_else(|error| panic!("{key}: {error}"));
        let found = taxon.locus(at).unwrap();
        assert_eq!((found.slug.as_str(), found.symbol(id)), (locus, allele), "{key}");
    }
}

#[test]
fn what_two_loci_could_be_needs_a_line() {
    let catalogue = catalogue();
    let words =
        |name: &str| catalogue.taxon(name).unwrap().lines.iter().map(|line| line.word.clone()).collect::<Vec<_>>();
    assert!(words("ball python").contains(&"axanthic".to_owned()));
    assert!(words("leopard gecko").contains(&"albino".to_owned()));
    assert!(words("boa").contains(&"albino".to_owned()));
    assert!(!words("carpet python").contains(&"axanthic".to_owned()));
}

#[test]
fn classes_are_named_as_the_hobby_does() {
    let catalogue = catalogue();
    let class = |taxon: &str, a: &str, b: &str| {
        let taxon = catalogue.taxon(taxon).unwrap();
        let (at, id) = taxon.resolve(b).unwrap();
        let other = if a == "+" { crate::genotype::AlleleId::WILD } else { taxon.resolve(a).unwrap().1 };
        taxon.locus(at).unwrap().class(Pair::new(other, id))
    };
    assert_eq!(class("ball python", "clown", "clown"), "clown/clown");
    assert_eq!(class("ball python", "+", "clown"), "non-visual");
    assert_eq!(class("ball python", "pastel", "pastel"), "super pastel");
    assert_eq!(class("ball python", "mojave", "lesser"), "lesser/mojave");
    assert_eq!(class("ball python", "champagne", "champagne"), "champagne");
    assert_eq!(class("ball python", "leopard", "leopard"), "leopard");
    assert_eq!(class("corn snake", "motley", "stripe"), "motley");
    assert_eq!(class("corn snake", "+", "stripe"), "non-visual");
    assert_eq!(class("crested gecko", "lilly", "lilly"), "super lilly_white");
}

#[test]
fn deadly_pairs_are_known_and_disputed_ones_are_not() {
    let catalogue = catalogue();
    let lethal = |taxon: &str, a: &str, b: &str| {
        let taxon = catalogue.taxon(taxon).unwrap();
        let ((at, a), (_, b)) = (taxon.resolve(a).unwrap(), taxon.resolve(b).unwrap());
        taxon.locus(at).unwrap().is_lethal(Pair::new(a, b))
    };
    for (taxon, a, b) in [
        ("ball python", "spider", "spider"),
        ("ball python", "champ", "champ"),
        ("ball python", "champ", "spider"),
        ("ball python", "hgw", "hgw"),
        ("crested gecko", "lilly", "lilly"),
        ("carpet python", "jaguar", "jaguar"),
    ] {
        assert!(lethal(taxon, a, b), "{a}/{b}");
    }
    for (taxon, a, b) in
        [("ball python", "woma", "spider"), ("bearded dragon", "leather", "leather"), ("boa", "keltic", "keltic")]
    {
        assert!(!lethal(taxon, a, b), "{a}/{b}");
    }
}

#[test]
fn combos_are_read() {
    let catalogue = catalogue();
    let unread: Vec<&str> = catalogue
        .taxa
        .iter()
        .flat_map(|taxon| &taxon.combos)
        .filter(|combo| combo.needs().is_none())
        .map(|combo| combo.name.as_str())
        .collect();
    assert_eq!(
        unread,
        [
            "Snow",
            "BluEL",
            "Snow",
            "Blazing Blizzard",
            "RAPTOR",
            "Mochino",
            "Rhapsody",
            "Orange Glow",
            "Ameretto",
            "Coral"
        ]
    );
}

#[test]
fn a_broken_file_is_named() {
    assert_eq!(Catalogue::load("", ""), Err(CatalogueError::Empty { file: "genes.csv".into() }));
    let missing = Catalogue::load("species,gene\na,b\n", "");
    assert!(matches!(missing, Err(CatalogueError::MissingColumn { .. })), "{missing:?}");
    let open = Catalogue::load("species,gene\n\"a,b\n", "");
    assert!(matches!(open, Err(CatalogueError::OpenQuote { line: 2, .. })), "{open:?}");
}
