//! What was computed beside what the file expects.

use super::entry::Entry;
use crate::genetics::{
    check::{Check, unordered},
    error::CliError,
    json::Json,
};
use repti_genetics::genotype::Number as _;
use std::collections::BTreeMap;

/// Compares loci, `p_viable`, `n_joint_genotypes` and every row; rows are matched by phenotype, sex and lethality, whatever their order.
///
/// # Errors
/// [`CliError::Entry`] where the file's `rows` are missing or malformed.
pub fn entry(entry: &Entry<'_>, answer: &Json, check: &mut Check) -> Result<(), CliError> {
    let field = |json: &Json, name: &str| json.get(name).cloned();
    for name in ["loci", "n_joint_genotypes"] {
        if let Some(expected) = field(entry.json, name) {
            check.same(format_args!("{}, {name}", entry.id), &field(answer, name).unwrap_or(Json::Null), &expected);
        }
    }
    if entry.json.get("p_viable").is_some() {
        number(entry, "p_viable", answer.get("p_viable"), entry.json.get("p_viable"), check)?;
    }
    let expected = rows(entry, entry.json)?;
    let computed = rows(entry, answer)?;
    for (key, row) in &computed {
        match expected.get(key) {
            None => check.differs(format_args!("{}, row {key}", entry.id), "computed, but not in the file"),
            Some(expected) => compare(entry, key, row, expected, check)?,
        }
    }
    for key in expected.keys().filter(|key| !computed.contains_key(*key)) {
        check.differs(format_args!("{}, row {key}", entry.id), "in the file, but it can't arise");
    }
    Ok(())
}

/// Rows by what they say they are.
fn rows<'j>(entry: &Entry<'_>, json: &'j Json) -> Result<BTreeMap<String, &'j Json>, CliError> {
    let list = json.get("rows").ok_or_else(|| entry.error("rows", "they are missing"))?;
    let list = list.list().ok_or_else(|| entry.error("rows", "a list is expected"))?;
    let mut rows = BTreeMap::new();
    for (place, row) in list.iter().enumerate() {
        let at = format!("rows[{place}].phenotype");
        let classes = row
            .get("phenotype")
            .and_then(Json::map)
            .ok_or_else(|| entry.error(&at, "an object of loci is expected"))?;
        let mut parts: Vec<String> = classes
            .iter()
            .map(|(locus, class)| match class {
                Json::Text(class) => Ok(format!("{locus}: {class}")),
                other => Err(entry.error(&at, format_args!("a text is expected, not {}", other.kind()))),
            })
            .collect::<Result<_, _>>()?;
        parts.sort_unstable();
        if let Some(sex) = row.get("sex").and_then(Json::text) {
            parts.push(format!("sex {sex}"));
        }
        let lethal = row.get("lethal").map_or(Ok(false), |lethal| {
            lethal.bool().ok_or_else(|| entry.error(&format!("rows[{place}].lethal"), "true or false is expected"))
        })?;
        if lethal {
            parts.push("lethal".to_owned());
        }
        let key = format!("({})", parts.join(", "));
        if rows.insert(key.clone(), row).is_some() {
            return Err(entry.error(&format!("rows[{place}]"), format_args!("{key} stands there twice")));
        }
    }
    Ok(rows)
}

fn compare(entry: &Entry<'_>, key: &str, computed: &Json, expected: &Json, check: &mut Check) -> Result<(), CliError> {
    let place = |name: &str| format!("row {key}, {name}");
    number(entry, &place("p_egg"), computed.get("p_egg"), expected.get("p_egg"), check)?;
    number(entry, &place("p_survivor"), computed.get("p_survivor"), expected.get("p_survivor"), check)?;
    let empty: &[(String, Json)] = &[];
    let given = |row: &'_ Json| -> Vec<(String, Json)> {
        row.get("genotype_given_row")
            .and_then(Json::map)
            .unwrap_or(empty)
            .iter()
            .map(|(key, p)| (sorted(key), p.clone()))
            .collect()
    };
    let (computed, expected) = (given(computed), given(expected));
    let of = |list: &[(String, Json)], key: &str| list.iter().find(|own| own.0 == *key).map(|own| own.1.clone());
    for (genotype, p) in &computed {
        let wanted = of(&expected, genotype);
        // A genotype that is certain may go without saying.
        if wanted.is_some() || p.text() != Some("1") {
            number(entry, &place(genotype), Some(p), wanted.as_ref(), check)?;
        }
    }
    for (genotype, p) in &expected {
        if of(&computed, genotype).is_none()
            && p.number().map_err(|reason| entry.error(&place(genotype), reason))?.to_f64() != 0.0
        {
            let locus = genotype.split(':').next().unwrap_or("");
            let silent = !computed.iter().any(|own| own.0.split(':').next() == Some(locus));
            if !silent || p.number().is_ok_and(|p| (p.to_f64() - 1.0).abs() > 1e-12) {
                number(entry, &place(genotype), None, Some(p), check)?;
            }
        }
    }
    Ok(())
}

/// `pied:pied/+` is `pied:+/pied`; phased pairs stay as they are.
fn sorted(key: &str) -> String {
    key.split_once(':').map_or_else(|| key.to_owned(), |(locus, pair)| format!("{locus}:{}", unordered(pair)))
}

fn number(
    entry: &Entry<'_>,
    place: &str,
    computed: Option<&Json>,
    expected: Option<&Json>,
    check: &mut Check,
) -> Result<(), CliError> {
    let read = |json: &Json| json.number().map(|chance| chance.to_f64()).map_err(|reason| entry.error(place, reason));
    let at = format!("{}, {place}", entry.id);
    match (computed.map(read).transpose()?, expected.map(read).transpose()?) {
        (Some(computed), Some(expected)) => check.number(at, computed, expected),
        (None, None) => {}
        (Some(computed), None) => check.differs(at, format_args!("computed {computed}, expected nothing")),
        (None, Some(expected)) => check.differs(at, format_args!("computed nothing, expected {expected}")),
    }
    Ok(())
}
