//! The lines of the supplement: what `genes.csv` and `combos.csv` don't say.

/// A line split at `|`, without comments: its kind, then its fields.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    pub kind: &'a str,
    pub taxon: &'a str,
    fields: Vec<&'a str>,
}

impl<'a> Line<'a> {
    /// The line, unless it is empty or a comment.
    pub fn read(text: &'a str) -> Option<Self> {
        if text.starts_with('#') || text.trim().is_empty() {
            return None;
        }
        let mut fields = text.split('|').map(str::trim);
        Some(Self { kind: fields.next().unwrap_or(""), taxon: fields.next().unwrap_or(""), fields: fields.collect() })
    }

    /// A field after the taxon, from 0; empty where there is none.
    pub fn field(&self, at: usize) -> &'a str {
        self.fields.get(at).copied().unwrap_or("")
    }

    /// The parts of a field that is a list.
    pub fn list(&self, at: usize) -> Vec<String> {
        self.field(at).split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// The line with this field otherwise.
    pub fn with(&self, at: usize, value: &str) -> String {
        let mut fields: Vec<&str> = self.fields.clone();
        if fields.len() <= at {
            fields.resize(at + 1, "");
        }
        if let Some(field) = fields.get_mut(at) {
            *field = value;
        }
        [&[self.kind, self.taxon], fields.as_slice()].concat().join("|")
    }
}

/// All lines, in their order.
pub fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines().filter_map(Line::read)
}
