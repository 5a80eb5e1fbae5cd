//! The whole catalogue out of its texts.

use super::{
    combo, csv,
    forms::{self, Named},
    genes::{self, Entry, Row},
    lines,
    locus::Locus,
    remarks, rule, supplement,
    taxon::{SexSystem, Taxon},
    texts::Texts,
    words::{slug, squash},
};
use serde::Serialize;

mod extra;

/// Why a text is no catalogue. Lines count from 1, the header included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueError {
    #[error("{file} is empty")]
    Empty { file: String },
    #[error("{file}, line {line}: a quote is never closed")]
    OpenQuote { file: String, line: usize },
    #[error("{file} has no column “{column}”")]
    MissingColumn { file: String, column: String },
    #[error("{file}, line {line}: “{column}” is empty")]
    EmptyField { file: String, line: usize, column: String },
    #[error("{file}, line {line}: more than 250 alleles at one locus, or 65,000 loci of one species")]
    TooMany { file: String, line: usize },
}

/// All taxa. The version is a hash of the texts: two catalogues of one version are the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Catalogue {
    pub version: String,
    pub taxa: Vec<Taxon>,
}

pub(super) const GENES: [&str; 11] = [
    "species",
    "gene",
    "aliases",
    "inheritance",
    "locus_group",
    "super_or_compound_form",
    "known_issues",
    "sex_linkage",
    "molecular_gene",
    "source",
    "certainty",
];
pub(super) const COMBOS: [&str; 5] = ["species", "combo_name", "genotype", "source", "certainty"];

