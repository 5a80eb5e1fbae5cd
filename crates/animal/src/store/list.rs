//! The animal list: any filter, any order, keyset pages in both directions. The statement is put together from parts; every value
//! is bound.

use super::{birth, word};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_db::Cursor;
use repti_model::{
    AnimalId, TaxonId, VivariumId,
    ancestry::{Coefficient, StoredInbreeding},
    measure::Grams,
    registry::{AnimalFilter, AnimalSort, AnimalSummary, Archived, TaxonRef},
};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

/// A row's place in an order: its sort key as text, and its id where keys are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListKey {
    /// The order that the key belongs to. Another order's cursor starts over.
    pub(crate) sort: AnimalSort,
    pub(crate) key: String,
    pub(crate) id: Uuid,
}

/// How the words of a filter are looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Words {
    /// There are none.
    None,
    /// Each word begins a word of the animal.
    Begin(String),
    /// Nothing begins so: each word looks like one of the animal.
    Alike(Vec<String>),
    /// Words were given, but no letters or digits among them: nothing matches.
    Nothing,
}

/// An order: the expression, and the type that its key reads back as. What isn't known stands in for the last.
fn order(sort: AnimalSort) -> (&'static str, &'static str) {
    match sort {
        AnimalSort::Code | AnimalSort::CodeDown => ("a.code_key", "text"),
        AnimalSort::Name => ("a.name_key", "text"),
        AnimalSort::NameDown => ("CASE WHEN a.name = '' THEN '' ELSE a.name_key END COLLATE \"C\"", "text"),
        AnimalSort::Born => ("coalesce(a.born_on, 'infinity'::date)", "date"),
        AnimalSort::BornDown => ("coalesce(a.born_on, '-infinity'::date)", "date"),
        AnimalSort::Weight => ("coalesce(a.weight_g, 10000000)", "numeric"),
        AnimalSort::WeightDown => ("coalesce(a.weight_g, 0)", "numeric"),
        AnimalSort::Updated | AnimalSort::UpdatedDown => ("a.updated_at", "timestamptz"),
        AnimalSort::Inbreeding => ("coalesce(k.inbreeding, 2)", "float8"),
        AnimalSort::InbreedingDown => ("coalesce(k.inbreeding, -1)", "float8"),
    }
}

#[derive(sqlx::FromRow)]
struct SummaryRow {
    id: Uuid,
    version: i32,
    code: String,
    name: String,
    kind: String,
    taxon_id: Uuid,
    taxon_slug: String,
    taxon_name: String,
    sex: String,
    sex_confidence: String,
    born_on: Option<Date>,
    born_precision: String,
    origin: String,
    genotype_text: String,
    weight_hundredths: Option<i64>,
    life_status: String,
    custody: String,
    role: String,
    care_state: String,
    visibility: String,
    archived: bool,
    open_warnings: i64,
    updated_at: Timestamp,
    inbreeding: Option<f64>,
    completeness: Option<f64>,
    generations: Option<i32>,
    computed_at: Option<Timestamp>,
    sort_key: String,
}

