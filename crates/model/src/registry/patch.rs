//! A change of some fields of an animal, and what comes back when somebody else changed them first.

use super::{AnimalFields, AnimalKind, CareState};
use crate::{
    TaxonId,
    animal::{AnimalRole, BirthDate, Custody, LifeStatus, Origin, Sex, SexConfidence, SexMethod, Visibility},
    measure::Grams,
};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Tells `null` (clear it) from an absent field (leave it).
pub(crate) fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// What to change. Absent fields stay; `null` clears one that may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnimalPatch {
    /// The version that the change was made from.
    pub version: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxon_id: Option<TaxonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<AnimalKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex_confidence: Option<SexConfidence>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<SexMethod>))]
    pub sex_method: Option<Option<SexMethod>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BirthDate>))]
    pub born: Option<Option<BirthDate>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub died_on: Option<Option<Date>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub acquired_on: Option<Option<Date>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breeder_of_record: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genotype_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Grams>))]
    pub weight_g: Option<Option<Grams>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>))]
    pub length_mm: Option<Option<i32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub life_status: Option<LifeStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custody: Option<Custody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<AnimalRole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_state: Option<CareState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_to_pairings: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hybrid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_notes: Option<String>,
}

impl AnimalPatch {
    /// A change of everything that differs between two states of a record, made from `version`.
    #[must_use]
    pub fn between(version: i32, before: &AnimalFields, after: &AnimalFields) -> Self {
        let (before, mut after) = (map_of(before), map_of(after));
        after.retain(|field, value| before.get(field) != Some(value));
        after.insert("version".to_owned(), version.into());
        serde_json::from_value(Value::Object(after)).unwrap_or_else(|_| Self { version, ..Self::default() })
    }

    /// The record with the change made.
    #[must_use]
    pub fn applied_to(&self, fields: &AnimalFields) -> AnimalFields {
        let patch = self.clone();
        AnimalFields {
            code: patch.code.unwrap_or_else(|| fields.code.clone()),
            name: patch.name.unwrap_or_else(|| fields.name.clone()),
            taxon_id: patch.taxon_id.unwrap_or(fields.taxon_id),
            kind: patch.kind.unwrap_or(fields.kind),
            sex: patch.sex.unwrap_or(fields.sex),
            sex_confidence: patch.sex_confidence.unwrap_or(fields.sex_confidence),
            sex_method: patch.sex_method.unwrap_or(fields.sex_method),
            born: patch.born.unwrap_or(fields.born),
            died_on: patch.died_on.unwrap_or(fields.died_on),
            acquired_on: patch.acquired_on.unwrap_or(fields.acquired_on),
            origin: patch.origin.unwrap_or(fields.origin),
            breeder_of_record: patch.breeder_of_record.unwrap_or_else(|| fields.breeder_of_record.clone()),
            genotype_text: patch.genotype_text.unwrap_or_else(|| fields.genotype_text.clone()),
            weight_g: patch.weight_g.unwrap_or(fields.weight_g),
            length_mm: patch.length_mm.unwrap_or(fields.length_mm),
            life_status: patch.life_status.unwrap_or(fields.life_status),
            custody: patch.custody.unwrap_or(fields.custody),
            role: patch.role.unwrap_or(fields.role),
            care_state: patch.care_state.unwrap_or(fields.care_state),
            visibility: patch.visibility.unwrap_or(fields.visibility),
            open_to_pairings: patch.open_to_pairings.unwrap_or(fields.open_to_pairings),
            hybrid: patch.hybrid.unwrap_or(fields.hybrid),
            public_notes: patch.public_notes.unwrap_or_else(|| fields.public_notes.clone()),
            private_notes: patch.private_notes.unwrap_or_else(|| fields.private_notes.clone()),
        }
    }
}

/// One field on which a save and the store disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Differing {
    /// What was to be saved.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub yours: Value,
    /// What stands in the store.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub theirs: Value,
}

/// What `Problem::current` carries when two people saved one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveConflict {
    /// The version in the store; saving again from it overwrites.
    pub version: i32,
    /// The fields that differ, by name.
    pub fields: BTreeMap<String, Differing>,
    /// Who saved last.
    pub changed_by: Option<String>,
}

impl AnimalFields {
    /// The fields in which two records differ, with both values: (field, of `self`, of `other`).
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<(String, Value, Value)> {
        differing(self, other)
    }
}

/// The fields in which two records of one kind differ, with both values.
pub(crate) fn differing<T: Serialize>(one: &T, other: &T) -> Vec<(String, Value, Value)> {
    let mut others = map_of(other);
    map_of(one)
        .into_iter()
        .filter_map(|(field, value)| {
            let theirs = others.remove(&field).unwrap_or(Value::Null);
            (theirs != value).then_some((field, value, theirs))
        })
        .collect()
}

fn map_of<T: Serialize>(fields: &T) -> Map<String, Value> {
    match serde_json::to_value(fields) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> AnimalFields {
        AnimalFields { name: "Kiwi".into(), weight_g: Grams::from_grams(41.5), ..AnimalFields::of(TaxonId::new()) }
    }

    #[test]
    fn null_clears_and_absence_leaves() {
        let patch: AnimalPatch = serde_json::from_str(r#"{"version": 3, "weight_g": null}"#).unwrap();
        let after = patch.applied_to(&record());
        assert_eq!((after.name.as_str(), after.weight_g), ("Kiwi", None));
    }

    #[test]
    fn a_patch_between_two_states_makes_the_second_of_the_first() {
        let before = record();
        let after = AnimalFields { sex: Sex::Male, born: "2024-05".parse().ok(), weight_g: None, ..before.clone() };
        let patch = AnimalPatch::between(7, &before, &after);
        assert_eq!((patch.version, patch.name.is_none()), (7, true));
        assert_eq!(patch.applied_to(&before), after);
    }

    #[test]
    fn every_field_of_the_record_can_be_patched() {
        let full = AnimalPatch {
            sex_method: Some(None),
            born: Some(None),
            died_on: Some(None),
            acquired_on: Some(None),
            weight_g: Some(None),
            length_mm: Some(None),
            ..AnimalPatch::default()
        };
        let mut names: Vec<String> = map_of(&record()).into_iter().map(|(name, _)| name).collect();
        names.retain(|name| {
            let json = serde_json::json!({ "version": 1, name.as_str(): map_of(&record())[name] });
            serde_json::from_value::<AnimalPatch>(json).is_err()
        });
        assert_eq!(names, Vec::<String>::new());
        assert_eq!(full.applied_to(&record()).weight_g, None);
    }
}