impl Catalogue {
    /// From the texts of `genes.csv` and `combos.csv`, with the supplement that comes with the engine; columns in any order.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn load(genes: &str, combos: &str) -> Result<Self, CatalogueError> {
        Self::of(&Texts { genes: genes.to_owned(), combos: combos.to_owned(), ..Texts::seeded() })
    }

    /// From its three texts; columns in any order.
    ///
    /// # Errors
    /// [`CatalogueError`] with file and line. What a cell says of genetics is never an error: what can't be reckoned becomes a tag, what can't be
    /// read in a combo is kept as `unread`.
    pub fn of(texts: &Texts) -> Result<Self, CatalogueError> {
        let Texts { genes, combos, supplement } = texts;
        let mut named: Vec<(String, Named)> = Vec::new();
        let mut catalogue = Self { version: texts.version(), taxa: Vec::new() };
        let (columns, rows) = table("genes.csv", genes, &GENES)?;
        for record in &rows {
            let get = |name| columns.get(record, name);
            for column in ["species", "gene"] {
                if get(column).is_empty() {
                    return Err(CatalogueError::EmptyField {
                        file: "genes.csv".into(),
                        line: record.line,
                        column: column.into(),
                    });
                }
            }
            let row = Row {
                gene: get("gene"),
                aliases: get("aliases"),
                inheritance: get("inheritance"),
                group: get("locus_group"),
                form: get("super_or_compound_form"),
                issues: get("known_issues"),
                sex_linkage: get("sex_linkage"),
                molecular: get("molecular_gene"),
                source: get("source"),
                certainty: genes::certainty(get("certainty")),
            };
            if row.inheritance == "combo" {
                let (name, text, source) = (row.gene.to_owned(), row.form.to_owned(), row.source.to_owned());
                named.push((get("species").to_owned(), Named { name, text, source, certainty: row.certainty }));
            }
            let full = || CatalogueError::TooMany { file: "genes.csv".into(), line: record.line };
            catalogue.add(get("species"), &row).ok_or_else(full)?;
        }
        catalogue.generic(supplement);
        for taxon in &mut catalogue.taxa {
            extra::apply(taxon, supplement);
            let withdrawn = rule::withdrawn(taxon, supplement);
            remarks::apply(taxon, &withdrawn);
            taxon.lines = lines::lines(taxon);
        }
        let (columns, rows) = table("combos.csv", combos, &COMBOS)?;
        for record in &rows {
            let get = |name| columns.get(record, name);
            if let Some(taxon) = catalogue.taxa.iter_mut().find(|taxon| taxon.name == get("species")) {
                let certainty = genes::certainty(get("certainty"));
                let combo = combo::read(taxon, get("combo_name"), get("genotype"), get("source"), certainty);
                taxon.combos.push(combo);
            }
        }
        for taxon in &mut catalogue.taxa {
            let own = named.iter().filter(|(species, _)| *species == taxon.name).map(|(_, row)| row.clone());
            forms::add(taxon, own.collect());
        }
        Ok(catalogue)
    }

    /// A taxon by its name, an alias or a scientific name, whatever the case.
    #[must_use]
    pub fn taxon(&self, name: &str) -> Option<&Taxon> {
        let wanted = squash(name);
        let named =
            |taxon: &&Taxon| core::iter::once(&taxon.name).chain(&taxon.aliases).any(|own| squash(own) == wanted);
        self.taxa.iter().find(named).filter(|_| !wanted.is_empty())
    }

    /// Genes that stand in the supplement alone, for taxa that no file names.
    fn generic(&mut self, supplement: &str) {
        for line in supplement::lines(supplement).filter(|line| line.kind == "gene") {
            let row = Row {
                gene: line.field(0),
                aliases: line.field(3),
                inheritance: line.field(1),
                group: line.field(0),
                form: "",
                issues: "",
                sex_linkage: match line.field(2) {
                    "Z" => "Z-linked",
                    "X" => "X-linked",
                    "XY" => "sex-linked XY",
                    _ => "autosomal",
                },
                molecular: "",
                source: "",
                certainty: genes::certainty("A"),
            };
            // A full species can't come of so few lines.
            let _ = self.add(line.taxon, &row);
        }
    }

    fn add(&mut self, species: &str, row: &Row<'_>) -> Option<()> {
        let at = self.taxa.iter().position(|taxon| taxon.name == species).unwrap_or_else(|| {
            self.taxa.push(new_taxon(species));
            self.taxa.len() - 1
        });
        let taxon = self.taxa.get_mut(at)?;
        match genes::entry(row) {
            Entry::Combo => {}
            Entry::Tag(tag) => taxon.tags.push(tag),
            Entry::Allele(allele) => {
                let key = genes::group_key(row);
                let full = taxon.loci.len() >= 65_000;
                match taxon.loci.iter_mut().find(|locus| same(&locus.slug, &key)) {
                    Some(locus) if locus.alleles.len() >= 250 => return None,
                    Some(locus) => locus.alleles.push(allele),
                    None if full => return None,
                    // Until all rows are read, the slug is the group's key; then `extra` names the locus.
                    None => taxon.loci.push(Locus {
                        slug: key,
                        name: row.group.to_owned(),
                        aliases: Vec::new(),
                        linkage: genes::linkage(row.sex_linkage),
                        alleles: vec![allele],
                        lethal: Vec::new(),
                    }),
                }
            }
        }
        Some(())
    }
}

/// Whether two groups are one locus: T+ and T- aren't.
fn same(left: &str, right: &str) -> bool {
    let sign = |group: &str| group.chars().next_back().filter(|last| matches!(last, '+' | '-'));
    slug(left) == slug(right) && sign(left) == sign(right)
}

fn new_taxon(name: &str) -> Taxon {
    Taxon {
        name: name.to_owned(),
        aliases: Vec::new(),
        sex: SexSystem::Unknown,
        loci: Vec::new(),
        tags: Vec::new(),
        combos: Vec::new(),
        rules: Vec::new(),
        masks: Vec::new(),
        linked: Vec::new(),
        lines: Vec::new(),
    }
}

pub(super) fn table(
    file: &str,
    text: &str,
    wanted: &[&str],
) -> Result<(csv::Columns, Vec<csv::Record>), CatalogueError> {
    let file = file.to_owned();
    let mut rows = csv::records(text).map_err(|line| CatalogueError::OpenQuote { file: file.clone(), line })?;
    if rows.is_empty() {
        return Err(CatalogueError::Empty { file });
    }
    let columns = csv::Columns::new(&rows.remove(0));
    match columns.missing(wanted) {
        Some(column) => Err(CatalogueError::MissingColumn { file, column: column.to_owned() }),
        None => Ok((columns, rows)),
    }
}
