//! Loci of a file in the form of `topk10.json`: `["clown: het x het", [["non-visual", "3/4"], ["clown", "1/4"]]]`.

use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    genotype::{Chance, Number as _},
    top::{Part, Space},
};

/// A locus: its description, and its classes in alphabetical order.
#[derive(Debug)]
pub struct Locus {
    pub text: String,
    pub classes: Vec<(String, Chance)>,
}

impl Locus {
    /// What stands before the colon.
    pub fn key(&self) -> &str {
        self.text.split(':').next().unwrap_or("").trim()
    }
}

/// All loci, in the file's order.
#[derive(Debug)]
pub struct Loci(pub Vec<Locus>);

impl Loci {
    /// # Errors
    /// [`CliError::Entry`] where a class stands twice, or probabilities are none or don't sum to 1.
    pub fn read(json: &Json, id: &str) -> Result<Self, CliError> {
        let list = json.get("loci").ok_or_else(|| CliError::entry(id, "loci", "it is missing"))?;
        let list = list.list().ok_or_else(|| CliError::entry(id, "loci", "a list is expected"))?;
        let locus = |(at, json): (usize, &Json)| {
            let wrong = |reason: String| CliError::entry(id, &format!("loci[{at}]"), reason);
            let Some([Json::Text(text), Json::List(classes)]) = json.list() else {
                return Err(wrong("[description, classes] is expected".to_owned()));
            };
            let mut found: Vec<(String, Chance)> = Vec::with_capacity(classes.len());
            for class in classes {
                let Some([Json::Text(name), p]) = class.list() else {
                    return Err(wrong("a list of [class, probability] is expected".to_owned()));
                };
                let p = p.probability().map_err(|reason| wrong(format!("“{name}”: {reason}")))?;
                found.push((name.clone(), p));
            }
            found.sort_by(|left, right| left.0.cmp(&right.0));
            if let Some([class, _]) = found.array_windows().find(|[left, right]| left.0 == right.0) {
                return Err(wrong(format!("“{}” stands there twice", class.0)));
            }
            let sum = found.iter().fold(Chance::ZERO, |sum, class| sum + class.1).to_f64();
            if (sum - 1.0).abs() > 1e-9 {
                return Err(wrong(format!("the probabilities sum to {sum}, not to 1")));
            }
            if found.len() > usize::from(u16::MAX) {
                return Err(wrong("more than 65,535 classes".to_owned()));
            }
            Ok(Locus { text: text.clone(), classes: found })
        };
        Ok(Self(list.iter().enumerate().map(locus).collect::<Result<_, _>>()?))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn name(&self, locus: usize, class: u16) -> &str {
        self.0.get(locus).and_then(|locus| locus.classes.get(usize::from(class))).map_or("", |class| &class.0)
    }

    /// How many rows there are that can arise.
    pub fn combinations(&self) -> u128 {
        let possible = |locus: &Locus| locus.classes.iter().filter(|class| !class.1.is_zero()).count() as u128;
        self.0.iter().fold(1, |product: u128, locus| product.saturating_mul(possible(locus)))
    }

    pub fn space(&self) -> Space<Chance> {
        let part = |(at, locus): (usize, &Locus)| {
            let classes = (0_u16..).zip(&locus.classes).map(|(number, class)| (vec![number], class.1));
            Part { places: vec![at], classes: classes.collect() }
        };
        Space { tag: 0, weight: Chance::ONE, parts: self.0.iter().enumerate().map(part).collect() }
    }
}
