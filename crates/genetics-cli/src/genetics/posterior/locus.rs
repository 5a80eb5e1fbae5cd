//! The alleles of an entry, and what its texts say of genotypes.

use super::entry::Entry;
use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    evidence::{Evidence, Linkage, Locus, MAX_ALLELES, Sex},
    genotype::{AlleleId, Chance, Pair},
};

/// The names of a locus' alleles, by their ids.
#[derive(Debug)]
pub struct Names {
    pub locus: Locus<Chance>,
    names: Vec<String>,
    /// `+`, or where there is none the first: an animal with one of it isn't visual.
    wild: AlleleId,
}

impl Names {
    /// # Errors
    /// No alleles, too many, or one that stands there twice.
    pub fn new(entry: &Entry<'_>, names: Vec<String>) -> Result<Self, CliError> {
        let count = u8::try_from(names.len()).ok().filter(|count| (1..=MAX_ALLELES).contains(count));
        let alleles = count.ok_or_else(|| {
            entry.error("alleles", format_args!("1 to {MAX_ALLELES} are expected, not {}", names.len()))
        })?;
        if let Some(name) =
            names.iter().enumerate().find(|(at, name)| names.iter().take(*at).any(|known| known == *name))
        {
            return Err(entry.error("alleles", format_args!("{} stands there twice", name.1)));
        }
        let wild = names.iter().position(|name| name == "+").and_then(|at| u8::try_from(at).ok()).unwrap_or(0);
        let mut own = Self { locus: Locus::new(alleles, linkage(entry)?), names, wild: AlleleId(wild) };
        own.locus.lethal = own.lethal(entry)?;
        Ok(own)
    }

    /// The entry's `alleles`; where there are none, `+` and those that the texts name, in the order of their names.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn read<'t>(entry: &Entry<'_>, texts: impl Iterator<Item = &'t str>) -> Result<Self, CliError> {
        if entry.json.get("alleles").is_none() {
            let mut names: Vec<String> = texts
                .filter(|text| text.contains('/'))
                .flat_map(|text| text.split('/').map(|part| part.trim().to_owned()))
                .filter(|name| name != "+" && name != "-")
                .collect();
            names.push("+".to_owned());
            names.sort_by(|a, b| (a != "+", a).cmp(&(b != "+", b)));
            names.dedup();
            return Self::new(entry, names);
        }
        let names = entry.list("alleles")?.iter().map(|name| match name {
            Json::Text(name) => Ok(name.clone()),
            other => Err(entry.error("alleles", format_args!("a text is expected, not {}", other.kind()))),
        });
        Self::new(entry, names.collect::<Result<_, _>>()?)
    }

    /// The entry's `lethal`: genotypes that don't live, as `["s/s"]`.
    fn lethal(&self, entry: &Entry<'_>) -> Result<Vec<Pair>, CliError> {
        if entry.json.get("lethal").is_none() {
            return Ok(Vec::new());
        }
        let pair = |json: &Json| match json {
            Json::Text(text) => self.genotype(entry, "lethal", text),
            other => Err(entry.error("lethal", format_args!("a genotype is expected, not {}", other.kind()))),
        };
        entry.list("lethal")?.iter().map(pair).collect()
    }

    pub fn allele(&self, name: &str) -> Option<AlleleId> {
        let at = self.names.iter().position(|known| known == name.trim())?;
        u8::try_from(at).ok().map(AlleleId)
    }

    /// `+/c`, `c/-` of a single copy, `X:+/Y:c` with phase.
    pub fn genotype(&self, entry: &Entry<'_>, field: &str, text: &str) -> Result<Pair, CliError> {
        let wrong = |name: &str| {
            let known = self.names.join(", ");
            entry.error(field, format_args!("“{name}” is no allele of this locus (there are {known})"))
        };
        let id = |name: &str| self.allele(name).ok_or_else(|| wrong(name));
        let Some((one, other)) = text.split_once('/') else {
            let reason = "visual, normal-looking or a genotype as +/c is expected, not";
            return Err(entry.error(field, format_args!("{reason} “{text}”")));
        };
        let phased = |text: &'_ str, letters: [&str; 2]| -> Option<String> {
            letters.iter().find_map(|letter| text.trim().strip_prefix(letter).map(str::to_owned))
        };
        match (phased(one, ["X:", "Z:"]), phased(other, ["Y:", "W:"])) {
            (Some(x), Some(y)) => Ok(Pair::phased(id(&x)?, id(&y)?)),
            _ if other.trim() == "-" => Ok(Pair::hemizygous(id(one)?)),
            _ => Ok(Pair::new(id(one)?, id(other)?)),
        }
    }

    /// A genotype as it is written in answers.
    pub fn text(&self, pair: Pair) -> String {
        let name = |id: AlleleId| self.names.get(usize::from(id.0)).map_or("-", String::as_str);
        if pair.is_phased() {
            let (x, y) = match self.locus.linkage {
                Linkage::BothChromosomes { unlike: Sex::Female, .. } => ("Z", "W"),
                _ => ("X", "Y"),
            };
            format!("{x}:{}/{y}:{}", name(pair.a()), name(pair.b()))
        } else {
            format!("{}/{}", name(pair.a()), name(pair.b()))
        }
    }

    /// Genotypes with their probabilities.
    pub fn chances(&self, entry: &Entry<'_>, field: &str, json: &Json) -> Result<Vec<(Pair, Chance)>, CliError> {
        let map = json.map().ok_or_else(|| {
            entry.error(field, format_args!("an object of genotypes is expected, not {}", json.kind()))
        })?;
        let chance = |(text, chance): &(String, Json)| {
            let place = format!("{field}.{text}");
            Ok((self.genotype(entry, &place, text)?, entry.chance(&place, chance)?))
        };
        map.iter().map(chance).collect()
    }

    /// What was seen: every genotype that looks so.
    pub fn seen(&self, entry: &Entry<'_>, field: &str, text: &str) -> Result<Evidence<Chance>, CliError> {
        let all = self.locus.genotypes(None).into_iter();
        Ok(Evidence::OneOf(match text.trim() {
            "visual" => all.filter(|pair| pair.copies(self.wild) == 0).collect(),
            "normal-looking" | "normal looking" | "normal" | "non-visual" => {
                all.filter(|pair| pair.copies(self.wild) > 0).collect()
            }
            text => vec![self.genotype(entry, field, text)?],
        }))
    }
}

