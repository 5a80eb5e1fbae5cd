//! What a person does with an import, from upload to commit. The file's bytes are read anew at each step, so that nothing but the
//! database has to remember them.

mod preview;

use jiff::Timestamp;
use repti_db::{Cursor, NewJob, enqueue, keyset_page};
use repti_model::{
    Action, Actor, ErrorCode, FieldErrors, ImportJobId, Problem,
    exchange::{ImportJob, ImportOptions, ImportRow, ImportState, ImportSummary, Mapping, RowFilter},
    page::Page,
};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    detect::detect,
    error::FileError,
    job::{ImportRun, ImportTask},
    limits::MAX_FILE_BYTES,
    mapping::suggest,
    table::{Table, clip},
};
use crate::{
    AnimalError, Animals, Result,
    store::{
        self,
        import::{FileFacts, NewImport, Standing},
    },
};

/// Files that are decoded or planned at the same time: each may need some hundred megabytes.
static HEAVY: Semaphore = Semaphore::const_new(2);

/// Uploads of a vivarium that nobody has gone on with.
const MOST_OPEN: i64 = 20;
/// Rows that the mapping shows.
const SAMPLE_ROWS: usize = 5;
/// Characters of a cell in that sample.
const SAMPLE_CHARS: usize = 80;
/// The longest page of rows.
const MOST_ROWS: usize = 200;

