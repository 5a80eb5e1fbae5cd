//! JSON that keeps the order of its keys, and says of every wrong field where it is.

use super::error::CliError;
use repti_genetics::genotype::{Chance, Number as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A value. Objects keep their keys in order (and doubled ones as often as they stand there).
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

impl Json {
    /// # Errors
    /// [`CliError::Json`] with line and column.
    pub fn read(text: &str) -> Result<Self, CliError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let read = |text: &str| serde_json::from_str(text);
        // What isn't a number is read as a text, so that the entry and the field can be named which have it.
        read(text).or_else(|error| read(&quoted(text)).map_err(|_| CliError::Json(error.to_string())))
    }

    /// A field of an object, `None` where it isn't there or null.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|entry| entry.0 == key).map(|entry| &entry.1).filter(|value| **value != Self::Null)
    }

    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    #[must_use]
    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    #[must_use]
    pub fn map(&self) -> Option<&[(String, Self)]> {
        if let Self::Map(entries) = self { Some(entries) } else { None }
    }

    #[must_use]
    pub const fn bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// An entry's own name: its `id`, or its place in the file.
    #[must_use]
    pub fn id(&self, place: usize) -> String {
        match self.get("id") {
            Some(Self::Text(id)) => id.clone(),
            Some(Self::Number(id)) => id.to_string(),
            _ => format!("number {}", place.saturating_add(1)),
        }
    }

    /// A probability: `"2/3"`, `"0.25"` or a number, from 0 to 1. `Err` is the reason.
    pub fn probability(&self) -> Result<Chance, String> {
        let chance = self.number()?;
        if chance.to_f64() <= 1.0 { Ok(chance) } else { Err(format!("{chance} is more than 1")) }
    }

    /// A number that isn't negative, as [`Self::probability`] without its upper limit.
    pub fn number(&self) -> Result<Chance, String> {
        match self {
            Self::Text(text) => text.parse().map_err(|error: repti_genetics::genotype::NumberError| error.to_string()),
            Self::Number(value) => Chance::from_f64(*value).map_err(|error| error.to_string()),
            other => Err(format!("a number is expected, not {}", other.kind())),
        }
    }

    /// What it is, in words.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Visitor)
    }
}

/// `NaN` and `Infinity`, which some programs write and JSON doesn't know, in quotes.
fn quoted(text: &str) -> String {
    let (mut out, mut rest, mut in_text) = (String::with_capacity(text.len()), text, false);
    while let Some(letter) = rest.chars().next() {
        let words = ["NaN", "-Infinity", "Infinity"];
        if !in_text && let Some((word, tail)) = words.iter().find_map(|word| Some((word, rest.strip_prefix(word)?))) {
            out.push_str(&format!("\"{word}\""));
            rest = tail;
            continue;
        }
        let mut letters = rest.chars();
        out.extend(letters.next());
        match letter {
            '\\' if in_text => out.extend(letters.next()),
            '"' => in_text = !in_text,
            _ => {}
        }
        rest = letters.as_str();
    }
    out
}

struct Visitor;

impl<'de> de::Visitor<'de> for Visitor {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }
    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }
    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }
    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }
    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Json::Map(entries))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            #[allow(clippy::cast_possible_truncation)]
            Self::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
                serializer.serialize_i64(*value as i64)
            }
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => serializer.collect_seq(list),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl Json {
    /// Writes it as the vectors are written: a line a value.
    ///
    /// # Errors
    /// Where the output can't be written.
    pub fn write(&self, out: &mut dyn std::io::Write) -> Result<(), CliError> {
        let formatter = serde_json::ser::PrettyFormatter::with_indent(b"");
        let mut serializer = serde_json::Serializer::with_formatter(&mut *out, formatter);
        self.serialize(&mut serializer).map_err(|error| CliError::Output(error.into()))?;
        writeln!(out)?;
        Ok(())
    }
}
