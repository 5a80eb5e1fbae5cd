//! Addresses of the breeder portal that name the vivarium they are meant in.

use crate::VivariumId;

/// What such an address begins with.
const BEFORE: &str = "/in/";

impl VivariumId {
    /// `path` as meant in this vivarium, whichever one its reader works in: `/in/0193…/animals`.
    #[must_use]
    pub fn before(self, path: &str) -> String {
        format!("{BEFORE}{self}{path}")
    }

    /// The vivarium that an address names, and the address without it, which begins with a slash; nothing where it names none.
    #[must_use]
    pub fn split(address: &str) -> Option<(Self, &str)> {
        let rest = address.strip_prefix(BEFORE)?;
        let (id, rest) = rest.split_at(rest.find('/')?);
        Some((id.parse().ok()?, rest))
    }
}

#[cfg(test)]
mod tests {
    use crate::VivariumId;

    #[test]
    fn an_address_is_read_as_it_was_made() {
        let id = VivariumId::new();
        for path in ["/", "/animals?sex=male&back=/in/", "//evil.example", "/in/x/y"] {
            assert_eq!(VivariumId::split(&id.before(path)), Some((id, path)));
        }
        for odd in ["", "/", "/in/", "/in//x", "/in/nobody/x", "/animals", "/in", &id.before(""), "in/x/y"] {
            assert_eq!(VivariumId::split(odd), None, "{odd}");
        }
    }
}
