//! From a row of `genes.csv` to an allele, a tag, or nothing (combos are in their own file).

use super::{
    locus::{Allele, Certainty, Inheritance, Linkage, Super},
    taxon::Tag,
    words::{lower, slug, without_parentheses},
};

/// A row as it is written.
#[derive(Debug)]
pub struct Row<'a> {
    pub gene: &'a str,
    pub aliases: &'a str,
    pub inheritance: &'a str,
    pub group: &'a str,
    pub form: &'a str,
    pub issues: &'a str,
    pub sex_linkage: &'a str,
    pub molecular: &'a str,
    pub source: &'a str,
    pub certainty: Certainty,
}

/// What a row is.
#[derive(Debug)]
pub enum Entry {
    Allele(Allele),
    Tag(Tag),
    Combo,
}

/// The letter; whatever else is written counts as D, "unproven".
pub fn certainty(text: &str) -> Certainty {
    match text.trim() {
        "A" => Certainty::A,
        "B" => Certainty::B,
        "C" => Certainty::C,
        _ => Certainty::D,
    }
}

/// The inheritance that a text begins with: "dominant (MKD: incomplete dominant)" is dominant.
pub fn inheritance(text: &str) -> Option<Inheritance> {
    let text = lower(text.trim());
    if text.starts_with("recessive") {
        Some(Inheritance::Recessive)
    } else if ["incomplete dominant", "incdom", "codominant", "co-dominant"].iter().any(|word| text.starts_with(word)) {
        Some(Inheritance::IncompleteDominant)
    } else if text.starts_with("dominant") {
        Some(Inheritance::Dominant)
    } else {
        None
    }
}

/// The locus that a group names: "Spider complex (MKD)" and "Spider complex (per MKD: …)" are one, "BluEL per herply" is the BluEL complex.
pub fn group_key(row: &Row<'_>) -> String {
    let text = without_parentheses(row.group);
    let text = text.split([';', ',']).next().unwrap_or("");
    let text = text.split(" per ").next().unwrap_or("").trim();
    let text = text.strip_suffix(" complex").unwrap_or(text);
    let key = text.strip_suffix(" locus").unwrap_or(text).trim();
    if key.is_empty() || key == "-" || key == "own" { row.gene.to_owned() } else { key.to_owned() }
}

pub fn linkage(text: &str) -> Linkage {
    let text = text.trim();
    if text.starts_with("sex-linked XY") {
        Linkage::XyRecombining { r: 0.5, beta: (1.0, 1.0) }
    } else if text.starts_with("X-linked") || text.starts_with("sex-linked X ") {
        Linkage::XLinked
    } else if text.starts_with("Z-linked") || text.starts_with("sex-linked Z") {
        Linkage::ZLinked
    } else {
        Linkage::Autosomal
    }
}

fn aliases(row: &Row<'_>) -> Vec<String> {
    let text = row.aliases.trim();
    // "(alias of Candy per MKD)" is a remark, no name.
    without_parentheses(text).split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What the row is: an allele where the inheritance is known and calculable, else a tag.
pub fn entry(row: &Row<'_>) -> Entry {
    if row.inheritance.trim() == "combo" {
        return Entry::Combo;
    }
    let Some(kind) = inheritance(row.inheritance) else {
        return Entry::Tag(Tag {
            slug: slug(row.gene),
            name: row.gene.to_owned(),
            aliases: row.gene.split(" / ").skip(1).map(str::to_owned).chain(aliases(row)).collect(),
            kind: row.inheritance.to_owned(),
            issues: row.issues.to_owned(),
            source: row.source.to_owned(),
            certainty: row.certainty,
        });
    };
    Entry::Allele(Allele {
        slug: slug(row.gene),
        name: row.gene.to_owned(),
        aliases: aliases(row),
        inheritance: kind,
        super_form: super_form(kind, row.form),
        super_aliases: Vec::new(),
        series: None,
        issues: row.issues.to_owned(),
        molecular: row.molecular.to_owned(),
        source: row.source.to_owned(),
        certainty: row.certainty,
        inheritance_text: row.inheritance.to_owned(),
        super_text: row.form.to_owned(),
    })
}

/// "Super Pastel", "Ivory", "Pearl (lethal)" are looks of their own; "Super lethal" and "not known" are none.
fn super_form(kind: Inheritance, text: &str) -> Super {
    let first = without_parentheses(text.split(';').next().unwrap_or(""));
    match kind {
        Inheritance::Recessive => Super::Visual,
        Inheritance::Dominant => Super::LikeOne,
        Inheritance::IncompleteDominant => match first.as_str() {
            "Super lethal" => Super::LikeOne,
            "" | "Super" => Super::Distinct { name: None },
            _ if first.contains('/') || first.contains(':') => Super::Distinct { name: None },
            _ => Super::Distinct { name: Some(first) },
        },
    }
}