/// Up to `limit` rows in the cursor's direction, each with its key.
pub(crate) async fn list_animals(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    filter: &AnimalFilter,
    words: &Words,
    sort: AnimalSort,
    cursor: Option<&Cursor<ListKey>>,
    limit: i64,
) -> Result<Vec<(ListKey, AnimalSummary)>, AnimalError> {
    let (key, kind) = order(sort);
    let down = sort.descends() != cursor.is_some_and(Cursor::is_backwards);
    let mut query = QueryBuilder::new(
        "SELECT a.id, a.version, a.code, a.name, a.kind, a.taxon_id, t.slug AS taxon_slug, t.common_name AS taxon_name, a.sex, \
         a.sex_confidence, a.born_on, a.born_precision, a.origin, a.genotype_text, (a.weight_g * 100)::int8 AS weight_hundredths, \
         a.life_status, a.custody, a.role, a.care_state, a.visibility, a.archived_at IS NOT NULL AS archived, a.updated_at, \
         (SELECT count(*) FROM animal.lineage_warning w JOIN animal.parent_link l ON l.id = w.link_id AND l.retracted_at IS NULL \
          WHERE w.child_id = a.id AND w.answered_at IS NULL) AS open_warnings, k.inbreeding, \
         k.completeness[array_upper(k.completeness, 1)] AS completeness, k.generations, k.computed_at, (",
    );
    query.push(key).push(
        ")::text AS sort_key FROM animal.animal a JOIN animal.taxon t ON t.id = a.taxon_id \
         LEFT JOIN animal.known_coefficient k ON k.animal_id = a.id WHERE ",
    );
    push_filter(&mut query, vivarium, filter, words);
    if let Some(Cursor::After(at) | Cursor::Before(at)) = cursor {
        query.push(" AND (").push(key).push(", a.id) ").push(if down { "<" } else { ">" }).push(" (");
        query.push_bind(at.key.clone()).push("::text::").push(kind).push(", ").push_bind(at.id).push(")");
    }
    let direction = if down { " DESC" } else { " ASC" };
    query.push(" ORDER BY ").push(key).push(direction).push(", a.id").push(direction).push(" LIMIT ").push_bind(limit);
    let rows: Vec<SummaryRow> = query.build_query_as().fetch_all(tx).await?;
    rows.into_iter()
        .map(|row| {
            let key = ListKey { sort, key: row.sort_key.clone(), id: row.id };
            Ok((key, row.into_summary()?))
        })
        .collect()
}

/// How many animals the filter shows, counted no further than `bound`.
pub(crate) async fn count_animals(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    filter: &AnimalFilter,
    words: &Words,
    bound: i64,
) -> Result<i64, AnimalError> {
    let mut query = QueryBuilder::new("SELECT count(*) FROM (SELECT FROM animal.animal a WHERE ");
    push_filter(&mut query, vivarium, filter, words);
    query.push(" LIMIT ").push_bind(bound).push(") counted");
    Ok(query.build_query_scalar().fetch_one(tx).await?)
}

/// The ids that the filter shows, at most `bound`.
pub(crate) async fn list_ids(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    filter: &AnimalFilter,
    words: &Words,
    bound: i64,
) -> Result<Vec<Uuid>, AnimalError> {
    let mut query = QueryBuilder::new("SELECT a.id FROM animal.animal a WHERE ");
    push_filter(&mut query, vivarium, filter, words);
    query.push(" LIMIT ").push_bind(bound);
    Ok(query.build_query_scalar().fetch_all(tx).await?)
}

/// Whether any animal has words that begin so.
pub(crate) async fn any_begins(tx: &mut PgConnection, query: &str) -> Result<bool, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM animal.search_ids($1)) AS "any!""#, query)
        .fetch_one(tx)
        .await?)
}

