//! Genes: added, changed, merged.

use super::{Wrong, unchanged};
use crate::catalogue::{
    genes,
    source::{GeneRow, Source},
    supplement::Line,
    words::{slug, squash},
};
use repti_model::catalogue::GeneFields;

pub fn add(source: &mut Source, species: &str, fields: &GeneFields) -> Result<(), Wrong> {
    if source.find_gene(species, &fields.name).is_some() {
        return Err(("name", format!("“{}” is in the catalogue already: change it.", fields.name)));
    }
    let last = source.genes.iter().rposition(|row| row.species == species);
    let at = last.map_or(source.genes.len(), |at| at + 1);
    source.genes.insert(at, GeneRow { species: species.to_owned(), fields: fields.clone() });
    Ok(())
}

pub fn change(source: &mut Source, species: &str, name: &str, fields: &GeneFields) -> Result<(), Wrong> {
    let at = find(source, "gene", species, name)?;
    let mut fields = fields.clone();
    let Some(row) = source.genes.get(at) else { return Err(unchanged("name")) };
    if row.fields == fields {
        return Err(unchanged("name"));
    }
    let before = row.fields.name.clone();
    if before != fields.name {
        let other = source.find_gene(species, &fields.name).filter(|&other| other != at);
        if other.is_some() {
            return Err(("name", format!("“{}” is another gene already: merge the two.", fields.name)));
        }
        rename(source, species, &before, &mut fields);
    }
    if let Some(row) = source.genes.get_mut(at) {
        row.fields = fields;
    }
    Ok(())
}

/// The old name stays as an alias, and the address and what claims know it by stay too.
fn rename(source: &mut Source, species: &str, before: &str, fields: &mut GeneFields) {
    let after = fields.name.clone();
    let old = slug_of(source, species, before);
    let lines = own_lines(source, species, before);
    if genes::inheritance(&fields.inheritance).is_some() && !lines.iter().any(|(_, kind)| kind == "allele") {
        source.notes.push(format!("allele|{species}|{after}|{old}|"));
    }
    for (at, _) in lines {
        replace(source, at, |line| line.with(0, &after));
    }
    if squash(before) != squash(&after) {
        keep_name(source, species, fields, before);
    }
}

pub fn merge(source: &mut Source, species: &str, name: &str, into: &str) -> Result<(), Wrong> {
    let (from, to) = (find(source, "gene", species, name)?, find(source, "into", species, into)?);
    if from == to {
        return Err(("into", "A gene can’t be merged into itself.".to_owned()));
    }
    let (Some(gone), Some(stays)) = (source.genes.get(from).cloned(), source.genes.get(to).cloned()) else {
        return Err(unchanged("into"));
    };
    let (gone, mut fields) = (gone.fields, stays.fields);
    let old = slug_of(source, species, &gone.name);
    let mut names = vec![gone.name.clone()];
    names.extend(gone.aliases.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
    // Short names and keys that only the supplement knows.
    let mut dropped = Vec::new();
    let taken = own_lines(source, species, &fields.name).iter().any(|(_, kind)| kind == "locus");
    let allelic = key(species, &gone) == key(species, &fields);
    for (at, kind) in own_lines(source, species, &gone.name) {
        if kind == "locus" && !taken && allelic {
            let name = fields.name.clone();
            replace(source, at, |line| line.with(0, &name));
            continue;
        }
        if let Some(line) = source.notes.get(at).and_then(|line| Line::read(line)).filter(|_| kind == "allele") {
            names.extend(line.list(2));
        }
        dropped.push(at);
    }
    for at in dropped.into_iter().rev() {
        source.notes.remove(at);
    }
    if names.iter().all(|name| squash(name) != squash(&old)) {
        names.push(old);
    }
    for name in names {
        keep_name(source, species, &mut fields, &name);
    }
    if let Some(row) = source.genes.get_mut(to) {
        row.fields = fields;
    }
    source.genes.remove(from);
    Ok(())
}

fn find(source: &Source, field: &'static str, species: &str, name: &str) -> Result<usize, Wrong> {
    let missing = || format!("“{name}” is no gene of the {species}.");
    source.find_gene(species, name).ok_or_else(|| (field, missing()))
}

/// Adds another name of a gene, unless it has it. The column reads what stands in parentheses as a remark, so such a name goes to the supplement.
fn keep_name(source: &mut Source, species: &str, fields: &mut GeneFields, name: &str) {
    let wanted = squash(name);
    let known = |text: &str| text.split(';').any(|own| squash(own) == wanted);
    if wanted.is_empty() || squash(&fields.name) == wanted || known(&fields.aliases) {
        return;
    }
    let calculable = genes::inheritance(&fields.inheritance).is_some();
    if !(name.contains(['(', ')']) && calculable) {
        let between = if fields.aliases.is_empty() { "" } else { ";" };
        fields.aliases.push_str(between);
        fields.aliases.push_str(name);
        return;
    }
    let line = own_lines(source, species, &fields.name).into_iter().find(|(_, kind)| kind == "allele");
    match line {
        Some((at, _)) => replace(source, at, |line| {
            let mut names = line.list(2);
            if !names.iter().any(|own| squash(own) == wanted) {
                names.push(name.to_owned());
            }
            line.with(2, &names.join(";"))
        }),
        None => source.notes.push(format!("allele|{species}|{0}|{1}|{name}", fields.name, slug(&fields.name))),
    }
}

/// The lines of the supplement that name a gene word for word as in its row: its short name, and its locus.
fn own_lines(source: &Source, species: &str, name: &str) -> Vec<(usize, String)> {
    let own = |(at, line): (usize, &String)| {
        let line = Line::read(line)?;
        let mine = matches!(line.kind, "allele" | "locus") && line.taxon == species && line.field(0) == name;
        mine.then(|| (at, line.kind.to_owned()))
    };
    source.notes.iter().enumerate().filter_map(own).collect()
}

fn replace(source: &mut Source, at: usize, change: impl FnOnce(&Line<'_>) -> String) {
    let changed = source.notes.get(at).and_then(|line| Line::read(line)).map(|line| change(&line));
    if let (Some(place), Some(changed)) = (source.notes.get_mut(at), changed) {
        *place = changed;
    }
}

/// What addresses and claims know a gene by.
fn slug_of(source: &Source, species: &str, name: &str) -> String {
    let given = own_lines(source, species, name).into_iter().find(|(_, kind)| kind == "allele").and_then(|(at, _)| {
        let line = Line::read(source.notes.get(at)?)?;
        Some(line.field(1).to_owned()).filter(|slug| !slug.is_empty())
    });
    given.unwrap_or_else(|| slug(name))
}

/// The locus of a row, to be compared.
fn key(species: &str, fields: &GeneFields) -> String {
    let row = genes::Row {
        gene: &fields.name,
        aliases: "",
        inheritance: &fields.inheritance,
        group: &fields.locus,
        form: "",
        issues: "",
        sex_linkage: "",
        molecular: "",
        source: "",
        certainty: genes::certainty(""),
    };
    format!("{species}:{}", slug(&genes::group_key(&row)))
}
