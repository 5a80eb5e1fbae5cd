use super::*;
use crate::store::public::IndexRow;
use proptest::prelude::*;
use repti_model::registry::{Rank, Reproduction};

fn taxa() -> Vec<Taxon> {
    ["Ball python", "Corn snake", "Boa"]
        .into_iter()
        .zip(1..)
        .map(|(name, n)| Taxon {
            id: TaxonId(Uuid::from_u128(n)),
            slug: name.to_lowercase().replace(' ', "-"),
            scientific_name: String::new(),
            common_name: name.to_owned(),
            plural_name: String::new(),
            code_prefix: String::new(),
            aliases: vec![],
            parent_id: None,
            rank: Rank::Species,
            reproduction: Reproduction::Oviparous,
            min_breeding_days_male: 1,
            min_breeding_days_female: 1,
        })
        .collect()
}

fn row(id: u128, text: &str, taxon: u128, sex: &str, origin: &str) -> IndexRow {
    let taxon_id = Uuid::from_u128(taxon);
    let (born, breeder) = (i32::try_from(id % 4).ok().filter(|days| *days > 0), Uuid::from_u128(id % 2));
    IndexRow {
        id: Uuid::from_u128(id),
        text: text.into(),
        taxon_id,
        sex: sex.into(),
        origin: origin.into(),
        born,
        breeder,
        genes: Vec::new(),
    }
}

/// The same with genes as the store gives them: `clown:visual`.
fn with_genes(row: IndexRow, genes: &[&str]) -> IndexRow {
    IndexRow { genes: genes.iter().map(|gene| gene.parse().unwrap()).collect(), ..row }
}

fn index(rows: &[IndexRow]) -> PublicIndex {
    let index = PublicIndex::default();
    for row in rows {
        index.columns.write().unwrap().put(row);
    }
    index
}

fn search(index: &PublicIndex, query: &PublicQuery) -> Found {
    let taxa = taxa();
    index.search(&Wanted::new(query, &taxa), None, 10, &taxa)
}

fn q(q: &str) -> PublicQuery {
    PublicQuery { q: q.into(), ..PublicQuery::default() }
}

fn numbers(found: &Found) -> Vec<u128> {
    found.ids.iter().map(|id| id.as_u128()).collect()
}

fn shown(facet: &[FacetCount]) -> Vec<(&str, u32)> {
    facet.iter().map(|count| (count.value.as_str(), count.count)).collect()
}

fn collection() -> PublicIndex {
    index(&[
        row(5, "Kiwi BP-001 pastel clown", 1, "male", "captive_bred"),
        row(1, "Éclair BP-002 pastel het pied", 1, "female", "captive_bred"),
        row(3, "Rex CS-001 amel", 2, "male", "wild_caught"),
    ])
}

#[test]
fn newest_come_first_however_they_were_put_in() {
    assert_eq!(numbers(&search(&collection(), &PublicQuery::default())), [5, 3, 1]);
}

#[test]
fn each_word_must_begin_a_word_and_accents_do_not_matter() {
    let index = collection();
    assert_eq!(numbers(&search(&index, &q("PAST bp"))), [5, 1]);
    assert_eq!(numbers(&search(&index, &q("eclair"))), [1]);
    assert_eq!(numbers(&search(&index, &q("bp-002"))), [1]);
    assert_eq!(search(&index, &q("pastel amel")).total, 0);
    assert_eq!(search(&index, &q("🐍")).total, 0);
}

#[test]
fn a_typo_is_searched_as_what_was_meant_and_says_so() {
    let found = search(&collection(), &q("pastle clown"));
    assert_eq!((numbers(&found), found.instead.as_deref()), (vec![5], Some("pastel clown")));
    assert_eq!(search(&collection(), &q("pastel")).instead, None);
}

