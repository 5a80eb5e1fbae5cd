//! SPDX licence expressions: is there a way to comply with licences we accept only?

/// Whether `expression` can be satisfied by licences for which `accepted` holds. Understands `AND`, `OR`, `WITH`, parentheses, and the `/` of
/// old manifests for `OR`. What can't be read is not satisfied.
pub fn satisfied(expression: &str, accepted: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = Words { rest: spaced.split_whitespace().collect(), accepted };
    words.rest.reverse();
    words.either() == Some(true) && words.rest.is_empty()
}

struct Words<'a> {
    /// In reverse, so that the next word is the last.
    rest: Vec<&'a str>,
    accepted: &'a dyn Fn(&str) -> bool,
}

impl Words<'_> {
    fn take(&mut self, word: &str) -> bool {
        let found = self.rest.last().is_some_and(|next| next.eq_ignore_ascii_case(word));
        if found {
            self.rest.pop();
        }
        found
    }

    // AND binds tighter than OR. Both sides are always read, whatever the first says.
    fn either(&mut self) -> Option<bool> {
        let mut answer = self.both()?;
        while self.take("OR") {
            answer |= self.both()?;
        }
        Some(answer)
    }

    fn both(&mut self) -> Option<bool> {
        let mut answer = self.one()?;
        while self.take("AND") {
            answer &= self.one()?;
        }
        Some(answer)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let answer = self.either()?;
            return self.take(")").then_some(answer);
        }
        let licence = self.rest.pop()?;
        // An exception only ever grants more than the licence it is attached to.
        if self.take("WITH") {
            self.rest.pop()?;
        }
        Some((self.accepted)(licence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(expression: &str) -> bool {
        satisfied(expression, &|licence| ["MIT", "Apache-2.0", "ISC"].contains(&licence))
    }

    #[test]
    fn one_accepted_licence_of_a_choice_is_enough() {
        assert!(ok("MIT OR GPL-3.0"));
        assert!(ok("GPL-3.0/MIT"));
        assert!(!ok("GPL-3.0 OR AGPL-3.0"));
    }

    #[test]
    fn all_licences_of_a_conjunction_are_needed() {
        assert!(ok("MIT AND ISC"));
        assert!(!ok("MIT AND GPL-3.0"));
        assert!(ok("ISC AND (GPL-3.0 OR MIT)"));
        assert!(!ok("GPL-3.0 AND MIT OR AGPL-3.0"));
    }

    #[test]
    fn an_exception_changes_nothing() {
        assert!(ok("Apache-2.0 WITH LLVM-exception OR GPL-3.0"));
    }

    #[test]
    fn nonsense_is_not_satisfied() {
        for expression in ["", "MIT OR", "(MIT", "MIT ISC", "OR MIT"] {
            assert!(!ok(expression), "{expression}");
        }
    }
}
