//! The lines of `supplement.txt`.

/// A line split at `|`, without comments: its kind, then its fields.
#[derive(Debug, Clone)]
pub struct Line {
    pub kind: &'static str,
    pub taxon: &'static str,
    fields: Vec<&'static str>,
}

impl Line {
    /// A field after the taxon, from 0; empty where there is none.
    pub fn field(&self, at: usize) -> &'static str {
        self.fields.get(at).copied().unwrap_or("")
    }

    /// The parts of a field that is a list.
    pub fn list(&self, at: usize) -> Vec<String> {
        self.field(at).split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }
}

/// All lines, in their order.
pub fn lines() -> impl Iterator<Item = Line> {
    let text: &'static str = include_str!("supplement.txt");
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(|line| {
        let mut fields = line.split('|').map(str::trim);
        Line { kind: fields.next().unwrap_or(""), taxon: fields.next().unwrap_or(""), fields: fields.collect() }
    })
}
