//! What may stand where in the sources.

use std::fs;

use anyhow::Result;

use crate::metadata;

/// Longer files are read by nobody.
const MOST_LINES: usize = 400;

/// Tables written by a program, which nobody reads anyway.
const GENERATED: &[&str] = &["app/ui/src/icon/set.rs"];

/// Every Rust file of this checkout that breaks a rule.
pub fn complaints() -> Result<Vec<String>> {
    let root = metadata::root()?;
    let list = metadata::output("git", &["ls-files", "-co", "--exclude-standard", "--", "*.rs"])?;
    let mut found = Vec::new();
    for path in list.lines() {
        // Deleted, but not yet from the index.
        let Ok(text) = fs::read_to_string(root.join(path)) else {
            continue;
        };
        found.extend(complaints_about(path, &text));
    }
    Ok(found)
}

fn complaints_about(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if path.ends_with("/mod.rs") && !path.contains("/tests/") {
        found.push(format!("{path}: no mod.rs; {}.rs is where people look", path.trim_end_matches("/mod.rs")));
    }
    let lines = text.lines().count();
    if lines > MOST_LINES && !GENERATED.contains(&path) {
        found.push(format!("{path}: {lines} lines, {MOST_LINES} at most; split it by topic"));
    }
    if path.starts_with("xtask/") {
        return found;
    }
    // Unit tests at the end of a file may look at the database and render what they like.
    let shipped = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    for (number, line) in shipped.lines().enumerate() {
        let code = line.split("//").next().unwrap_or(line);
        let place = || format!("{path}:{}", number + 1);
        if runs_sql(code) && !may_run_sql(path) {
            found.push(format!("{}: SQL stands only in crates/*/src/store/", place()));
        }
        if code.contains("view! {") && !path.starts_with("app/") {
            found.push(format!("{}: views stand only in app/", place()));
        }
    }
    found
}

fn runs_sql(code: &str) -> bool {
    const MARKS: &[&str] = &[
        "sqlx::query",
        "query!(",
        "query_as!(",
        "query_scalar!(",
        "query_as::<",
        "query_scalar::<",
        "QueryBuilder::",
        "raw_sql(",
    ];
    MARKS.iter().any(|mark| code.contains(mark))
}

fn may_run_sql(path: &str) -> bool {
    let Some((_, inside)) = path.strip_prefix("crates/").and_then(|rest| rest.split_once('/')) else {
        // Integration tests set their scenes.
        return path.contains("/tests/");
    };
    // `db` is what the stores stand on: the pool, the tenant of a transaction, the job queue.
    path.starts_with("crates/db/")
        || inside.starts_with("src/store/")
        || inside == "src/store.rs"
        || inside.starts_with("tests/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_outside_a_store_is_found_with_its_line() {
        let text = "fn f() {\n    sqlx::query!(\"select 1\");\n}\n";
        assert_eq!(
            complaints_about("crates/core/src/service.rs", text),
            ["crates/core/src/service.rs:2: SQL stands only in crates/*/src/store/"]
        );
        for path in [
            "crates/core/src/store/account.rs",
            "crates/core/src/store.rs",
            "crates/core/tests/accounts.rs",
            "server/tests/http.rs",
        ] {
            assert_eq!(complaints_about(path, text), Vec::<String>::new(), "{path}");
        }
        assert_eq!(complaints_about("server/src/health.rs", text).len(), 1);
    }

    #[test]
    fn comments_and_unit_tests_may_say_anything() {
        let text = "// sqlx::query! is not for here\nfn f() {}\n#[cfg(test)]\nmod tests { sqlx::query(\"\") }\n";
        assert_eq!(complaints_about("server/src/health.rs", text), Vec::<String>::new());
    }

    #[test]
    fn views_stand_only_in_app() {
        let text = "fn page() { view! { <p>Hello</p> } }";
        assert_eq!(complaints_about("app/public/src/pages/home.rs", text), Vec::<String>::new());
        assert_eq!(complaints_about("server/src/pages.rs", text).len(), 1);
    }

    #[test]
    fn long_files_and_mod_files_are_named() {
        assert_eq!(complaints_about("crates/core/src/store/mod.rs", "").len(), 1);
        assert_eq!(complaints_about("server/tests/common/mod.rs", ""), Vec::<String>::new());
        assert_eq!(complaints_about("server/src/a.rs", &"\n".repeat(401)).len(), 1);
        assert_eq!(complaints_about("server/src/a.rs", &"\n".repeat(400)), Vec::<String>::new());
    }
}