#[test]
fn a_facet_is_counted_over_what_the_others_let_through() {
    let query = PublicQuery { sex: vec![Sex::Male], ..PublicQuery::default() };
    let found = search(&collection(), &query);
    assert_eq!(found.total, 2);
    assert_eq!(shown(&found.facets.taxon), [("ball-python", 1), ("corn-snake", 1)]);
    assert_eq!(shown(&found.facets.sex), [("male", 2), ("female", 1)]);
    assert_eq!(shown(&found.facets.origin), [("captive_bred", 1), ("wild_caught", 1)]);
}

#[test]
fn a_taxon_that_nobody_knows_shows_nothing() {
    let query = PublicQuery { taxon: vec!["unicorn".into()], ..PublicQuery::default() };
    assert_eq!(search(&collection(), &query).total, 0);
}

#[test]
fn what_is_changed_or_taken_out_is_found_as_it_is_now() {
    let index = collection();
    {
        let mut columns = index.columns.write().unwrap();
        columns.put(&row(5, "Kiwi BP-001 axanthic", 1, "female", "captive_bred"));
        columns.remove(Uuid::from_u128(3));
    }
    assert_eq!(search(&index, &q("pastel")).total, 1);
    assert_eq!(numbers(&search(&index, &q("axan"))), [5]);
    let all = search(&index, &PublicQuery::default());
    assert_eq!((all.total, shown(&all.facets.sex)), (2, vec![("female", 2)]));
}

proptest! {
    /// Whatever is put in and taken out, pages forwards and backwards give what a plain scan gives.
    #[test]
    fn pages_agree_with_a_scan(
        steps in prop::collection::vec((0_u128..30, 1_u128..4, 0..3_usize, any::<bool>()), 0..80),
        limit in 1..7_usize,
        by_word in any::<bool>(),
        sort in prop::sample::select(PublicSort::ALL),
        male_only in any::<bool>(),
    ) {
        let taxa = taxa();
        let index = PublicIndex::default();
        let mut plain: std::collections::BTreeMap<u128, (u128, usize)> = std::collections::BTreeMap::new();
        for (id, taxon, sex, remove) in steps {
            let mut columns = index.columns.write().unwrap();
            if remove {
                columns.remove(Uuid::from_u128(id));
                plain.remove(&id);
            } else {
                let text = if taxon == 1 { "pastel" } else { "clown" };
                columns.put(&row(id, text, taxon, Sex::ALL[sex].as_str(), "unknown"));
                plain.insert(id, (taxon, sex));
            }
        }
        let query = PublicQuery {
            q: if by_word { "clo".into() } else { String::new() },
            sex: if male_only { vec![Sex::Male] } else { vec![] },
            sort,
            ..PublicQuery::default()
        };
        let mut expected: Vec<u128> = plain
            .iter()
            .rev()
            .filter(|(_, (taxon, sex))| (!by_word || *taxon != 1) && (!male_only || Sex::ALL[*sex] == Sex::Male))
            .map(|(id, _)| *id)
            .collect();
        // Births follow from ids: see `row`.
        let age = |id: &u128| match (id % 4, sort) {
            (_, PublicSort::Newest) => 0,
            (0, _) => i128::MAX,
            (days, PublicSort::Youngest) => -(days as i128),
            (days, PublicSort::Eldest) => days as i128,
        };
        expected.sort_by_key(age);
        let mut kept = index.columns.read().unwrap().kept_by(Uuid::from_u128(1));
        kept.sort_by_key(|(id, _)| id.0);
        let plain_kept = (1..4_u128).filter_map(|taxon| {
            let count = plain.iter().filter(|(id, (of, _))| *id % 2 == 1 && *of == taxon).count() as u32;
            (count > 0).then_some((TaxonId(Uuid::from_u128(taxon)), count))
        });
        prop_assert_eq!(kept, plain_kept.collect::<Vec<_>>());
        let wanted = Wanted::new(&query, &taxa);
        let mut seen = Vec::new();
        let mut cursor: Option<String> = None;
        let mut last = None;
        loop {
            let found = index.search(&wanted, cursor.as_deref(), limit, &taxa);
            prop_assert_eq!(found.total as usize, expected.len());
            seen.extend(numbers(&found));
            last = found.previous.clone().or(last);
            let Some(next) = found.next else { break };
            cursor = Some(next);
        }
        prop_assert_eq!(&seen, &expected);
        let mut back = Vec::new();
        let mut cursor = last;
        while let Some(at) = cursor {
            let found = index.search(&wanted, Some(&at), limit, &taxa);
            back = numbers(&found).into_iter().chain(back).collect();
            cursor = found.previous;
        }
        prop_assert!(expected.starts_with(&back));
    }
}

