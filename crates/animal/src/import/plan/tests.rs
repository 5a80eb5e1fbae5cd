//! The plan as a whole: from bytes to what would happen.

use std::fmt::Write as _;

use jiff::civil::Date;
use repti_model::{
    animal::{AnimalRole, Custody, LifeStatus, Origin, ParentSide, Sex},
    exchange::{BadValuePolicy, ExistingPolicy, IssueCode, Severity, ShortRowPolicy, UnknownParentPolicy},
    measure::Grams,
};
use uuid::Uuid;

use super::*;
use crate::import::{
    decode::decode,
    detect::detect,
    mapping::suggest,
    values::{taxon::tests::nine, words::Breeder},
};

const TODAY: Date = Date::constant(2026, 11, 22);

fn plan_with(csv: &str, options: &ImportOptions, registry: &Registry) -> Plan {
    let table = decode(csv.as_bytes(), None).unwrap();
    let format = detect(&table.headers);
    let mapping = suggest(format, &table.headers);
    let taxa = TaxonIndex::new(&nine());
    assert_eq!(mapping.problems(&table.headers, options), []);
    plan(PlanInput { table: &table, format, mapping: &mapping, options, taxa: &taxa, registry, today: TODAY })
}

fn of_ball_pythons() -> ImportOptions {
    ImportOptions { default_taxon: Some("ball-python".to_owned()), ..ImportOptions::default() }
}

fn plan_of(csv: &str) -> Plan {
    plan_with(csv, &of_ball_pythons(), &Registry::default())
}

fn codes(row: &PlannedRow) -> Vec<(Severity, IssueCode)> {
    row.issues.iter().map(|issue| (issue.severity, issue.code)).collect()
}

fn known(code: &str, name: &str, sex: Sex) -> Known {
    Known {
        id: Uuid::now_v7(),
        code: code.to_owned(),
        name: name.to_owned(),
        external_id: None,
        taxon: "ball-python".to_owned(),
        sex,
        born: None,
        died_on: None,
        origin: Origin::Unknown,
        hybrid: false,
        archived: false,
        open_sire: false,
        open_dam: false,
    }
}

#[test]
fn a_row_becomes_an_animal_with_everything_it_says() {
    let plan = plan_of(
        "Name,ID,Species,Sex,Morphs,Hets,Weight,Notes,Hatch date,Status,Bred by,Origin,Sire\n\
         Noodle,BP-1,Ball Pythons,female?,Pastel,66% Clown,\"1,250\",shy,5/17/2022,sold,self,cbb,\n",
    );
    let row = &plan.rows[0];
    assert_eq!(row.issues, []);
    let animal = &row.animal;
    assert_eq!((animal.code.as_deref(), animal.external_id.as_str()), (Some("BP-1"), "BP-1"));
    assert_eq!((animal.taxon.as_str(), animal.sex), ("ball-python", Some(Sex::Female)));
    assert_eq!(animal.traits.as_deref(), Some("Pastel 66% het Clown"));
    assert_eq!((animal.weight, animal.custody), (Grams::from_hundredths(125_000), Some(Custody::TransferredOut)));
    assert_eq!((animal.origin, animal.breeder.clone()), (Some(Origin::CaptiveBred), Some(Breeder::Own)));
    assert_eq!(animal.born.map(|born| born.to_string()).as_deref(), Some("2022-05-17"));
}

