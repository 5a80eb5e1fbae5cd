use super::*;

/// (text, genotype, codes)
pub fn check(species: &str, cases: &[(&str, &str, &[&str])]) {
    let catalogue = catalogue();
    let taxon = catalogue.taxon(species).unwrap();
    let mut wrong = Vec::new();
    for (text, genotype, codes) in cases {
        let found = read(taxon, text);
        if (found.0.as_str(), found.1.iter().map(String::as_str).collect::<Vec<_>>().as_slice()) != (*genotype, *codes)
        {
            wrong.push(format!("{text}: {found:?}\n  expected {genotype:?} {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn percentages_and_possible_hets() {
    const W: &[&str] = &["W:possible-het-without-percentage"];
    let two_thirds = "clown: +/clown 2/3, +/+ 1/3";
    let half = "clown: +/clown 1/2, +/+ 1/2";
    check(
        "ball python",
        &[
            ("66 het clown", two_thirds, &[]),
            ("66het clown", two_thirds, &[]),
            ("66%ph clown", two_thirds, &[]),
            ("66.67 % possible het Clown", two_thirds, &[]),
            ("poss 66% het clown", two_thirds, &[]),
            ("het 66% clown", two_thirds, &[]),
            ("66,6% het clown", two_thirds, &[]),
            ("2/3 het clown", two_thirds, &[]),
            ("66 percent clown", two_thirds, &[]),
            ("Clown (66% het)", two_thirds, &[]),
            ("clown 66% het", two_thirds, &[]),
            ("het clown 66%", two_thirds, &[]),
            ("66% h/clown", two_thirds, &[]),
            ("12.5% het clown", "clown: +/clown 1/8, +/+ 7/8", &[]),
            ("34% het clown", "clown: +/clown 17/50, +/+ 33/50", &[]),
            ("pos het clown", half, W),
            ("possible clown", half, W),
            ("Clown PH", half, W),
            ("66% het clown pied", "clown: +/clown 2/3, +/+ 1/3; pied: +/pied 2/3, +/+ 1/3", &[]),
            ("66% het clown 50% pied", "clown: +/clown 2/3, +/+ 1/3; pied: +/pied 1/2, +/+ 1/2", &[]),
            (
                "66% het clown, pied",
                "clown: +/clown 2/3, +/+ 1/3; pied: +/pied 2/3, +/+ 1/3",
                &["W:het-scope-ambiguous"],
            ),
            ("100.5% het clown", "clown: +/clown", &["W:percentage-out-of-range"]),
        ],
    );
}

#[test]
fn counts_and_lists() {
    let both = "clown: +/clown; pied: +/pied";
    check(
        "ball python",
        &[
            ("double het clown pied", both, &[]),
            ("Double-Het Clown/Pied", both, &[]),
            ("2x het clown pied", both, &[]),
            ("clown pied DH", both, &[]),
            ("het clown het pied", both, &[]),
            ("het clown & pied", both, &[]),
            ("Hets: clown, pied", both, &["W:het-scope-ambiguous"]),
            ("DH clown, pied", both, &[]),
            ("clown het, pied het", both, &[]),
            ("clown het, pied", "clown: +/clown; pied: pied/pied", &[]),
            ("pied clown het", "pied: pied/pied; clown: +/clown", &["W:het-scope-ambiguous"]),
            ("triple het", "", &["W:het-count-mismatch"]),
            ("66% DH clown pied", "clown: +/clown 2/3, +/+ 1/3; pied: +/pied 2/3, +/+ 1/3", &[]),
            ("DH Dreamsicle", "lavender_albino: +/lavender_albino; pied: +/pied", &[]),
            ("het clown pastel", "clown: +/clown; pastel: +/pastel", &[]),
            ("66% het clown pastel", "clown: +/clown 2/3, +/+ 1/3; pastel: +/pastel", &["W:het-scope-ambiguous"]),
            ("het clown super pastel pied", "clown: +/clown; pastel: pastel/pastel; pied: pied/pied", &[]),
            ("Pastel het", "pastel: +/pastel", &["W:het-on-incomplete-dominant"]),
            ("het", "", &["E:modifier-without-gene:het"]),
            ("33% het albino or 33% het candy", "albino: +/albino 1/3, +/candy 1/3, +/+ 1/3", &[]),
            ("het clown or pied", both, &["E:alternatives"]),
        ],
    );
}

#[test]
fn names_before_modifiers_and_what_two_copies_are_called() {
    check(
        "ball python",
        &[
            ("Super Stripe", "yb: specter/yellow_belly", &[]),
            ("Super Fly", "pastel: pastel/pastel; fire: +/fire", &[]),
            ("het daddy", "bel: +/het_daddy", &[]),
            ("Het Red Axanthic", "cinn: +/het_red_axanthic", &[]),
            ("Red Axanthic", "cinn: het_red_axanthic/het_red_axanthic", &[]),
            ("HRA", "cinn: +/het_red_axanthic", &[]),
            ("homo pastel", "pastel: pastel/pastel", &[]),
            ("visual clown", "clown: clown/clown", &[]),
            ("clown visual", "clown: clown/clown", &[]),
            ("visual Pastel", "pastel: +/pastel", &[]),
            ("Pastel Super", "pastel: pastel/pastel", &[]),
            ("het Ivory", "yb: +/yellow_belly", &["W:het-on-incomplete-dominant"]),
            ("+/clown", "clown: +/clown", &[]),
            ("clown/+", "clown: +/clown", &[]),
            ("1.0 Black Pastel CBB 2021 🐍", "cinn: +/black_pastel", &[]),
            ("8-Ball", "cinn: black_pastel/cinnamon", &["W:compound-constitution-unknown"]),
            ("T- Albino", "albino: albino/albino", &[]),
            ("T+ Albino", "caramel_albino: caramel_albino/caramel_albino", &[]),
            ("normal het clown", "clown: +/clown", &[]),
            ("hets clowns", "clown: +/clown", &[]),
            ("Bumble-Bee", "pastel: +/pastel; spider: +/spider", &[]),
            ("33% super leopard", "leopard: +/leopard 2/3, leopard/leopard 1/3", &[]),
            ("Super Bumblebee", "", &["E:super-on-combo"]),
            ("Leopard het Leopard", "leopard: +/leopard", &["W:het-on-dominant", "W:gene-repeated"]),
            ("Leopard", "leopard: +/leopard", &["W:dominant-zygosity-unknown"]),
            ("Super Leopard", "leopard: leopard/leopard", &[]),
            ("Spinner", "spider: +/spider; pinstripe: +/pinstripe", &[]),
        ],
    );
}

#[test]
fn complexes() {
    check(
        "ball python",
        &[
            ("Purple Passion", "bel: mojave/phantom", &[]),
            ("mojave/lesser", "bel: lesser/mojave", &[]),
            ("Mojave Lesser (BluEL)", "bel: lesser/mojave", &[]),
            ("BluEL (Mojave/Lesser)", "bel: lesser/mojave", &[]),
            ("Bumblebee (Pastel Spider)", "pastel: +/pastel; spider: +/spider", &[]),
            ("Bumblebee = Pastel Spider", "pastel: +/pastel; spider: +/spider", &[]),
            ("Mojave BEL", "bel: +/mojave", &["W:compound-constitution-unknown"]),
            ("Blue Eyed Leucistic", "", &["W:compound-constitution-unknown"]),
            ("Mojave Lesser Butter", "", &["E:three-alleles-one-locus"]),
            ("Toffino", "albino: albino/toffee", &[]),
            ("Albino Candy", "albino: albino/candy", &[]),
            ("Albino Candy Toffee", "", &["E:three-alleles-one-locus"]),
            ("Clown Cryptic", "clown: clown/cryptic", &[]),
            ("Clown het clown", "clown: clown/clown", &["W:het-impossible-both-slots-used"]),
            ("Candino het albino", "albino: albino/candy", &["W:het-impossible-both-slots-used"]),
            ("het candino", "", &["W:compound-constitution-unknown"]),
            ("50% het albino 50% het candy", "albino: +/albino 1/2, +/candy 1/2", &[]),
            ("66% het albino 66% het candy", "albino: +/albino 2/3, +/+ 1/3", &["W:inconsistent-allelic-prior"]),
            ("Pastel Pastel", "pastel: pastel/pastel", &["W:gene-repeated"]),
            ("Spider Bumblebee", "spider: +/spider; pastel: +/pastel", &["W:gene-repeated-through-combo"]),
            ("Super Spider", "spider: spider/spider", &["W:problem-combination"]),
            ("Spider Sable", "spider: sable/spider", &["W:problem-combination"]),
        ],
    );
    check(
        "corn snake",
        &[
            ("Motley Stripe", "motley: motley/stripe", &[]),
            ("Motley 66% het Stripe", "motley: motley/motley 1/3, motley/stripe 2/3", &[]),
            ("motley \"het stripe\" (= motley/stripe)", "motley: motley/stripe", &[]),
            ("Stripe het Motley", "motley: stripe/stripe", &["W:het-impossible-both-slots-used"]),
            ("Ultramel het Anery", "amel: amel/ultra; anery: +/anery", &[]),
            ("het ultramel", "", &["W:compound-constitution-unknown"]),
            ("Granite", "anery: anery/anery; diffused: diffused/diffused", &[]),
            ("Anery B", "charcoal: charcoal/charcoal", &[]),
            ("het Snow", "amel: +/amel; anery: +/anery", &[]),
            ("66% het Butter", "amel: +/amel 2/3, +/+ 1/3; caramel: +/caramel 2/3, +/+ 1/3", &[]),
            ("Miami", "", &["N:polygenic-tag:miami"]),
        ],
    );
    check(
        "reticulated python",
        &[
            ("COW", "orange_ghost_stripe: orange_ghost_stripe/phantom", &[]),
            ("Phantom OGS", "orange_ghost_stripe: orange_ghost_stripe/phantom", &[]),
            ("Phantom 66% het OGS", "orange_ghost_stripe: +/phantom 1/3, orange_ghost_stripe/phantom 2/3", &[]),
            ("Calico", "", &["N:not-heritable:calico"]),
            ("Albino", "", &["E:line-required:albino"]),
            ("White Albino", "albino_white: albino_white/albino_white", &[]),
            ("Albino (Clark, white phase) Tiger", "albino_white: albino_white/albino_white; tiger: +/tiger", &[]),
            ("Mochino", "", &["E:line-required:albino"]),
            ("Amber", "orange_ghost_stripe: bacan/orange_ghost_stripe", &[]),
            ("Lavender", "albino_white: albino_purple/albino_white", &[]),
            ("Rhapsody", "", &["W:compound-constitution-unknown"]),
        ],
    );
}

#[test]
fn lines() {
    check(
        "ball python",
        &[
            ("VPI Axanthic", "axanthic_vpi: axanthic_vpi/axanthic_vpi", &[]),
            ("het VPI", "axanthic_vpi: +/axanthic_vpi", &[]),
            ("Snow", "albino: albino/albino", &["E:line-required:axanthic"]),
            ("VPI Snow", "axanthic_vpi: axanthic_vpi/axanthic_vpi; albino: albino/albino", &[]),
        ],
    );
    check(
        "boa",
        &[
            ("Albino", "", &["E:line-required:albino"]),
            ("Kahl strain Albino het Anery", "albino_kahl: albino_kahl/albino_kahl; anery: +/anery", &[]),
            (
                "Kahl het Sharp",
                "albino_kahl: albino_kahl/albino_kahl; albino_sharp: +/albino_sharp",
                &["W:mixed-albino-strains"],
            ),
            ("Sunglow", "albino_kahl: albino_kahl/albino_kahl; hypo_motley: +/hypo", &[]),
        ],
    );
    check(
        "leopard gecko",
        &[
            ("RAPTOR", "tremper: tremper/tremper; eclipse: eclipse/eclipse", &["N:polygenic-tag:patternless_stripe"]),
            ("APTOR", "tremper: tremper/tremper", &["N:polygenic-tag:tangerine"]),
            ("Super Snow", "mack_snow: mack_snow/mack_snow", &[]),
            ("Bell Blazing Blizzard", "bell: bell/bell; blizzard: blizzard/blizzard", &[]),
            ("het Tangerine", "", &["W:modifier-on-tag", "N:polygenic-tag:tangerine"]),
            ("W&Y", "white_yellow: +/white_yellow", &["W:dominant-zygosity-unknown"]),
            ("White and Yellow", "white_yellow: +/white_yellow", &["W:dominant-zygosity-unknown"]),
        ],
    );
    check(
        "bearded dragon",
        &[
            ("Wero", "witblits: witblits/witblits; zero: zero/zero", &[]),
            ("Silkback het Trans", "leatherback: leatherback/leatherback; trans: +/trans", &[]),
        ],
    );
    check(
        "ZW species",
        &[("0.1 zrec", "zrec: -/zrec", &[]), ("0.1 het zrec", "", &["W:het-impossible-both-slots-used"])],
    );
}

#[test]
fn makers_sexes_and_words_that_are_unknown() {
    check(
        "ball python",
        &[
            ("0.1 Banana", "banana: +/banana", &[]),
            ("1.0 Banana", "banana: +/banana", &["W:banana-maker-unknown-if-male"]),
            ("Banana male maker", "banana: X:+/Y:banana", &[]),
            ("Super Banana", "banana: banana/banana", &[]),
            ("0.1 Banana MM", "banana: +/banana", &["W:maker-without-effect"]),
            ("het clwn", "", &["E:unknown-gene:clwn", "S:did-you-mean:clown"]),
            ("yelow belly", "", &["E:unknown-gene:yelow belly", "S:did-you-mean:yellow belly"]),
            ("Pastel qqqqq", "pastel: +/pastel", &["E:unknown-gene:qqqqq"]),
            ("not clown", "clown: clown/clown", &["E:unknown-gene:not"]),
            ("🐍", "", &["W:empty"]),
            ("1.0", "", &["W:empty"]),
            ("Pastel × Clown", "", &["E:looks-like-a-pairing"]),
            ("Pastel x", "pastel: +/pastel", &["E:unknown-gene:x"]),
            ("2 x Pastel", "pastel: pastel/pastel", &[]),
            ("Pastel ball python male adult", "pastel: +/pastel", &[]),
        ],
    );
}
