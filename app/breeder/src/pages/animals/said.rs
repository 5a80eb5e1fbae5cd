//! Fields of a record and their values, as people read them: for the history and for two saves that met.

use repti_model::{animal::BirthDate, genotype::ClaimBasis, lineage::Chance, measure::Grams, registry::Taxon};
use serde_json::Value;

/// A field's name on the screen.
pub fn field(name: &str) -> String {
    match name {
        "taxon_id" => "Species",
        "genotype_text" => "Genotype",
        "sex_confidence" => "How sure of the sex",
        "sex_method" => "Sexed by",
        "born" => "Born",
        "died_on" => "Died",
        "acquired_on" => "Acquired",
        "weight_g" => "Weight",
        "length_mm" => "Length",
        "life_status" => "Life",
        "care_state" => "Care",
        "visibility" => "Who sees it",
        "hybrid" => "Deliberate hybrid",
        "kind" => "Record",
        "archived" => "Archived",
        "genotype_claim" => "Claimed gene",
        other => return sentence(other),
    }
    .to_owned()
}

/// A value of a field: dates, weights and words as the pages write them.
pub fn value(name: &str, value: &Value, taxa: &[Taxon]) -> String {
    match (name, value) {
        (_, Value::Null) => "nothing".to_owned(),
        (_, Value::String(text)) if text.is_empty() => "nothing".to_owned(),
        ("taxon_id", Value::String(id)) => taxa
            .iter()
            .find(|taxon| taxon.id.to_string() == *id)
            .map_or_else(|| "another species".to_owned(), |taxon| taxon.common_name.clone()),
        ("born", born) => {
            serde_json::from_value::<BirthDate>(born.clone()).map_or_else(|_| born.to_string(), |born| born.to_string())
        }
        ("weight_g", weight) => format!("{} g", grams(weight)),
        ("length_mm", length) => format!("{length} mm"),
        ("sire" | "dam", Value::Object(claim)) => {
            let text = |key: &str| claim.get(key).and_then(Value::as_str).unwrap_or_default();
            let chance = text("chance").parse::<Chance>().ok().filter(|chance| !chance.is_certain());
            let chance = chance.map(|chance| format!(", {} %", chance.percent())).unwrap_or_default();
            format!("{} ({}{chance})", text("parent"), text("basis").replace('_', " "))
        }
        ("genotype_claim", Value::Object(claim)) => {
            let text = |key: &str| claim.get(key).and_then(Value::as_str).unwrap_or_default();
            let basis = text("basis").parse::<ClaimBasis>().map(|basis| basis.label()).unwrap_or_default();
            format!("{} ({basis})", text("claim"))
        }
        ("pairing", Value::Object(pairing)) => {
            let text = |key: &str| pairing.get(key).and_then(Value::as_str).unwrap_or_default();
            let mut said = format!("{}, season {}", text("pairing"), pairing.get("season").unwrap_or(&Value::Null));
            for (word, key) in
                [("planned for", "planned"), ("wish", "wish"), ("note", "note"), ("cancelled:", "reason")]
            {
                if !text(key).is_empty() {
                    said += &format!(", {word} {}", text(key));
                }
            }
            said
        }
        (_, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        // Words of closed lists are stored in lower case with underscores; a person's own text stays as it is.
        (
            "sex" | "sex_confidence" | "sex_method" | "origin" | "life_status" | "custody" | "role" | "care_state"
            | "visibility" | "kind",
            Value::String(word),
        ) => sentence(word),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// What a control of the form holds for a value.
pub fn control(name: &str, given: &Value) -> String {
    match (name, given) {
        (_, Value::Null) => String::new(),
        ("born", born) => {
            serde_json::from_value::<BirthDate>(born.clone()).map(|born| born.to_string()).unwrap_or_default()
        }
        ("weight_g", weight) => grams(weight),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// A weight without the decimals that JSON gives to whole numbers.
fn grams(weight: &Value) -> String {
    serde_json::from_value::<Grams>(weight.clone()).map_or_else(|_| weight.to_string(), |weight| weight.to_string())
}

/// `loaned_out` as people read it.
pub fn sentence(word: &str) -> String {
    let text = word.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_read_as_on_the_pages() {
        let say = |field: &str, given| value(field, &given, &[]);
        assert_eq!(say("born", json!({"date": "2024-05-01", "precision": "month"})), "2024-05");
        assert_eq!(say("custody", json!("loaned_out")), "Loaned out");
        assert_eq!(say("name", json!("loaned_out")), "loaned_out");
        assert_eq!(say("weight_g", json!(41.5)), "41.5 g");
        assert_eq!(say("weight_g", json!(500.0)), "500 g");
        assert_eq!(control("weight_g", &json!(500.0)), "500");
        assert_eq!(
            say("sire", json!({"parent": "Onyx (BP-4)", "basis": "breeding_record", "chance": "2/3"})),
            "Onyx (BP-4) (breeding record, 66 %)"
        );
        assert_eq!(
            say("genotype_claim", json!({"claim": "66% het Clown", "basis": "dna", "id": "x"})),
            "66% het Clown (DNA test)"
        );
        let pairing = json!({"pairing": "Zeus × Hera", "season": 2027, "planned": null, "wish": "Clown", "note": "", "reason": ""});
        assert_eq!(say("pairing", pairing), "Zeus × Hera, season 2027, wish Clown");
        assert_eq!(say("name", json!("")), "nothing");
        assert_eq!(control("born", &json!({"date": "2024-01-01", "precision": "year"})), "2024");
        assert_eq!(sentence(""), "");
    }
}
