use repti_model::{
    animal::{ParentBasis, Sex},
    lineage::{Chance, Relative, Shown, VerificationState},
    pedigree::{PedigreeNode, PedigreeParent},
    registry::AnimalKind,
};

/// What stands in a place of the chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartKind {
    /// An animal of this record.
    #[default]
    Known,
    /// A name that stands for an animal nobody has.
    Placeholder,
    /// Another breeder's.
    External,
    /// Its owner keeps it private.
    Hidden,
}

/// Another animal that may stand in the same place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternative {
    /// What it is called.
    pub title: String,
    /// Its page, where the reader may open it.
    pub href: Option<String>,
    /// How likely it is the one.
    pub chance: Chance,
}

/// One animal of a chart with its parents, as text and links. `basis`, `chance`, `disputed` and `alternatives` speak of the
/// link to its child. Usually made by [`ChartNode::of`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartNode {
    /// The animal's id; the same id in two places is the same animal.
    pub id: Option<String>,
    /// Its code: `CR-062`. May be empty.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Its sex.
    pub sex: Sex,
    /// Its morph, as shown.
    pub morph: String,
    /// The year of its birth.
    pub year: Option<i16>,
    /// Its taxon; drawn only where it differs from the root's.
    pub taxon: String,
    /// What it is to this reader.
    pub kind: ChartKind,
    /// How the link to its child is known.
    pub basis: Option<ParentBasis>,
    /// How likely the link to its child is.
    pub chance: Chance,
    /// Somebody contests the link to its child.
    pub disputed: bool,
    /// Its page, where the reader may open it.
    pub href: Option<String>,
    /// The other animals that may stand here.
    pub alternatives: Vec<Alternative>,
    /// Its father.
    pub sire: Option<Box<Self>>,
    /// Its mother.
    pub dam: Option<Box<Self>>,
    /// The address of its own pedigree, where more generations are recorded than were loaded.
    pub more: Option<String>,
}

impl ChartNode {
    /// The chart of a pedigree. `href` gives the page of an animal and `more` the address of its own pedigree, where this reader has them.
    pub fn of(
        node: &PedigreeNode,
        href: &impl Fn(&Relative) -> Option<String>,
        more: &impl Fn(&Relative) -> Option<String>,
    ) -> Self {
        let animal = &node.animal;
        Self {
            id: animal.id.as_ref().map(ToString::to_string),
            code: animal.code.clone(),
            title: animal.label().to_owned(),
            sex: animal.sex,
            morph: animal.genotype_text.clone(),
            year: animal.born.map(|born| born.date().year()),
            taxon: animal.taxon.clone().unwrap_or_default(),
            kind: match (animal.shown, animal.kind) {
                (Shown::Hidden, _) => ChartKind::Hidden,
                (_, AnimalKind::Placeholder) => ChartKind::Placeholder,
                (_, AnimalKind::External) => ChartKind::External,
                (_, AnimalKind::Held) => ChartKind::Known,
            },
            href: href(animal),
            sire: parent(&node.sires, href, more),
            dam: parent(&node.dams, href, more),
            more: if node.more { more(animal) } else { None },
            ..Self::default()
        }
    }

    /// How many generations of ancestors the tree holds.
    #[must_use]
    pub fn generations(&self) -> usize {
        self.parents().map(|parent| parent.generations() + 1).max().unwrap_or(0)
    }

    /// The recorded parents, the sire first.
    pub fn parents(&self) -> impl Iterator<Item = &Self> {
        [&self.sire, &self.dam].into_iter().flatten().map(Box::as_ref)
    }

    /// Whether the place could be another animal's.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.disputed || !self.alternatives.is_empty() || !self.chance.is_certain()
    }
}

/// The likeliest candidate with the others beside it.
fn parent(
    candidates: &[PedigreeParent],
    href: &impl Fn(&Relative) -> Option<String>,
    more: &impl Fn(&Relative) -> Option<String>,
) -> Option<Box<ChartNode>> {
    let (first, others) = candidates.split_first()?;
    let alternatives = others
        .iter()
        .map(|other| Alternative {
            title: other.node.animal.label().to_owned(),
            href: href(&other.node.animal),
            chance: other.chance,
        })
        .collect();
    let node = ChartNode::of(&first.node, href, more);
    let disputed = first.verification == VerificationState::Disputed;
    Some(Box::new(ChartNode { basis: Some(first.basis), chance: first.chance, disputed, alternatives, ..node }))
}

#[cfg(test)]
mod tests {
    use repti_model::{
        animal::ParentBasis,
        lineage::{Chance, Relative, VerificationState},
        pedigree::{PedigreeNode, PedigreeParent},
    };

    use super::{ChartKind, ChartNode};

    fn named(name: &str) -> PedigreeNode {
        let shown = repti_model::lineage::Shown::Own;
        PedigreeNode::leaf(Relative { shown, name: name.to_owned(), ..Relative::hidden() })
    }

    #[test]
    fn the_likeliest_candidate_stands_in_the_chart_and_the_others_beside_it() {
        let candidate = |name, chance: &str| PedigreeParent {
            basis: ParentBasis::Declared,
            chance: chance.parse().unwrap_or_default(),
            verification: VerificationState::default(),
            node: named(name),
        };
        let root = PedigreeNode { sires: vec![candidate("Onyx", "2/3"), candidate("Pike", "1/3")], ..named("Saffron") };
        let chart = ChartNode::of(&root, &|animal| Some(format!("/{}", animal.name)), &|_| None);
        let sire = chart.sire.as_deref().expect("a sire");
        assert_eq!((sire.title.as_str(), sire.alternatives.len()), ("Onyx", 1));
        assert_eq!(sire.alternatives[0].href.as_deref(), Some("/Pike"));
        assert!(sire.is_uncertain() && !chart.is_uncertain());
        assert_eq!(chart.generations(), 1);
        assert_eq!(chart.chance, Chance::CERTAIN);
    }

    #[test]
    fn a_disputed_parent_is_marked() {
        let claim = |verification| PedigreeParent {
            basis: ParentBasis::ConfirmedByOtherBreeder,
            chance: Chance::CERTAIN,
            verification,
            node: named("Onyx"),
        };
        for state in VerificationState::ALL {
            let root = PedigreeNode { sires: vec![claim(*state)], ..named("Saffron") };
            let sire = ChartNode::of(&root, &|_| None, &|_| None).sire.expect("a sire");
            assert_eq!(sire.disputed, *state == VerificationState::Disputed, "{state}");
        }
    }

    #[test]
    fn a_private_ancestor_is_a_private_place() {
        let chart = ChartNode::of(&PedigreeNode::leaf(Relative::hidden()), &|_| None, &|_| None);
        assert_eq!((chart.kind, chart.title.as_str()), (ChartKind::Hidden, "Private animal"));
    }
}
