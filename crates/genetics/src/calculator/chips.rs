//! A genotype as chips.

use crate::{
    cross::hobby_percent,
    genotype::Number as _,
    text::{Group, Name},
};
use serde::{Deserialize, Serialize};

/// How a chip looks: by what is known of the gene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// Two copies of a gene that shows in one.
    Super,
    /// One copy, and it shows.
    Shows,
    Combo,
    /// A recessive that shows.
    Visual,
    /// Carried for certain.
    Het,
    /// Carried perhaps.
    Possible,
}

/// A gene in words: "66% het Clown".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chip {
    pub look: Look,
    pub text: String,
}

/// The parts of a name, each with its own modifier.
pub fn of(name: &Name) -> Vec<Chip> {
    name.parts
        .iter()
        .map(|part| {
            let p = part.p.map_or(1.0, |p| p.to_f64());
            let (look, text) = match part.group {
                Group::Super => (Look::Super, part.text.clone()),
                Group::Shows | Group::Dominant => (Look::Shows, part.text.clone()),
                Group::Combo => (Look::Combo, part.text.clone()),
                Group::Visual => (Look::Visual, part.text.clone()),
                Group::Perhaps => (Look::Possible, format!("{}% super {}", hobby_percent(p), part.text)),
                Group::Het if p >= 1.0 => (Look::Het, format!("het {}", part.text)),
                Group::Het => (Look::Possible, format!("{}% het {}", hobby_percent(p), part.text)),
            };
            Chip { look, text }
        })
        .collect()
}
