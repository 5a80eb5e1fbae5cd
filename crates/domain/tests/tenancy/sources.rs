//! SQL that is put together at run time stands in no list of sqlx. Each place is named here with the test that tries it with
//! forged ids; a new one fails until it is named too.

use crate::statement::root;
use std::{collections::BTreeMap, fs, path::Path};

/// File of a store, how often it puts SQL together, and the test that walks it.
const BUILT: [(&str, usize, &str); 5] = [
    // The list, its count and its ids; each names the vivarium and stands behind the fence.
    ("animal/src/store/list.rs", 3, "animal/tests/it/isolation.rs: every_verb_answers_not_found_to_a_forged_id"),
    ("animal/src/store/bulk.rs", 1, "animal/tests/it/isolation.rs: every_verb_answers_not_found_to_a_forged_id"),
    ("animal/src/store/import_row.rs", 1, "animal/tests/it/isolation.rs: an_import_of_another_vivarium_is_not_found"),
    // For staff only, who see people, vivariums and the log of all.
    ("core/src/store/audit.rs", 1, "core/tests/it/tenancy.rs: what_staff_search_is_closed_to_everybody_else"),
    ("core/src/store/staff.rs", 4, "core/tests/it/tenancy.rs: what_staff_search_is_closed_to_everybody_else"),
];

/// Ways around the checked macros.
const UNCHECKED: [&str; 8] = [
    "QueryBuilder::new(",
    "sqlx::query(",
    "sqlx::query_as(",
    "sqlx::query_scalar(",
    "sqlx::query_with(",
    "AssertSqlSafe(",
    "raw_sql(",
    "query_unchecked!",
];

#[test]
fn every_statement_that_is_built_at_run_time_is_named_with_its_test() {
    let mut found = BTreeMap::new();
    for store in fs::read_dir(root().join("crates")).expect("the crates are there") {
        collect(&store.expect("readable").path().join("src/store"), &mut found);
    }
    let named: BTreeMap<String, usize> = BUILT.iter().map(|(file, count, _)| ((*file).to_owned(), *count)).collect();
    assert_eq!(found, named, "found on the left, named on the right");
    for (file, _, test) in BUILT {
        let (place, name) = test.split_once(": ").expect("file and test");
        let text = fs::read_to_string(root().join("crates").join(place)).unwrap_or_default();
        assert!(text.contains(&format!("async fn {name}()")), "{file} names the test {test}, which isn't there");
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<String, usize>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("readable").path()) {
        if path.is_dir() {
            collect(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("readable");
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let count = UNCHECKED.iter().map(|way| code.matches(way).count()).sum::<usize>();
        if count > 0 {
            let inside =
                path.to_string_lossy().rsplit_once("crates/").map_or_else(String::new, |(_, inside)| inside.to_owned());
            found.insert(inside, count);
        }
    }
}