fn carriers() -> PublicIndex {
    index(&[
        with_genes(row(5, "Kiwi", 1, "male", "captive_bred"), &["pastel:visual", "clown:het"]),
        with_genes(row(1, "Nana", 1, "female", "captive_bred"), &["clown:visual", "pied:possible"]),
        with_genes(row(3, "Rex", 2, "male", "wild_caught"), &["amel:visual"]),
        with_genes(row(7, "Zoe", 1, "female", "captive_bred"), &["clown:possible"]),
    ])
}

fn genes(genes: &[&str]) -> PublicQuery {
    PublicQuery { gene: genes.iter().map(|gene| gene.parse().unwrap()).collect(), ..PublicQuery::default() }
}

#[test]
fn animals_are_found_by_a_gene_and_by_how_they_have_it() {
    let index = carriers();
    let found = |wanted: &[&str]| numbers(&search(&index, &genes(wanted)));
    assert_eq!(found(&["clown"]), [7, 5, 1]);
    assert_eq!(found(&["clown:visual"]), [1]);
    assert_eq!(found(&["clown:het"]), [5]);
    assert_eq!(found(&["clown:possible"]), [7]);
    assert_eq!(found(&["clown", "pied"]), [1]);
    assert_eq!(found(&["clown:het", "pied"]), [0_u128; 0]);
    assert_eq!(found(&["gone"]), [0_u128; 0]);
    let both = PublicQuery { q: "nana".into(), ..genes(&["clown"]) };
    assert_eq!(numbers(&search(&index, &both)), [1]);
    assert_eq!(search(&index, &genes(&["clown"])).total, 3);
}

#[test]
fn genes_are_offered_of_one_species_and_a_chosen_one_says_how() {
    let index = carriers();
    assert!(search(&index, &PublicQuery::default()).facets.gene.is_empty());
    let python = PublicQuery { taxon: vec!["ball-python".into()], ..PublicQuery::default() };
    let offered = search(&index, &python).facets.gene;
    assert_eq!(shown(&offered), [("clown", 3), ("pastel", 1), ("pied", 1)]);
    assert_eq!(offered[0].label, "Clown");
    let chosen = search(&index, &PublicQuery { gene: genes(&["clown:het"]).gene, ..python }).facets.gene;
    let values: Vec<(&str, u32, bool)> =
        chosen.iter().map(|count| (count.value.as_str(), count.count, count.selected)).collect();
    // What else could be chosen of it is counted without it, the other genes with it.
    assert_eq!(
        values,
        [
            ("clown", 3, false),
            ("clown:visual", 1, false),
            ("clown:het", 1, true),
            ("clown:possible", 1, false),
            ("pastel", 1, false)
        ]
    );
    assert_eq!(chosen[1].label, "Clown: shows");
}

#[test]
fn an_animal_that_changed_leaves_its_old_genes() {
    let index = carriers();
    let kiwi = with_genes(row(5, "Kiwi", 1, "male", "captive_bred"), &["pastel:visual"]);
    index.columns.write().unwrap().put(&kiwi);
    assert_eq!(numbers(&search(&index, &genes(&["clown"]))), [7, 1]);
    assert_eq!(numbers(&search(&index, &genes(&["pastel"]))), [5]);
}
