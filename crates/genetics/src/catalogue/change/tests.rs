use super::*;
use crate::{
    catalogue::{Catalogue, Texts, words::squash},
    claims::{Entry, find},
    genotype::Pair,
    text::Lexicon,
};
use proptest::prelude::*;
use repti_model::{
    catalogue::{ChangeKind, GeneFields, RowKind, RuleFields, RuleKey},
    genes::GeneRisk,
};

const BALL: &str = "ball python";

fn seeded() -> Source {
    Source::read(&Texts::seeded()).unwrap()
}

fn load(source: &Source) -> Catalogue {
    source.write().load().unwrap()
}

fn fields(source: &Source, species: &str, gene: &str) -> GeneFields {
    source.genes[source.find_gene(species, gene).unwrap()].fields.clone()
}

fn change(gene: &str, fields: GeneFields) -> CatalogueEdit {
    CatalogueEdit::ChangeGene { species: BALL.into(), gene: gene.into(), fields }
}

fn merge(gene: &str, into: &str) -> CatalogueEdit {
    CatalogueEdit::MergeGenes { species: BALL.into(), gene: gene.into(), into: into.into() }
}

fn rule(grade: GeneRisk, when: &str, text: &str) -> RuleFields {
    RuleFields { grade, when: when.into(), text: text.into(), certainty: "B".into() }
}

fn combo(name: &str, genotype: &str) -> ComboFields {
    ComboFields { name: name.into(), genotype: genotype.into(), source: "a test".into(), certainty: "B".into() }
}

/// The one fault: its field and message.
#[track_caller]
fn fault(edit: CatalogueEdit) -> (String, String) {
    let faults = apply(&seeded(), &[edit]).expect_err("this must not work");
    assert_eq!(faults.len(), 1, "{faults:?}");
    (faults[0].field.clone(), faults[0].message.clone())
}

#[test]
fn an_alias_is_read_from_then_on_and_nothing_else_changes() {
    let source = seeded();
    let mut clown = fields(&source, BALL, "Clown");
    clown.aliases = "Jokerzz".into();
    let next = apply(&source, &[change("Clown", clown)]).unwrap();
    let (catalogue, changes) = (load(&next), diff(&source, &next));
    assert_eq!(
        catalogue.taxon(BALL).unwrap().resolve("Jokerzz").unwrap(),
        catalogue.taxon(BALL).unwrap().resolve("Clown").unwrap()
    );
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].row, changes[0].how, changes[0].name.as_str()),
        (RowKind::Gene, ChangeKind::Changed, "Clown")
    );
    assert_eq!((changes[0].fields[0].field.as_str(), changes[0].fields[0].after.as_str()), ("Other names", "Jokerzz"));
    assert_eq!(catalogue.taxon("boa").unwrap(), Catalogue::seeded().taxon("boa").unwrap());
}

#[test]
fn a_renamed_gene_keeps_its_address_and_its_old_name() {
    let source = seeded();
    for (old, new, slug) in
        [("Clown", "Jokerzz", "clown"), ("Piebald", "Whitesided", "pied"), ("Axanthic (VPI)", "Greyzz", "axanthic_vpi")]
    {
        let renamed = GeneFields { name: new.into(), ..fields(&source, BALL, old) };
        let next = apply(&source, &[change(old, renamed)]).unwrap_or_else(|faults| panic!("{faults:?}"));
        let catalogue = load(&next);
        let taxon = catalogue.taxon(BALL).unwrap();
        let (at, id) = taxon.resolve(new).unwrap();
        assert_eq!(taxon.locus(at).unwrap().symbol(id), slug);
        assert_eq!(taxon.exact(&squash(old)), [(at, id)], "{old}");
        let Some(Entry::Allele(found, ..)) = find(taxon, slug) else { panic!("{slug}") };
        assert_eq!(found, at);
    }
}

#[test]
fn a_merged_gene_is_the_other_by_all_its_names_and_for_its_claims() {
    let source = seeded();
    let next = apply(&source, &[merge("Butter", "Lesser")]).unwrap_or_else(|faults| panic!("{faults:?}"));
    let catalogue = load(&next);
    let taxon = catalogue.taxon(BALL).unwrap();
    let lesser = taxon.resolve("Lesser").unwrap();
    assert_eq!(taxon.exact("butter"), [lesser]);
    assert!(matches!(find(taxon, "butter"), Some(Entry::Allele(at, id, _)) if (at, id) == lesser));
    let lexicon = Lexicon::new(taxon);
    assert_eq!(lexicon.parse("Butter").genotype, lexicon.parse("Lesser").genotype);
    assert!(source.find_gene(BALL, "Butter").is_some() && next.find_gene(BALL, "Butter").is_none());
}