fn push_filter(query: &mut QueryBuilder<Postgres>, vivarium: VivariumId, filter: &AnimalFilter, words: &Words) {
    query.push("a.vivarium_id = ").push_bind(vivarium.0);
    match filter.archived {
        Archived::Without => _ = query.push(" AND a.archived_at IS NULL"),
        Archived::Only => _ = query.push(" AND a.archived_at IS NOT NULL"),
        Archived::With => {}
    }
    match words {
        Words::None => {}
        Words::Begin(words) => {
            query.push(" AND a.id IN (SELECT animal.search_ids(").push_bind(words.clone()).push("))");
        }
        Words::Alike(words) => {
            query.push(" AND a.id IN (SELECT animal.similar_ids(").push_bind(words.clone()).push("))");
        }
        Words::Nothing => _ = query.push(" AND false"),
    }
    if !filter.taxon.is_empty() {
        let taxa: Vec<Uuid> = filter.taxon.iter().map(|taxon| taxon.0).collect();
        query.push(" AND a.taxon_id = ANY (").push_bind(taxa).push(")");
    }
    push_any(query, "a.sex", filter.sex.iter().map(|word| word.as_str()));
    push_any(query, "a.life_status", filter.life_status.iter().map(|word| word.as_str()));
    push_any(query, "a.custody", filter.custody.iter().map(|word| word.as_str()));
    push_any(query, "a.role", filter.role.iter().map(|word| word.as_str()));
    push_any(query, "a.visibility", filter.visibility.iter().map(|word| word.as_str()));
    push_any(query, "a.origin", filter.origin.iter().map(|word| word.as_str()));
    push_any(query, "a.kind", filter.kind.iter().map(|word| word.as_str()));
    if let Some(from) = filter.born_from {
        // The last day that the precision leaves open.
        query.push(
            " AND (a.born_on + CASE a.born_precision WHEN 'year' THEN interval '1 year - 1 day' \
             WHEN 'month' THEN interval '1 month - 1 day' ELSE interval '0' END)::date >= ",
        );
        query.push_bind(Date::from(from));
    }
    if let Some(to) = filter.born_to {
        query.push(" AND a.born_on <= ").push_bind(Date::from(to));
    }
    for (bound, compared) in [(filter.inbreeding_from, " >= "), (filter.inbreeding_to, " <= ")] {
        if let Some(bound) = bound {
            query.push(" AND EXISTS (SELECT FROM animal.known_coefficient f WHERE f.animal_id = a.id AND f.inbreeding");
            query.push(compared).push_bind(bound.value()).push(")");
        }
    }
    if filter.open_warnings {
        query.push(
            " AND EXISTS (SELECT FROM animal.lineage_warning w JOIN animal.parent_link l ON l.id = w.link_id \
             AND l.retracted_at IS NULL WHERE w.child_id = a.id AND w.answered_at IS NULL)",
        );
    }
    for gene in &filter.gene {
        query
            .push(" AND a.id IN (SELECT g.animal_id FROM animal.animal_gene g WHERE g.vivarium_id = ")
            .push_bind(vivarium.0);
        query.push(" AND g.gene = ").push_bind(gene.gene().to_owned());
        if let Some(kind) = gene.kind {
            query.push(" AND g.kind = ").push_bind(kind.as_str().to_owned());
        }
        query.push(")");
    }
}

fn push_any<'a>(query: &mut QueryBuilder<Postgres>, column: &'static str, words: impl Iterator<Item = &'a str>) {
    let words: Vec<String> = words.map(str::to_owned).collect();
    if !words.is_empty() {
        query.push(" AND ").push(column).push(" = ANY (").push_bind(words).push(")");
    }
}

impl SummaryRow {
    fn stored(&self) -> Option<StoredInbreeding> {
        Some(StoredInbreeding {
            coefficient: self.inbreeding.and_then(Coefficient::new),
            completeness: self.completeness.and_then(Coefficient::new)?,
            generations: u32::try_from(self.generations?).ok()?,
            computed_at: self.computed_at?.to_jiff(),
        })
    }

    fn into_summary(self) -> Result<AnimalSummary, AnimalError> {
        Ok(AnimalSummary {
            id: AnimalId(self.id),
            inbreeding: self.stored(),
            version: self.version,
            code: self.code,
            name: self.name,
            kind: word(&self.kind)?,
            taxon: TaxonRef { id: TaxonId(self.taxon_id), slug: self.taxon_slug, common_name: self.taxon_name },
            sex: word(&self.sex)?,
            sex_confidence: word(&self.sex_confidence)?,
            born: birth(self.born_on, &self.born_precision)?,
            origin: word(&self.origin)?,
            genotype_text: self.genotype_text,
            weight_g: self.weight_hundredths.and_then(Grams::from_hundredths),
            life_status: word(&self.life_status)?,
            custody: word(&self.custody)?,
            role: word(&self.role)?,
            care_state: word(&self.care_state)?,
            visibility: word(&self.visibility)?,
            archived: self.archived,
            open_warnings: self.open_warnings,
            updated_at: self.updated_at.to_jiff(),
        })
    }
}
