use std::borrow::Cow;

/// Optional text as a prop: takes `&str`, `String`, `Option<String>` or nothing at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Option<Cow<'static, str>>);

impl Text {
    /// The text, unless it is missing or empty.
    #[must_use]
    pub fn get(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    /// The same without a copy.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_deref().filter(|text| !text.is_empty())
    }

    /// The text, or another one.
    #[must_use]
    pub fn or(&self, fallback: &str) -> String {
        self.as_str().unwrap_or(fallback).to_owned()
    }

    /// Whether there is any text.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.as_str().is_some()
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self(Some(Cow::Borrowed(text)))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Some(Cow::Owned(text)))
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self(Some(Cow::Owned(text.clone())))
    }
}

impl From<Option<String>> for Text {
    fn from(text: Option<String>) -> Self {
        Self(text.map(Cow::Owned))
    }
}

impl From<Option<&'static str>> for Text {
    fn from(text: Option<&'static str>) -> Self {
        Self(text.map(Cow::Borrowed))
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn empty_text_is_no_text() {
        assert_eq!(Text::from("").get(), None);
        assert_eq!(Text::from(Some(String::from("a"))).get().as_deref(), Some("a"));
        assert_eq!(Text::default().or("b"), "b");
    }
}
