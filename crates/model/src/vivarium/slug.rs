//! The part of a public address that names a vivarium.

use crate::FieldErrors;

/// Addresses that the portals use themselves or that would mislead.
pub const RESERVED_SLUGS: &[&str] = &[
    "about",
    "account",
    "admin",
    "administrator",
    "animal",
    "animals",
    "api",
    "app",
    "assets",
    "atom",
    "blog",
    "breeder",
    "breeders",
    "contact",
    "core",
    "dev",
    "docs",
    "download",
    "embed",
    "error",
    "export",
    "feed",
    "feeds",
    "health",
    "help",
    "home",
    "import",
    "invitation",
    "invite",
    "legal",
    "live",
    "login",
    "logout",
    "mail",
    "market",
    "me",
    "media",
    "metrics",
    "new",
    "null",
    "oembed",
    "ops",
    "pedigree",
    "pkg",
    "privacy",
    "public",
    "reptidex",
    "root",
    "rss",
    "search",
    "security",
    "settings",
    "sfn",
    "sign-in",
    "sign-up",
    "sitemap",
    "staff",
    "static",
    "support",
    "www",
];

/// A slug made of a name: lower case, digits and single hyphens.
#[must_use]
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'ä' | 'à' | 'á' | 'â' | 'å' => slug.push('a'),
            'ö' | 'ó' | 'ò' | 'ô' | 'ø' => slug.push('o'),
            'ü' | 'ú' | 'ù' | 'û' => slug.push('u'),
            'é' | 'è' | 'ê' | 'ë' => slug.push('e'),
            'ß' => slug.push_str("ss"),
            'ñ' => slug.push('n'),
            'ç' => slug.push('c'),
            '\'' | '’' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.len() >= 40 {
            break;
        }
    }
    slug.truncate(40);
    slug.trim_end_matches('-').to_owned()
}

/// Complains unless `slug` can stand in an address.
pub fn check_slug(errors: &mut FieldErrors, field: &str, slug: &str) {
    let shaped = slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !slug.starts_with('-')
        && !slug.ends_with('-')
        && !slug.contains("--");
    if !(3..=40).contains(&slug.chars().count()) {
        errors.push(field, "Use 3 to 40 characters.");
    } else if !shaped {
        errors.push(
            field,
            "Use lower-case letters, digits and single hyphens, beginning and ending with a letter or digit.",
        );
    } else if RESERVED_SLUGS.contains(&slug) {
        errors.push(field, "This address is reserved. Choose another.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_address() {
        for (name, slug) in
            [("Grüne Höhle", "grune-hohle"), ("  Ada's Pythons! ", "adas-pythons"), ("🐍", ""), ("A--B", "a-b")]
        {
            assert_eq!(slug_of(name), slug);
        }
        assert!(slug_of(&"long name ".repeat(20)).len() <= 40);
    }

    #[test]
    fn reserved_and_misshapen_addresses_are_refused() {
        for bad in ["admin", "ab", "-abc", "abc-", "a--b", "Abc", "a b c", "äbc", "sign-in", &"x".repeat(41)] {
            let mut errors = FieldErrors::new();
            check_slug(&mut errors, "slug", bad);
            assert!(!errors.is_empty(), "{bad}");
        }
    }
}
