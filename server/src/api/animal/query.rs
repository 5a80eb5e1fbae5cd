//! Queries of lists.

use crate::api::{ApiError, ApiResult};
use repti_model::{
    TaxonId,
    ancestry::Coefficient,
    registry::{AnimalFilter, AnimalSort, Archived},
};
use serde::Deserialize;
use std::{fmt::Display, str::FromStr};
use utoipa::IntoParams;

/// Which animals to list. Several values of one parameter are separated by commas.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AnimalQuery {
    /// Words in code, name or genotype; the beginning of a word is enough.
    q: Option<String>,
    /// Ids of taxa.
    taxon: Option<String>,
    /// `male`, `female`, `unknown`.
    sex: Option<String>,
    /// `alive`, `deceased`.
    life_status: Option<String>,
    custody: Option<String>,
    role: Option<String>,
    visibility: Option<String>,
    origin: Option<String>,
    /// `held`, `external`, `placeholder`.
    kind: Option<String>,
    /// `without` (the default), `only` or `with`.
    archived: Option<Archived>,
    #[param(value_type = Option<String>, format = Date)]
    born_from: Option<jiff::civil::Date>,
    #[param(value_type = Option<String>, format = Date)]
    born_to: Option<jiff::civil::Date>,
    /// Stored inbreeding of at least this, 0 to 1.
    #[param(minimum = 0, maximum = 1)]
    inbreeding_from: Option<f64>,
    /// Stored inbreeding of at most this, 0 to 1.
    #[param(minimum = 0, maximum = 1)]
    inbreeding_to: Option<f64>,
    /// Only animals with a lineage question that nobody has answered.
    open_warnings: Option<bool>,
    /// Genes by their slugs, of which an animal must have all, by its claims or its text: `clown`, `clown:visual`, `clown:het`, `clown:possible`.
    gene: Option<String>,
    pub sort: Option<AnimalSort>,
    /// `next` or `previous` of a page.
    pub cursor: Option<String>,
    /// 1 to 200; 50 without.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
}

fn words<T: FromStr>(field: &str, list: Option<&str>) -> ApiResult<Vec<T>>
where
    T::Err: Display,
{
    let given = list.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty());
    given.map(|word| word.parse().map_err(|error: T::Err| ApiError::field(field, error.to_string()))).collect()
}

fn coefficient(field: &str, given: Option<f64>) -> ApiResult<Option<Coefficient>> {
    let read = |value| Coefficient::new(value).ok_or_else(|| ApiError::field(field, "Between 0 and 1."));
    given.map(read).transpose()
}

impl AnimalQuery {
    /// As the registry knows it.
    pub fn filter(&self) -> ApiResult<AnimalFilter> {
        Ok(AnimalFilter {
            q: self.q.clone().unwrap_or_default(),
            taxon: words::<TaxonId>("taxon", self.taxon.as_deref())?,
            sex: words("sex", self.sex.as_deref())?,
            life_status: words("life_status", self.life_status.as_deref())?,
            custody: words("custody", self.custody.as_deref())?,
            role: words("role", self.role.as_deref())?,
            visibility: words("visibility", self.visibility.as_deref())?,
            origin: words("origin", self.origin.as_deref())?,
            kind: words("kind", self.kind.as_deref())?,
            archived: self.archived.unwrap_or_default(),
            born_from: self.born_from,
            born_to: self.born_to,
            inbreeding_from: coefficient("inbreeding_from", self.inbreeding_from)?,
            inbreeding_to: coefficient("inbreeding_to", self.inbreeding_to)?,
            open_warnings: self.open_warnings.unwrap_or_default(),
            gene: words("gene", self.gene.as_deref())?,
        })
    }
}

/// A page of a list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// `next` or `previous` of a page.
    pub cursor: Option<String>,
    /// 1 to 200; 50 without.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
}