/// Where the locus lies: `autosomal` if nothing is said, `x`, `z`, `{"xy": r}` with the recombination rate of males, or two loci as one.
fn linkage(entry: &Entry<'_>) -> Result<Linkage<Chance>, CliError> {
    match entry.json.get("linkage") {
        None => Ok(Linkage::Autosomal),
        Some(Json::Text(text)) if text == "autosomal" => Ok(Linkage::Autosomal),
        Some(Json::Text(text)) if text == "x" => Ok(Linkage::OneCopy { unlike: Sex::Male }),
        Some(Json::Text(text)) if text == "z" => Ok(Linkage::OneCopy { unlike: Sex::Female }),
        Some(json) => match json.get("xy") {
            Some(rate) => {
                let recombination = entry.chance("linkage.xy", rate)?;
                Ok(Linkage::BothChromosomes { unlike: Sex::Male, recombination })
            }
            None if json.get("second").is_some() => linked(entry, json),
            None => Err(entry
                .error("linkage", "autosomal, x, z, {\"xy\": rate} or {\"second\": alleles, \"r\": rate} is expected")),
        },
    }
}

/// `{"second": 2, "r": "1/10"}`: the alleles are what a chromosome has at two loci, of which the second has so many alleles: `++, +d, c+, cd`.
fn linked(entry: &Entry<'_>, json: &Json) -> Result<Linkage<Chance>, CliError> {
    let second = u8::try_from(entry.count("linkage.second", json.get("second"))?).unwrap_or(0);
    let rate = json.get("r").ok_or_else(|| entry.error("linkage.r", "it is missing"))?;
    Ok(Linkage::Linked { second, recombination: entry.chance("linkage.r", rate)? })
}

/// `M`, `male`, `F`, `female`, or nothing.
pub fn sex(entry: &Entry<'_>, field: &str, json: Option<&Json>) -> Result<Option<Sex>, CliError> {
    match json {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Text(text)) => match text.to_lowercase().as_str() {
            "m" | "male" => Ok(Some(Sex::Male)),
            "f" | "female" => Ok(Some(Sex::Female)),
            "" | "u" | "unknown" => Ok(None),
            _ => Err(entry.error(field, format_args!("male or female is expected, not “{text}”"))),
        },
        Some(other) => Err(entry.error(field, format_args!("male or female is expected, not {}", other.kind()))),
    }
}
