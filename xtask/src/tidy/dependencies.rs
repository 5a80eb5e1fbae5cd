//! Who may depend on whom: downwards only. The table is the one in `ARCHITECTURE.md`.

use crate::metadata::{Dependency, Package};

/// What a crate may use of this workspace, and what it must never use of the world.
struct Rule {
    name: &'static str,
    /// Crates of this workspace.
    may: &'static [&'static str],
    /// Likewise, but only optional: what exists on the server alone.
    may_with_ssr: &'static [&'static str],
    /// Crates of the world, by the beginning of their names.
    never: &'static [&'static str],
    /// Crates of the world that must be optional, for the browser doesn't get them.
    only_optional: &'static [&'static str],
}

const PURE: &[&str] = &["leptos", "sqlx", "tokio", "axum", "aws-", "fred", "hyper", "tower"];
const DOMAIN: &[&str] = &["leptos", "axum", "server_fn"];
const STORE: &[&str] = &["leptos", "axum", "server_fn", "sqlx", "fred"];
const VIEWS: &[&str] = &["sqlx", "fred", "graphile_worker"];
const SSR: &[&str] = &["axum", "leptos_axum", "tokio", "tower", "hyper"];
const CONTEXT: &[&str] = &["repti-model", "repti-db", "repti-core"];
const PORTAL: &[&str] = &["app-ui", "app-shared", "repti-model", "repti-genetics"];