#[test]
fn what_is_wrong_with_an_edit_names_its_field() {
    let source = seeded();
    let clown = || fields(&source, BALL, "Clown");
    let taken = GeneFields { aliases: "Pastel".into(), ..clown() };
    assert_eq!(fault(change("Clown", taken)).0, "aliases");
    assert_eq!(fault(change("Clown", GeneFields { name: "Pastel".into(), ..clown() })).0, "name");
    assert_eq!(fault(change("Clown", clown())).0, "name");
    assert_eq!(fault(change("Clwn", GeneFields { name: "X".into(), ..clown() })).0, "gene");
    assert_eq!(fault(merge("Clown", "Clown")).0, "into");
    assert_eq!(fault(merge("Clown", "Nothingzz")).0, "into");
    let add = |fields| CatalogueEdit::AddCombo { species: BALL.into(), fields };
    let (field, message) = fault(add(combo("Whatever Bee", "Pastel het + Nothingzz")));
    assert_eq!(field, "genotype");
    assert!(message.contains("Nothingzz"), "{message}");
    assert_eq!(fault(add(combo("Bumblebee", "Pastel + Spider"))).0, "name");
    let rules = |fields| CatalogueEdit::AddRule { species: BALL.into(), fields };
    for when in ["Nothingzz", "Clown/Pastel", "Spider + Spider"] {
        assert_eq!(fault(rules(rule(GeneRisk::Welfare, when, "it suffers"))).0, "when", "{when}");
    }
    assert_eq!(fault(rules(rule(GeneRisk::Lethal, "Clown", "it dies"))).0, "when");
    let nowhere = CatalogueEdit::AddCombo { species: "dragon".into(), fields: combo("A", "B") };
    assert_eq!(fault(nowhere).0, "species");
}

#[test]
fn a_deadly_rule_is_the_odds_and_taking_it_back_is_too() {
    let source = seeded();
    let dies = |source: &Source, gene: &str| {
        let catalogue = load(source);
        let taxon = catalogue.taxon(BALL).unwrap();
        let (at, id) = taxon.resolve(gene).unwrap();
        taxon.locus(at).unwrap().is_lethal(Pair::hom(id))
    };
    let add = CatalogueEdit::AddRule { species: BALL.into(), fields: rule(GeneRisk::Lethal, "Enchi/Enchi", "It dies") };
    let next = apply(&source, &[add]).unwrap();
    assert!(!dies(&source, "Enchi") && dies(&next, "Enchi"));
    // Read out of remarks: it has no line, and is taken back all the same.
    let key = RuleKey { grade: GeneRisk::Lethal, when: "Spider/Spider".into() };
    let back = apply(&source, &[CatalogueEdit::RemoveRule { species: BALL.into(), rule: key.clone() }]).unwrap();
    assert!(dies(&source, "Spider") && !dies(&back, "Spider"));
    assert!(apply(&back, &[CatalogueEdit::RemoveRule { species: BALL.into(), rule: key }]).is_err());
}

#[test]
fn every_rule_can_be_changed_and_reads_as_it_was_written() {
    let source = seeded();
    let taxon = source.taxon(BALL).unwrap().unwrap();
    let rules = source.all_rules(&taxon);
    assert!(rules.iter().any(|rule| rule.0.is_some()) && rules.iter().any(|rule| rule.0.is_none()));
    for (_, standing) in rules.into_iter().take(12) {
        let fields = RuleFields { text: "A curator’s own words".into(), certainty: "A".into(), ..standing.clone() };
        let edit = CatalogueEdit::ChangeRule { species: BALL.into(), rule: standing.key(), fields: fields.clone() };
        let next = apply(&source, &[edit]).unwrap_or_else(|faults| panic!("{faults:?}"));
        let after = next.all_rules(&next.taxon(BALL).unwrap().unwrap());
        assert!(after.iter().any(|rule| rule.1 == fields), "{fields:?}");
        assert!(!after.iter().any(|rule| rule.1 == standing), "{standing:?}");
    }
}

