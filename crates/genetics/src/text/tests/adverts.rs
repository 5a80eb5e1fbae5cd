//! Found by reading texts in the manner of advertisements.

use super::rules::check;

#[test]
fn a_combo_is_of_the_line_that_is_named_beside_it() {
    let sharp = "albino_sharp: albino_sharp/albino_sharp; hypo_motley: +/hypo";
    let both = "albino_kahl: +/albino_kahl; anery: +/anery";
    check(
        "boa",
        &[
            ("Sharp Sunglow", sharp, &[]),
            ("Sunglow (Sharp)", "hypo_motley: +/hypo; albino_sharp: albino_sharp/albino_sharp", &[]),
            ("Kahl Sunglow", "albino_kahl: albino_kahl/albino_kahl; hypo_motley: +/hypo", &[]),
            ("DH Kahl Snow", both, &[]),
            ("Double Het Snow (Kahl)", "anery: +/anery; albino_kahl: +/albino_kahl", &[]),
            ("DH Snow", "anery: +/anery", &["E:line-required:albino"]),
            ("TH Kahl Snow", both, &["W:het-count-mismatch"]),
            ("VPI T+ het Anery", "vpi_t_albino: vpi_t_albino/vpi_t_albino; anery: +/anery", &[]),
        ],
    );
    // These names are of one strain each.
    check(
        "leopard gecko",
        &[
            (
                "Tremper Radar",
                "tremper: tremper/tremper; bell: bell/bell; eclipse: eclipse/eclipse",
                &["W:mixed-albino-strains"],
            ),
            ("Bell Blazing Blizzard", "bell: bell/bell; blizzard: blizzard/blizzard", &[]),
        ],
    );
    check(
        "reticulated python",
        &[("Purple Albino Mochino", "albino_white: albino_purple/albino_purple", &["E:line-required:albino"])],
    );
}

#[test]
fn super_before_a_combo_is_never_dropped() {
    check("leopard gecko", &[("Super Raptor", "", &["E:super-on-combo", "N:polygenic-tag:patternless_stripe"])]);
    check(
        "ball python",
        &[("Super Puma", "", &["E:super-on-combo"]), ("Super Ivory", "yb: yellow_belly/yellow_belly", &[])],
    );
}

#[test]
fn odds_for_and_against_are_no_certainty() {
    check(
        "ball python",
        &[
            ("50/50 het clown", "clown: +/clown 1/2, +/+ 1/2", &[]),
            ("25/75 het clown", "clown: +/clown 1/4, +/+ 3/4", &[]),
            ("2/3 het clown", "clown: +/clown 2/3, +/+ 1/3", &[]),
            ("0.66 het clown", "clown: +/clown 2/3, +/+ 1/3", &[]),
            ("0.125 het clown", "clown: +/clown 1/8, +/+ 7/8", &[]),
            ("0.1 het clown", "clown: +/clown", &[]),
            ("possible het clown (66%)", "clown: +/clown 2/3, +/+ 1/3", &[]),
            (
                "pos het clown (66%) pos het pied",
                "clown: +/clown 2/3, +/+ 1/3; pied: +/pied 1/2, +/+ 1/2",
                &["W:possible-het-without-percentage"],
            ),
            ("het pied (66%) het clown", "pied: +/pied 2/3, +/+ 1/3; clown: +/clown", &[]),
            ("het pied (66%) het clown (50%)", "pied: +/pied 2/3, +/+ 1/3; clown: +/clown 1/2, +/+ 1/2", &[]),
            ("(66%) het clown", "clown: +/clown 2/3, +/+ 1/3", &[]),
            ("Clown (het) het Pied", "clown: +/clown; pied: +/pied", &[]),
            ("50% het clown (66%)", "clown: +/clown 1/2, +/+ 1/2", &["E:modifier-without-gene:percentage"]),
        ],
    );
}

#[test]
fn weights_dates_and_origins_say_nothing_of_genes() {
    let pastel = "pastel: +/pastel";
    check(
        "ball python",
        &[
            ("Pastel 1200g", pastel, &[]),
            ("Pastel 500 g female", pastel, &[]),
            ("Pastel, 1.2 kg", pastel, &[]),
            ("Pastel NZ 2021", pastel, &[]),
            ("DNZ22 Pastel", pastel, &[]),
            ("Pastel hatched 07/2021", pastel, &[]),
            ("Pastel 13/2021", pastel, &["E:unknown-gene:13/2021"]),
        ],
    );
    check("leopard gecko", &[("0.1 Mack Snow TSF 2021", "mack_snow: +/mack_snow", &[])]);
}

#[test]
fn words_run_together_are_taken_apart_as_a_suggestion() {
    check(
        "ball python",
        &[
            ("pastelclown", "", &["E:unknown-gene:pastelclown", "S:did-you-mean:pastel clown"]),
            ("hetclown", "", &["E:unknown-gene:hetclown", "S:did-you-mean:het clown"]),
            ("superpastel", "", &["E:unknown-gene:superpastel", "S:did-you-mean:super pastel"]),
            ("clownqqq", "", &["E:unknown-gene:clownqqq"]),
        ],
    );
}

#[test]
fn the_chromosome_that_has_the_banana_is_read() {
    let on_y = "banana: X:+/Y:banana";
    let on_x = "banana: X:banana/Y:+";
    check(
        "ball python",
        &[
            ("Banana on Y", on_y, &[]),
            ("banana male maker (banana on Y)", on_y, &[]),
            ("banana female maker (banana on X)", on_x, &[]),
            ("Banana on the X chromosome het Clown", "banana: X:banana/Y:+; clown: +/clown", &[]),
            ("Y-linked Banana", on_y, &[]),
            ("X-linked Banana Pastel", "banana: X:banana/Y:+; pastel: +/pastel", &[]),
            ("Banana X Pastel", "", &["E:looks-like-a-pairing"]),
            ("0.1 Banana on X", "banana: +/banana", &["W:maker-without-effect"]),
            ("Banana MM FM", on_y, &["E:makers-contradict"]),
        ],
    );
    check("corn snake", &[("Amel on Y", "amel: amel/amel", &["E:unknown-gene:on", "E:unknown-gene:y"])]);
}

#[test]
fn genotypes_are_read_in_the_notation_they_are_written_in() {
    check(
        "ball python",
        &[
            ("clown/clown", "clown: clown/clown", &[]),
            ("leopard/leopard het pied", "leopard: leopard/leopard; pied: +/pied", &[]),
            ("yellow belly/yellow belly", "yb: yellow_belly/yellow_belly", &[]),
            ("lesser/mojave", "bel: lesser/mojave", &[]),
            ("+/pastel clown/+", "pastel: +/pastel; clown: +/clown", &[]),
            ("het clown/clown", "clown: clown/clown", &["E:modifier-without-gene:het"]),
            ("Pastel / Pastel", "pastel: pastel/pastel", &["W:gene-repeated"]),
        ],
    );
}