const fn rule(name: &'static str, may: &'static [&'static str], never: &'static [&'static str]) -> Rule {
    Rule { name, may, may_with_ssr: &[], never, only_optional: &[] }
}

const fn portal(name: &'static str, may: &'static [&'static str]) -> Rule {
    Rule { name, may, may_with_ssr: &["repti-domain"], never: VIEWS, only_optional: SSR }
}

const RULES: &[Rule] = &[
    rule("repti-model", &[], PURE),
    rule("repti-genetics", &["repti-model"], PURE),
    rule("repti-genetics-cli", &["repti-genetics"], DOMAIN),
    rule("repti-genetics-bench", &["repti-genetics"], PURE),
    rule("repti-picture", &[], PURE),
    rule("repti-paper", &[], PURE),
    rule("repti-storage", &[], STORE),
    rule("repti-db", &["repti-model"], DOMAIN),
    rule("repti-core", &["repti-model", "repti-db"], DOMAIN),
    rule("repti-animal", &["repti-model", "repti-db", "repti-core", "repti-genetics", "repti-storage"], DOMAIN),
    rule("repti-media", &["repti-model", "repti-db", "repti-core", "repti-picture", "repti-storage"], DOMAIN),
    rule("repti-community", CONTEXT, DOMAIN),
    rule("repti-ops", CONTEXT, DOMAIN),
    rule("repti-commerce", &["repti-model", "repti-db", "repti-core", "repti-animal"], DOMAIN),
    rule("repti-domain", &["repti-*"], DOMAIN),
    rule("app-ui", &["repti-model", "repti-genetics"], &["sqlx", "axum", "leptos_axum", "server_fn", "tokio", "fred"]),
    portal("app-shared", &["app-ui", "repti-model", "repti-genetics"]),
    portal("app-public", PORTAL),
    portal("app-breeder", PORTAL),
    portal("app-admin", PORTAL),
    portal("app-embed", PORTAL),
    rule("frontend-public", &["app-public"], SSR),
    rule("frontend-breeder", &["app-breeder"], SSR),
    rule("frontend-admin", &["app-admin"], SSR),
    rule("frontend-embed", &["app-embed"], SSR),
    rule("reptidex", &["repti-*", "app-*"], &[]),
    rule("xtask", &[], &["leptos", "sqlx", "axum", "tokio"]),
];

/// Every dependency that the table doesn't allow. Tests may use what they like.
pub fn complaints(packages: &[Package]) -> Vec<String> {
    packages.iter().flat_map(complaints_about).collect()
}

fn complaints_about(package: &Package) -> Vec<String> {
    let name = &package.name;
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        return vec![format!(
            "{name}: no rule says what it may depend on; add one to xtask/src/tidy/dependencies.rs and ARCHITECTURE.md"
        )];
    };
    let shipped = package.dependencies.iter().filter(|dependency| !dependency.dev);
    let mut found: Vec<String> = shipped.filter_map(|dependency| complaint(rule, dependency)).collect();
    if name.starts_with("frontend-") && !hydrates(package) {
        found.push(format!("{name}: must depend on its portal with features = [\"hydrate\"]"));
    }
    found
}

fn complaint(rule: &Rule, dependency: &Dependency) -> Option<String> {
    let (name, used) = (rule.name, &dependency.name);
    if dependency.local {
        if matches(rule.may, used) {
            return None;
        }
        if matches(rule.may_with_ssr, used) {
            return (!dependency.optional)
                .then(|| format!("{name}: {used} must be optional, behind the feature `ssr`"));
        }
        return Some(format!("{name} must not depend on {used}"));
    }
    if rule.never.iter().any(|banned| used.starts_with(banned)) {
        return Some(format!("{name} must not depend on {used}"));
    }
    let server_only = rule.only_optional.contains(&used.as_str());
    (server_only && !dependency.optional).then(|| format!("{name}: {used} must be optional, behind the feature `ssr`"))
}

fn hydrates(package: &Package) -> bool {
    let portal = package.name.replace("frontend-", "app-");
    package
        .dependencies
        .iter()
        .any(|dependency| dependency.name == portal && dependency.features.iter().any(|feature| feature == "hydrate"))
}

fn matches(allowed: &[&str], name: &str) -> bool {
    allowed.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => *pattern == name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(name: &str, optional: bool) -> Dependency {
        Dependency { name: name.to_owned(), optional, dev: false, local: true, features: Vec::new() }
    }

    fn foreign(name: &str, optional: bool) -> Dependency {
        Dependency { local: false, ..local(name, optional) }
    }

    fn check(name: &str, dependencies: Vec<Dependency>) -> Vec<String> {
        complaints(&[Package { name: name.to_owned(), licence: None, dependencies }])
    }

    #[test]
    fn contexts_do_not_know_each_other() {
        assert_eq!(check("repti-ops", vec![local("repti-core", false)]), Vec::<String>::new());
        assert_eq!(
            check("repti-ops", vec![local("repti-animal", false)]),
            ["repti-ops must not depend on repti-animal"]
        );
    }

    #[test]
    fn objects_lie_beside_the_database_and_only_photographs_ask_for_them() {
        assert_eq!(check("repti-media", vec![local("repti-storage", false)]), Vec::<String>::new());
        assert_eq!(
            check("repti-ops", vec![local("repti-storage", false)]),
            ["repti-ops must not depend on repti-storage"]
        );
        assert_eq!(check("repti-storage", vec![foreign("aws-sdk-s3", true)]), Vec::<String>::new());
        assert_eq!(check("repti-storage", vec![local("repti-model", false), foreign("sqlx", true)]).len(), 2);
    }

    #[test]
    fn the_domain_reaches_a_portal_only_with_ssr() {
        assert_eq!(check("app-public", vec![local("repti-domain", true), foreign("axum", true)]), Vec::<String>::new());
        assert_eq!(check("app-public", vec![local("repti-domain", false)]).len(), 1);
        assert_eq!(check("app-public", vec![foreign("leptos_axum", false)]).len(), 1);
        assert_eq!(
            check("app-public", vec![local("repti-animal", true)]),
            ["app-public must not depend on repti-animal"]
        );
    }

    #[test]
    fn portals_do_not_know_each_other_nor_the_database() {
        assert_eq!(check("app-admin", vec![local("app-breeder", false)]), ["app-admin must not depend on app-breeder"]);
        assert_eq!(check("app-admin", vec![foreign("sqlx-core", true)]), ["app-admin must not depend on sqlx-core"]);
    }

    #[test]
    fn a_frontend_is_its_portal_hydrated() {
        let mut portal = local("app-embed", false);
        assert_eq!(check("frontend-embed", vec![portal.clone()]).len(), 1);
        portal.features.push("hydrate".to_owned());
        assert_eq!(check("frontend-embed", vec![portal]), Vec::<String>::new());
    }

    #[test]
    fn tests_may_use_what_they_like() {
        let dev = Dependency { dev: true, ..foreign("tokio", false) };
        assert_eq!(check("repti-genetics", vec![dev]), Vec::<String>::new());
    }

    #[test]
    fn a_new_crate_needs_a_rule() {
        assert_eq!(check("repti-weather", vec![]).len(), 1);
    }
}