#[test]
fn one_bad_row_never_fails_the_file() {
    let plan = plan_of(
        "Name,ID,Species,Sex,DOB,Weight\n\
         A,1,Ball Python,male,2/30/2022,\n\
         B,2,Ball Pyhton,male,,\n\
         C,3,,hen,,fat\n\
         ,,Ball Python,,,\n\
         E,5,Ball Python,female,1/2/2027,\n\
         F,6,Ball Python,female,2022-05,85 g\n\
         G,7,Ball Python\n\
         H,8,Ball Python,female,,,,extra\n",
    );
    let actions: Vec<bool> = plan.rows.iter().map(|row| row.action == Action::Create).collect();
    assert_eq!(actions, [false, false, false, false, false, true, false, false]);
    let first: Vec<IssueCode> = plan.rows.iter().filter_map(|row| row.issues.first()).map(|issue| issue.code).collect();
    assert_eq!(
        first,
        [
            IssueCode::DateImpossible,
            IssueCode::TaxonUnknown,
            IssueCode::WordUnknown,
            IssueCode::NameMissing,
            IssueCode::DateInFuture,
            IssueCode::RowTooShort,
            IssueCode::RowTooLong
        ]
    );
    assert!(plan.rows[0].issues[0].message.starts_with("DOB: “2/30/2022” is not a day"));
    assert_eq!((plan.counts.create, plan.counts.error), (1, 7));
    assert_eq!(plan.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn the_person_may_choose_to_import_without_the_bad_values() {
    let options = ImportOptions {
        bad_values: BadValuePolicy::LeaveBlank,
        short_rows: ShortRowPolicy::ReadAsBlank,
        ..of_ball_pythons()
    };
    let plan = plan_with("Name,ID,Sex,DOB\nA,1,hen,2/30/2022\nB,2\nC,3,male,2022\n", &options, &Registry::default());
    assert_eq!(plan.counts.create, 3);
    assert_eq!(plan.counts.warnings, 2);
    assert_eq!(plan.rows[0].animal.born, None);
}

#[test]
fn repeated_ids_are_refused_whatever_their_case() {
    let plan = plan_of("Name,ID\nA,bp-1\nB,BP-1\nC,BP-2\n");
    assert_eq!(codes(&plan.rows[1]), [(Severity::Error, IssueCode::DuplicateId)]);
    assert!(plan.rows[1].issues[0].message.contains("line 2"));
    assert_eq!(plan.counts.create, 2);
}

#[test]
fn a_pedigree_tells_ids_by_case_but_codes_do_not() {
    let csv = "id,sire,dam,sex\nd,,,m\nD,d,,m\nE,D,,\nD,,,m\n";
    let plan = plan_of(csv);
    assert_eq!((plan.rows[1].animal.code.as_deref(), plan.rows[1].animal.name.as_str()), (None, "D"));
    assert_eq!(plan.rows[1].parents[0].target, ParentTarget::Row(2));
    assert_eq!(plan.rows[2].parents[0].target, ParentTarget::Row(3));
    assert_eq!(codes(&plan.rows[3]), [(Severity::Error, IssueCode::DuplicateId)]);
    assert_eq!((plan.counts.create, plan.counts.error), (3, 1));
}

#[test]
fn dates_against_the_birth_are_left_out_and_breaks_flattened() {
    let plan = plan_of("Name,ID,Born,Acquired,Died\n\"A\nB\",1,2024-07-11,2024-05-01,2025-01-01\n");
    let animal = &plan.rows[0].animal;
    assert_eq!((animal.name.as_str(), animal.acquired_on), ("A B", None));
    assert_eq!((animal.died_on.is_some(), animal.life), (true, Some(LifeStatus::Deceased)));
    assert_eq!(codes(&plan.rows[0]), [(Severity::Warning, IssueCode::ColumnsDisagree)]);
}

#[test]
fn an_id_that_cannot_be_a_code_is_kept_and_found() {
    let plan = plan_of("id,sire,dam,sex\nPhilip I,,,M\nJoanna,,,F\nCharles V,Philip I,Joanna,M\n");
    assert_eq!(plan.rows[0].animal.code, None);
    assert_eq!((plan.rows[0].animal.name.as_str(), plan.rows[0].animal.external_id.as_str()), ("Philip I", "Philip I"));
    assert_eq!(
        plan.rows[2].parents.iter().map(|parent| parent.target).collect::<Vec<_>>(),
        [ParentTarget::Row(2), ParentTarget::Row(3)]
    );
    assert_eq!((plan.counts.links, plan.counts.error), (2, 0));
}

#[test]
fn animals_that_are_here_are_skipped_unless_an_update_is_wished() {
    let registry = Registry { animals: vec![known("BP-1", "Old", Sex::Male)], links: Vec::new() };
    let csv = "Name,ID\nNew name,bp-1\nB,BP-2\n";
    let id = registry.animals[0].id;
    let skipped = plan_with(csv, &of_ball_pythons(), &registry);
    assert_eq!((skipped.rows[0].action, skipped.counts.skip), (Action::Skip(id), 1));
    let options = ImportOptions { existing: ExistingPolicy::Update, ..of_ball_pythons() };
    let updated = plan_with(csv, &options, &registry);
    assert_eq!((updated.rows[0].action, updated.counts.update), (Action::Update(id), 1));
}

#[test]
fn an_id_of_another_species_is_never_overwritten() {
    let registry = Registry {
        animals: vec![Known { taxon: "corn-snake".to_owned(), ..known("BP-1", "", Sex::Male) }],
        links: Vec::new(),
    };
    let options = ImportOptions { existing: ExistingPolicy::Update, ..of_ball_pythons() };
    let plan = plan_with("Name,ID\nA,BP-1\n", &options, &registry);
    assert_eq!(codes(&plan.rows[0]), [(Severity::Error, IssueCode::IdTaken)]);
}

#[test]
fn rows_without_ids_are_recognised_when_the_file_comes_again() {
    let csv = "name,species,born\nJuno,Ball python,2020\nJuno,Ball python,2020\nJuno,Corn snake,2020\n";
    let first = plan_of(csv);
    assert_eq!((first.counts.create, first.counts.warnings), (3, 1));
    let animals = first.rows.iter().enumerate().map(|(n, row)| Known {
        external_id: Some(row.animal.external_id.clone()),
        taxon: row.animal.taxon.clone(),
        ..known(&format!("X-{n}"), &row.animal.name, Sex::Unknown)
    });
    let registry = Registry { animals: animals.collect(), links: Vec::new() };
    let again = plan_with(csv, &of_ball_pythons(), &registry);
    assert_eq!((again.counts.skip, again.counts.create), (3, 0));
}

#[test]
fn parents_are_found_by_id_name_and_in_the_registry() {
    let registry = Registry { animals: vec![known("OLD-1", "Zeus", Sex::Male)], links: Vec::new() };
    let plan = plan_with(
        "Name,ID,Sex,Sire,Dam\nKid,K1,,zeus,mum-1\nMum,MUM-1,female,old-1,\nKid two,K2,,Unheard of,Mum\n",
        &of_ball_pythons(),
        &registry,
    );
    let zeus = ParentTarget::Known(registry.animals[0].id);
    let targets: Vec<Vec<ParentTarget>> =
        plan.rows.iter().map(|row| row.parents.iter().map(|parent| parent.target).collect()).collect();
    assert_eq!(targets, [vec![zeus, ParentTarget::Row(3)], vec![zeus], vec![ParentTarget::Open, ParentTarget::Row(3)]]);
    assert_eq!(codes(&plan.rows[2]), [(Severity::Warning, IssueCode::ParentUnknown)]);
    assert_eq!((plan.counts.links, plan.counts.open_parents), (4, 1));
}

#[test]
fn several_sires_are_candidates_several_dams_are_not() {
    let plan = plan_of("ID,Sex,Sire,Dam\nS1,m,,\nS2,m,,\nD1,f,,\nD2,f,,\nK1,,\"S1, S2\",D1\nK2,,S1,D1; D2\n");
    assert_eq!(plan.rows[4].parents.len(), 3);
    assert_eq!(plan.rows[4].issues, []);
    assert_eq!(codes(&plan.rows[5]), [(Severity::Conflict, IssueCode::ParentSeveralDams)]);
    assert_eq!(plan.counts.links, 4);
}

#[test]
fn an_ambiguous_name_is_not_guessed() {
    let plan = plan_of("Name,ID,Sex,Sire\nRex,1,m,\nRex,2,m,\nKid,3,,Rex\n");
    assert_eq!(codes(&plan.rows[2]), [(Severity::Warning, IssueCode::ParentAmbiguous)]);
    let by_sex = plan_of("Name,ID,Sex,Sire\nRex,1,m,\nRex,2,f,\nKid,3,,Rex\n");
    assert_eq!(by_sex.rows[2].parents[0].target, ParentTarget::Row(2));
}

#[test]
fn impossible_parents_are_refused_by_name_and_the_animal_is_kept() {
    let plan = plan_of(
        "Name,ID,Species,Sex,Born,Sire,Dam\n\
         Pa,P,Ball python,m,2020-01-01,,\n\
         Ma,M,Ball python,f,2020-01-01,,\n\
         Corny,C,Corn snake,m,2015,,\n\
         A,1,Ball python,,2023-01-01,A,\n\
         B,2,Ball python,,2023-01-01,M,\n\
         C2,3,Ball python,,2023-01-01,C,\n\
         D,4,Ball python,,2020-06-01,P,\n\
         E,5,Ball python,,2023-01-01,1,1\n\
         F,6,Ball python,,2023-01-01,P,M\n",
    );
    let conflicts: Vec<Vec<IssueCode>> = plan.rows[3..]
        .iter()
        .map(|row| {
            row.issues.iter().filter(|issue| issue.severity == Severity::Conflict).map(|issue| issue.code).collect()
        })
        .collect();
    assert_eq!(
        conflicts,
        [
            vec![IssueCode::ParentIsSelf],
            vec![IssueCode::ParentWrongSex],
            vec![IssueCode::ParentOtherTaxon],
            vec![IssueCode::ParentTooYoung],
            vec![IssueCode::ParentTooYoung, IssueCode::ParentTooYoung],
            vec![]
        ]
    );
    assert!(
        plan.rows[4].issues[0].message.contains("Ma (M) is recorded as female"),
        "{}",
        plan.rows[4].issues[0].message
    );
    assert_eq!((plan.counts.create, plan.counts.error, plan.counts.links), (9, 0, 2));
}

#[test]
fn an_animal_of_unknown_sex_is_sire_or_dam_but_not_both() {
    let same_young = plan_of("id,sire,dam\nA,,\nB,A,A\n");
    assert_eq!(codes(&same_young.rows[1]), [(Severity::Conflict, IssueCode::ParentBothSides)]);
    assert_eq!(same_young.counts.links, 0);
    let two_young = plan_of("id,sire,dam\nA,,\nB,A,\nC,,A\n");
    assert_eq!(codes(&two_young.rows[2]), [(Severity::Conflict, IssueCode::ParentBothSides)]);
    assert!(two_young.rows[2].issues[0].message.contains("on line 3"));
}

#[test]
fn a_loop_hidden_in_the_file_is_named_and_none_of_its_links_made() {
    let plan = plan_of("id,sire,dam\nA,B,\nB,C,\nC,A,\nD,A,\n");
    for row in &plan.rows[..3] {
        assert_eq!(codes(row), [(Severity::Conflict, IssueCode::ParentLoop)]);
    }
    assert!(plan.rows[0].issues[0].message.contains("(A ← B ← C ← A)"), "{}", plan.rows[0].issues[0].message);
    assert_eq!((plan.rows[3].parents[0].target, plan.counts.links, plan.counts.create), (ParentTarget::Row(2), 1, 4));
}

#[test]
fn a_loop_through_recorded_links_is_found_too() {
    let (a, b) = (known("A", "", Sex::Male), known("B", "", Sex::Male));
    let links = vec![KnownLink { child: a.id, parent: b.id, side: ParentSide::Sire }];
    let registry = Registry { animals: vec![a, b], links };
    let options = ImportOptions { existing: ExistingPolicy::Update, ..of_ball_pythons() };
    let plan = plan_with("id,sire,dam\nB,A,\n", &options, &registry);
    assert_eq!(codes(&plan.rows[0]), [(Severity::Conflict, IssueCode::ParentLoop)]);
}

#[test]
fn a_skipped_animal_gets_only_the_parents_that_were_left_open() {
    let mut kid = known("K", "", Sex::Unknown);
    kid.open_sire = true;
    let registry = Registry { animals: vec![kid], links: Vec::new() };
    let plan = plan_with("id,sire,dam,sex\nK,S,D,\nS,,,m\nD,,,f\n", &of_ball_pythons(), &registry);
    let sides: Vec<ParentSide> = plan.rows[0].parents.iter().map(|parent| parent.side).collect();
    assert_eq!(sides, [ParentSide::Sire]);
}

#[test]
fn a_parent_whose_row_has_an_error_is_told_apart() {
    let plan = plan_of("Name,ID,Born,Sire\nPa,P,2/30/2020,\nKid,K,,P\n");
    assert_eq!(codes(&plan.rows[1]), [(Severity::Warning, IssueCode::ParentNotImported)]);
    assert!(plan.rows[1].issues[0].message.contains("line 2"));
}

#[test]
fn ancestors_outside_are_made_only_on_request_and_once_each() {
    let csv = "id,sire,dam\nA,S0,D0\nB,S0,D0\nC,D0,\n";
    let options = ImportOptions { unknown_parents: UnknownParentPolicy::CreateExternal, ..of_ball_pythons() };
    let plan = plan_with(csv, &options, &Registry::default());
    assert_eq!(plan.externals.len(), 2);
    assert_eq!((plan.counts.links, plan.counts.externals), (4, 2));
    assert_eq!(codes(&plan.rows[2]), [(Severity::Conflict, IssueCode::ParentBothSides)]);
    assert_eq!(plan_of(csv).externals, []);
}

#[test]
fn groups_are_not_exploded_and_maturity_is_compared_with_age() {
    let plan = plan_of("Name,ID,Quantity,Maturity,Born\nLot,L,12,Baby,2026-10-01\nOld,O,1,Baby,2015-01-01\n");
    assert_eq!(codes(&plan.rows[0]), [(Severity::Warning, IssueCode::GroupLot)]);
    assert_eq!(codes(&plan.rows[1]), [(Severity::Warning, IssueCode::ColumnsDisagree)]);
}

#[test]
fn status_words_of_clutchly_fall_on_the_axes() {
    let plan = plan_of(
        "name,species,sex,morph,hatch_date,visual_traits,het_traits,produced_by,status,is_breeder\n\
         Juno,Ball Python,male,,2020-01-01,\"banana, pastel\",\"33% normal, 66% piebald\",self,deceased,true\n",
    );
    let animal = &plan.rows[0].animal;
    assert_eq!((animal.life, animal.role), (Some(LifeStatus::Deceased), Some(AnimalRole::Breeder)));
    assert_eq!(animal.traits.as_deref(), Some("banana pastel 33% het normal 66% het piebald"));
}

#[test]
fn values_of_a_megabyte_and_emoji_get_a_clear_answer() {
    let long = "x".repeat(1_000_000);
    let plan = plan_of(&format!("Name,ID,Notes\n🐍🦎,E-1,\"\u{202e}😀\"\n{long},L-1,\nB,B-1,{long}\nC,C-1,ok\n"));
    let creates: Vec<bool> = plan.rows.iter().map(|row| row.action == Action::Create).collect();
    assert_eq!(creates, [true, false, false, true]);
    assert_eq!(plan.rows[1].issues[0].code, IssueCode::TooLong);
    assert!(plan.rows[1].issues[0].message.starts_with("Name:"));
}

#[test]
fn ten_thousand_generations_are_planned_in_one_pass() {
    let mut csv = "id,sire,dam\nA0,,\n".to_owned();
    for n in 1..10_000 {
        let _ = writeln!(csv, "A{n},A{},", n - 1);
    }
    let plan = plan_of(&csv);
    assert_eq!((plan.counts.links, plan.counts.conflicts), (9_999, 0));
    // Closing the line into a loop breaks all of it.
    let looped = plan_of(&csv.replace("A0,,", "A0,A9999,"));
    assert_eq!((looped.counts.links, looped.counts.conflicts), (0, 10_000));
}