#[test]
fn only_a_row_that_is_edited_makes_a_conflict() {
    let base = seeded();
    let edited =
        |name: &str, alias: &str| change(name, GeneFields { aliases: alias.into(), ..fields(&base, BALL, name) });
    let now = apply(&base, &[edited("Clown", "Jokerzz")]).unwrap();
    assert!(conflicts(&base, &now, &[edited("Pastel", "Chalkzz")]).is_empty());
    let met = conflicts(&base, &now, &[edited("Pastel", "Chalkzz"), edited("Clown", "Fooolzz")]);
    assert_eq!((met.len(), met[0].edit, met[0].row.as_str()), (1, 1, "ball python: Clown"));
    assert_eq!(met[0].fields[0].after, "Jokerzz");
}

#[test]
fn an_edit_that_fails_leaves_the_others_standing() {
    let source = seeded();
    let edits = [
        merge("Nothingzz", "Clown"),
        CatalogueEdit::AddCombo { species: BALL.into(), fields: combo("Zzcombo", "Pastel + Clown visual") },
    ];
    let steps = steps(&source, &edits);
    assert!(matches!(&steps[0], Step::Refused(faults) if faults[0].edit == 0));
    assert!(matches!(&steps[1], Step::Made(next) if next.find_combo(BALL, "Zzcombo").is_some()));
    assert_eq!(apply(&source, &edits).unwrap_err().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn adding_and_removing_is_nothing_and_nothing_is_nothing(word in "[a-z]{4,9}", text in "[a-zA-Z ,.]{0,17}[a-z]{3}") {
        let source = seeded();
        prop_assert_eq!(apply(&source, &[]).unwrap(), source.clone());
        let name = format!("Zz{word}");
        let added = rule(GeneRisk::Fertility, "Clown/Clown + Enchi", &format!("x{text}"));
        let edits = [
            CatalogueEdit::AddCombo { species: BALL.into(), fields: combo(&name, "Pastel + Clown visual") },
            CatalogueEdit::RemoveCombo { species: BALL.into(), combo: name },
            CatalogueEdit::AddRule { species: BALL.into(), fields: added.clone() },
            CatalogueEdit::RemoveRule { species: BALL.into(), rule: added.key() },
        ];
        prop_assert_eq!(apply(&source, &edits).unwrap(), source);
    }

    /// Whatever is typed: an answer, and what was made can be read again.
    #[test]
    fn any_edit_is_made_or_refused(
        texts in proptest::collection::vec("[ -~\\n|;/+🦎ä]{0,14}", 9),
        kind in 0..7_u8,
        target in prop::sample::select(vec!["Clown", "Pastel", "Spider", "Bumblebee", "", "Axanthic (VPI)"]),
    ) {
        let source = seeded();
        let species = BALL.to_owned();
        let gene = GeneFields {
            name: texts[0].clone(),
            aliases: texts[1].clone(),
            inheritance: format!("recessive{}", texts[2]),
            locus: texts[3].clone(),
            form: texts[4].clone(),
            issues: texts[5].clone(),
            linkage: texts[6].clone(),
            molecular: texts[7].clone(),
            source: texts[8].clone(),
            certainty: "C".into(),
        };
        let own = rule(GeneRisk::Welfare, &texts[0], &texts[1]);
        let edit = match kind {
            0 => CatalogueEdit::AddGene { species, fields: gene },
            1 => CatalogueEdit::ChangeGene { species, gene: target.into(), fields: gene },
            2 => CatalogueEdit::MergeGenes { species, gene: target.into(), into: texts[0].clone() },
            3 => CatalogueEdit::AddCombo { species, fields: combo(&texts[0], &texts[1]) },
            4 => CatalogueEdit::ChangeCombo { species, combo: target.into(), fields: combo(&texts[0], target) },
            5 => CatalogueEdit::AddRule { species, fields: own },
            _ => CatalogueEdit::RemoveRule { species, rule: own.key() },
        };
        match apply(&source, std::slice::from_ref(&edit)) {
            Ok(next) => {
                let written = next.write();
                prop_assert!(written.load().is_ok());
                prop_assert_eq!(diff(&Source::read(&written).unwrap(), &next), vec![]);
            }
            Err(faults) => prop_assert!(faults.iter().all(|fault| !fault.message.is_empty())),
        }
    }
}