impl Animals {
    /// Takes a file in: decodes it, recognises its layout and suggests a mapping. Nothing is imported yet.
    ///
    /// # Errors
    /// A file that can't be read, too many open uploads, or an actor who may not.
    pub async fn upload_import(&self, actor: &Actor, file_name: &str, bytes: Vec<u8>) -> Result<ImportJob> {
        let vivarium = actor.require(Action::ArchiveImportExport)?;
        if bytes.len() > MAX_FILE_BYTES {
            return Err(refused(&FileError::TooLarge));
        }
        let id = ImportJobId::new();
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        let (bytes, facts) =
            heavy(move || (facts_of(&bytes, None), bytes)).await.map(|(facts, bytes)| (bytes, facts))?;
        let facts = facts.map_err(|error| refused(&error))?;
        let mut tx = self.db.begin(actor).await?;
        if store::import::sweep_open(&mut tx, vivarium.id).await? >= MOST_OPEN {
            let detail =
                format!("There are {MOST_OPEN} uploads that were not imported. Import or discard some of them first.");
            return Err(Problem::new(ErrorCode::Conflict, detail).into());
        }
        let new = NewImport {
            id,
            vivarium: vivarium.id,
            person: actor.person_id,
            file_name: &shown_name(file_name),
            bytes: &bytes,
            hash,
            facts: &facts,
        };
        store::import::insert_import(&mut tx, &new).await?;
        let job = find(&mut tx, id).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Reads another sheet of the same workbook.
    ///
    /// # Errors
    /// No such sheet, an import that has begun, or no such import in the actor's vivarium.
    pub async fn choose_import_sheet(&self, actor: &Actor, id: ImportJobId, sheet: &str) -> Result<ImportJob> {
        actor.require(Action::ArchiveImportExport)?;
        let (bytes, standing) = self.open_file(actor, id).await?;
        let sheet = sheet.to_owned();
        let facts = heavy(move || facts_of(&bytes, Some(&sheet))).await?.map_err(|error| refused(&error))?;
        let mut tx = self.db.begin(actor).await?;
        lock_unchanged(&mut tx, id, standing).await?;
        store::import_row::delete_rows(&mut tx, id).await?;
        store::import::set_facts(&mut tx, id, &facts).await?;
        let job = find(&mut tx, id).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Settles which column means what, and the decisions for the file.
    ///
    /// # Errors
    /// A mapping that can't be used, an import that has begun, or no such import in the actor's vivarium.
    pub async fn map_import(
        &self,
        actor: &Actor,
        id: ImportJobId,
        mapping: &Mapping,
        options: &ImportOptions,
    ) -> Result<ImportJob> {
        actor.require(Action::ArchiveImportExport)?;
        if let Some(slug) = &options.default_taxon
            && !self.taxa().await?.iter().any(|taxon| taxon.slug == *slug)
        {
            return Err(AnimalError::field("default_taxon", "Choose a species from the list."));
        }
        let mut tx = self.db.begin(actor).await?;
        lock_open(&mut tx, id).await?;
        let job = find(&mut tx, id).await?;
        check_mapping(mapping, &job.headers, options)?;
        store::import_row::delete_rows(&mut tx, id).await?;
        store::import::set_mapping(&mut tx, id, mapping, options).await?;
        let job = find(&mut tx, id).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// The imports of the vivarium, newest first.
    ///
    /// # Errors
    /// An actor who may not.
    pub async fn imports(&self, actor: &Actor, cursor: Option<&str>, limit: usize) -> Result<Page<ImportSummary>> {
        let vivarium = actor.require(Action::ArchiveImportExport)?;
        let limit = limit.clamp(1, MOST_ROWS);
        let cursor = cursor.and_then(Cursor::<Uuid>::decode);
        let (before, after) = match cursor {
            Some(Cursor::After(id)) => (Some(id), None),
            Some(Cursor::Before(id)) => (None, Some(id)),
            None => (None, None),
        };
        let mut tx = self.db.begin(actor).await?;
        let rows = store::import::list_imports(&mut tx, vivarium.id, before, after, take(limit)).await?;
        Ok(keyset_page(rows, limit, cursor.as_ref(), |job| job.id.0))
    }

    /// One import.
    ///
    /// # Errors
    /// No such import in the actor's vivarium.
    pub async fn import(&self, actor: &Actor, id: ImportJobId) -> Result<ImportJob> {
        actor.require(Action::ArchiveImportExport)?;
        let mut tx = self.db.begin(actor).await?;
        find(&mut tx, id).await
    }

    /// Rows of the preview or the result.
    ///
    /// # Errors
    /// No such import in the actor's vivarium.
    pub async fn import_rows(
        &self,
        actor: &Actor,
        id: ImportJobId,
        filter: RowFilter,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<ImportRow>> {
        actor.require(Action::ArchiveImportExport)?;
        let limit = limit.clamp(1, MOST_ROWS);
        let cursor = cursor.and_then(Cursor::<i32>::decode);
        let (after, before) = match cursor {
            Some(Cursor::After(line)) => (Some(line), None),
            Some(Cursor::Before(line)) => (None, Some(line)),
            None => (None, None),
        };
        let mut tx = self.db.begin(actor).await?;
        find(&mut tx, id).await?;
        let rows = store::import_row::list_rows(&mut tx, id, filter, after, before, take(limit)).await?;
        Ok(keyset_page(rows, limit, cursor.as_ref(), |row| row.line))
    }

    /// Starts the import of what the preview showed. Asked twice, or of an import that is done, it answers where that stands.
    ///
    /// # Errors
    /// An import that isn't previewed yet, or no such import in the actor's vivarium.
    pub async fn commit_import(&self, actor: &Actor, id: ImportJobId) -> Result<ImportJob> {
        let vivarium = actor.require(Action::ArchiveImportExport)?;
        let mut tx = self.db.begin(actor).await?;
        match lock(&mut tx, id).await?.state {
            ImportState::Previewed | ImportState::Failed => {
                store::import::set_committing(&mut tx, id).await?;
                let run =
                    ImportRun { vivarium: vivarium.id, person: actor.person_id, job: id, task: ImportTask::Commit };
                enqueue(&mut tx, &run, NewJob { key: Some(format!("import:{id}")), run_at: None }).await?;
            }
            ImportState::Committing | ImportState::Committed => {}
            ImportState::Uploaded | ImportState::Mapped => return Err(conflict("Look at the preview first.")),
            ImportState::Reverted => return Err(conflict("This import was reverted. Upload the file again.")),
        }
        let job = find(&mut tx, id).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Starts taking an import back.
    ///
    /// # Errors
    /// An import that isn't done, or no such import in the actor's vivarium.
    pub async fn revert_import(&self, actor: &Actor, id: ImportJobId) -> Result<ImportJob> {
        let vivarium = actor.require(Action::ArchiveImportExport)?;
        let mut tx = self.db.begin(actor).await?;
        let standing = lock(&mut tx, id).await?;
        match standing.state {
            ImportState::Committed if standing.reverting => {}
            ImportState::Committed => {
                store::import::set_reverting(&mut tx, id).await?;
                let run =
                    ImportRun { vivarium: vivarium.id, person: actor.person_id, job: id, task: ImportTask::Revert };
                enqueue(&mut tx, &run, NewJob { key: Some(format!("import:{id}")), run_at: None }).await?;
            }
            ImportState::Reverted => {}
            _ => return Err(conflict("Only an import that is done can be reverted.")),
        }
        let job = find(&mut tx, id).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Throws away an upload that has not been imported.
    ///
    /// # Errors
    /// An import that has begun, or no such import in the actor's vivarium.
    pub async fn discard_import(&self, actor: &Actor, id: ImportJobId) -> Result<()> {
        actor.require(Action::ArchiveImportExport)?;
        let mut tx = self.db.begin(actor).await?;
        lock_open(&mut tx, id).await?;
        store::import::delete_import(&mut tx, id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The bytes of an import that hasn't begun, and where it stood when they were read.
    async fn open_file(&self, actor: &Actor, id: ImportJobId) -> Result<(Vec<u8>, Standing)> {
        let mut tx = self.db.begin(actor).await?;
        let standing = lock_open(&mut tx, id).await?;
        let bytes = store::import::find_file(&mut tx, id).await?.ok_or(AnimalError::NotFound("import"))?;
        Ok((bytes, standing))
    }
}

/// Runs work that needs much memory and time apart from the requests' threads.
async fn heavy<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let broken = || AnimalError::Denied(Problem::of(ErrorCode::Internal));
    let _slot = HEAVY.acquire().await.map_err(|_| broken())?;
    tokio::task::spawn_blocking(work).await.map_err(|_| broken())
}

fn facts_of(bytes: &[u8], sheet: Option<&str>) -> std::result::Result<FileFacts, FileError> {
    let table = super::decode::decode(bytes, sheet)?;
    let format = detect(&table.headers);
    let mapping = suggest(format, &table.headers);
    let sample = sample_of(&table);
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    Ok(FileFacts { format, headers: table.headers, sample, sheets: table.sheets, notes: table.notes, mapping, rows })
}

fn sample_of(table: &Table) -> Vec<Vec<String>> {
    let cells = |row: &super::table::TableRow| {
        (0..table.headers.len()).map(|column| clip(row.cell(column), SAMPLE_CHARS).replace('\0', " ")).collect()
    };
    table.rows.iter().filter(|row| row.fault.is_none()).take(SAMPLE_ROWS).map(cells).collect()
}

fn check_mapping(mapping: &Mapping, headers: &[String], options: &ImportOptions) -> Result<()> {
    let mut errors = FieldErrors::new();
    if mapping.columns.len() > headers.len() {
        errors.push("columns", "The mapping has more columns than the file.");
    }
    for problem in mapping.problems(headers, options) {
        errors.push(problem.field.as_str(), problem.message);
    }
    errors.into_result()?;
    Ok(())
}

/// A file name that can be shown: one line, no folders, never blank.
fn shown_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let line: String = base.chars().filter(|c| !c.is_control()).take(200).collect();
    let line = line.trim();
    if line.is_empty() { format!("Upload of {}", Timestamp::now().strftime("%Y-%m-%d")) } else { line.to_owned() }
}

fn take(limit: usize) -> i64 {
    i64::try_from(limit + 1).unwrap_or(i64::MAX)
}

fn refused(error: &FileError) -> AnimalError {
    let code = match error {
        FileError::TooLarge => ErrorCode::TooLarge,
        FileError::NotATable(_) | FileError::Binary | FileError::BadWorkbook => ErrorCode::Unsupported,
        _ => ErrorCode::Invalid,
    };
    let fields = FieldErrors::one("file", error.to_string());
    Problem { fields, ..Problem::new(code, error.to_string()) }.into()
}

fn conflict(detail: &str) -> AnimalError {
    Problem::new(ErrorCode::Conflict, detail).into()
}

async fn find(tx: &mut repti_db::Tx, id: ImportJobId) -> Result<ImportJob> {
    store::import::find_import(tx, id).await?.ok_or(AnimalError::NotFound("import"))
}

async fn lock(tx: &mut repti_db::Tx, id: ImportJobId) -> Result<Standing> {
    store::import::lock_import(tx, id).await?.ok_or(AnimalError::NotFound("import"))
}

/// Locks an import whose columns can still be changed.
async fn lock_open(tx: &mut repti_db::Tx, id: ImportJobId) -> Result<Standing> {
    let standing = lock(tx, id).await?;
    if standing.state.is_open() { Ok(standing) } else { Err(conflict("This import has begun already.")) }
}

/// Locks an import that nobody has changed since it was read.
async fn lock_unchanged(tx: &mut repti_db::Tx, id: ImportJobId, read: Standing) -> Result<()> {
    let standing = lock_open(tx, id).await?;
    if standing.version == read.version {
        Ok(())
    } else {
        Err(conflict("Somebody changed this import just now. Look at it again."))
    }
}
