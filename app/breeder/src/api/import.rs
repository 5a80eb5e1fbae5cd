//! Imports: history, mapping, preview, commit, revert. The file itself comes by a plain route of the server.

use app_shared::{AppError, Onward};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    ImportJobId,
    exchange::{ImportJob, ImportOptions, ImportRow, ImportSummary, RowFilter},
    page::Page,
    registry::Taxon,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    FieldErrors, Problem,
    exchange::{Mapping, TargetField},
};

/// Rows of a page of the preview.
#[cfg(feature = "ssr")]
const ROWS: usize = 50;
/// Imports of a page of the history.
#[cfg(feature = "ssr")]
const JOBS: usize = 20;

/// The history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    pub page: Page<ImportSummary>,
    /// The server's instant, so that times read the same before and after waking.
    pub now: Timestamp,
}

/// One import with what its page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPage {
    pub job: ImportJob,
    pub taxa: Vec<Taxon>,
    /// Rows of the chosen tab; none before there is a preview.
    pub rows: Page<ImportRow>,
}

/// The imports of the vivarium, the newest first.
///
/// # Errors
/// An actor who may not import.
#[server(prefix = "/sfn/breeder", endpoint = "imports")]
pub async fn load_imports(cursor: Option<String>) -> Result<History, AppError> {
    let page = animals()?.imports(&require_actor()?, cursor.as_deref(), JOBS).await?;
    Ok(History { page, now: Timestamp::now() })
}

/// One import.
///
/// # Errors
/// No such import in the vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "import")]
pub async fn load_import(id: ImportJobId, filter: RowFilter, cursor: Option<String>) -> Result<ImportPage, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let job = animals.import(&actor, id).await?;
    let rows = animals.import_rows(&actor, id, filter, cursor.as_deref(), ROWS).await?;
    Ok(ImportPage { job, taxa: animals.taxa().await?.to_vec(), rows })
}

/// How far an import is, for the progress bar.
///
/// # Errors
/// No such import in the vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "import_progress")]
pub async fn import_progress(id: ImportJobId) -> Result<ImportJob, AppError> {
    Ok(animals()?.import(&require_actor()?, id).await?)
}

/// Settles the columns and decisions, and makes the preview. `columns` has a field's word, or nothing, for each column of the file.
///
/// # Errors
/// Field errors, or an import that has begun.
#[server(prefix = "/sfn/breeder", endpoint = "map_import")]
pub async fn map_import(id: ImportJobId, columns: Vec<String>, options: ImportOptions) -> Result<Onward, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let fields = columns.iter().enumerate().map(|(column, word)| match word.as_str() {
        "" => Ok(None),
        word => word
            .parse::<TargetField>()
            .map(Some)
            .map_err(|_| FieldErrors::one(&format!("columns[{column}]"), "Choose a field from the list.")),
    });
    let mapping = Mapping { columns: fields.collect::<Result<_, _>>()? };
    // A form has no other way to say "none".
    let default_taxon = options.default_taxon.filter(|slug| !slug.is_empty());
    let options = ImportOptions { default_taxon, ..options };
    animals.map_import(&actor, id, &mapping, &options).await.map_err(|error| at_inputs(error.into(), &mapping))?;
    animals.preview_import(&actor, id).await?;
    Ok(onward(&format!("/import/{id}")))
}

/// Names the inputs of the form instead of the fields of an animal, so that a message stands where it can be put right.
#[cfg(feature = "ssr")]
fn at_inputs(problem: Problem, mapping: &Mapping) -> Problem {
    let mut fields = FieldErrors::new();
    for (name, messages) in &problem.fields.0 {
        let field = name.parse::<TargetField>().ok();
        // Of two columns for one field the second is the one to be changed.
        let column = mapping.columns.iter().rposition(|mapped| mapped.is_some() && *mapped == field);
        let input = match (column, field) {
            (Some(column), _) => format!("columns[{column}]"),
            (None, Some(TargetField::Taxon)) => "options[default_taxon]".to_owned(),
            (None, Some(_)) => "columns[0]".to_owned(),
            (None, None) if name == "default_taxon" => "options[default_taxon]".to_owned(),
            (None, None) => name.clone(),
        };
        for message in messages {
            fields.push(&input, message.clone());
        }
    }
    Problem { fields, ..problem }
}

/// Reads another sheet of the workbook.
///
/// # Errors
/// No such sheet, or an import that has begun.
#[server(prefix = "/sfn/breeder", endpoint = "import_sheet")]
pub async fn choose_sheet(id: ImportJobId, sheet: String) -> Result<Onward, AppError> {
    animals()?.choose_import_sheet(&require_actor()?, id, &sheet).await?;
    Ok(onward(&format!("/import/{id}")))
}

/// Starts the import.
///
/// # Errors
/// An import without a preview.
#[server(prefix = "/sfn/breeder", endpoint = "commit_import")]
pub async fn commit_import(id: ImportJobId) -> Result<Onward, AppError> {
    animals()?.commit_import(&require_actor()?, id).await?;
    Ok(onward(&format!("/import/{id}")))
}

/// Starts taking an import back.
///
/// # Errors
/// An import that isn't done.
#[server(prefix = "/sfn/breeder", endpoint = "revert_import")]
pub async fn revert_import(id: ImportJobId) -> Result<Onward, AppError> {
    animals()?.revert_import(&require_actor()?, id).await?;
    Ok(onward(&format!("/import/{id}")))
}

/// Throws an upload away.
///
/// # Errors
/// An import that has begun.
#[server(prefix = "/sfn/breeder", endpoint = "discard_import")]
pub async fn discard_import(id: ImportJobId) -> Result<Onward, AppError> {
    animals()?.discard_import(&require_actor()?, id).await?;
    Ok(onward("/import?note=import-discarded"))
}
