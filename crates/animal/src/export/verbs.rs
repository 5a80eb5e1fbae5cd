//! Exports as streams: pages from the database go through a writer to whoever downloads, at the pace of the slower one.

use std::{collections::BTreeSet, io::Cursor};

use repti_db::Tx;
use repti_model::{Action, Actor, EvidenceId, VivariumId, exchange::ExportKind as Kind};
use tokio::sync::{Semaphore, mpsc};
use uuid::Uuid;

use super::{
    ExportError,
    archive::Archive,
    buffer::Shared,
    full::{FullCsv, FullXlsx},
    morphmarket::MorphmarketCsv,
    record::ExportAnimal,
};
use crate::{
    AnimalError, Animals, Result,
    evidence::storage,
    store::{self, export::ArchiveTable},
};

pub use repti_model::exchange::ExportKind;

/// Exports that are written at the same time in one process.
static RUNNING: Semaphore = Semaphore::const_new(4);
/// Records read at once.
const PAGE: usize = 1_000;
/// Chunks that wait for a slow reader before the writer does.
const WAITING: usize = 4;
/// What stands in the place of a file that can't be read.
const MISSING: &str =
    "ReptiDex no longer has this file as it was added. What is said of it stands in evidence_files.\n";

/// A file on its way.
#[derive(Debug)]
pub struct ExportFile {
    /// What to call it.
    pub name: String,
    /// Its MIME type.
    pub content_type: &'static str,
    /// Its bytes. An error in the middle ends it; the download is then incomplete and must be shown as such.
    pub chunks: mpsc::Receiver<std::result::Result<Vec<u8>, ExportError>>,
}

/// Where an export reads and writes.
struct Pipe {
    animals: Animals,
    actor: Actor,
    vivarium: VivariumId,
    own_name: String,
    to: mpsc::Sender<std::result::Result<Vec<u8>, ExportError>>,
}

impl Animals {
    /// The kinds of export.
    ///
    /// # Errors
    /// An actor who may not export.
    pub fn exports(&self, actor: &Actor) -> Result<&'static [ExportKind]> {
        actor.require(Action::ArchiveImportExport)?;
        Ok(ExportKind::ALL)
    }

    /// Starts an export of the actor's vivarium.
    ///
    /// # Errors
    /// An actor who may not, or a database that doesn't answer.
    pub async fn export(&self, actor: &Actor, kind: ExportKind) -> Result<ExportFile> {
        let vivarium = actor.require(Action::ArchiveImportExport)?;
        // A database that is away is told before the download begins.
        self.taxa().await?;
        let today = jiff::Zoned::now().date();
        let name = format!("reptidex-{}-{}-{today}.{}", vivarium.slug, kind.file_part(), kind.extension());
        let (to, chunks) = mpsc::channel(WAITING);
        let pipe = Pipe {
            animals: self.clone(),
            actor: actor.clone(),
            vivarium: vivarium.id,
            own_name: vivarium.name.clone(),
            to,
        };
        tokio::spawn(async move {
            let Ok(_slot) = RUNNING.acquire().await else { return };
            if let Err(error) = pipe.run(kind).await {
                tracing::warn!(error = %error, "export broke off");
                let _ = pipe.to.send(Err(error)).await;
            }
        });
        Ok(ExportFile { name, content_type: kind.content_type(), chunks })
    }
}

/// The reader has gone: nothing to write for.
struct Gone;

impl Pipe {
    async fn run(&self, kind: Kind) -> std::result::Result<(), ExportError> {
        match kind {
            Kind::Csv => self.csv().await,
            Kind::Xlsx => self.xlsx().await,
            Kind::Morphmarket => self.morphmarket().await,
            Kind::Archive => self.archive().await,
        }
    }

    async fn csv(&self) -> std::result::Result<(), ExportError> {
        let buffer = Shared::default();
        let mut csv = FullCsv::new(buffer.clone())?;
        let mut after = Uuid::nil();
        loop {
            let page = self.page(false, &mut after).await?;
            for animal in &page {
                csv.write(animal)?;
            }
            csv.flush()?;
            if self.send(buffer.take()).await.is_err() || page.len() < PAGE {
                return Ok(());
            }
        }
    }

    async fn morphmarket(&self) -> std::result::Result<(), ExportError> {
        let buffer = Shared::default();
        let mut csv = MorphmarketCsv::new(buffer.clone())?;
        let mut after = Uuid::nil();
        loop {
            let page = self.page(true, &mut after).await?;
            for animal in &page {
                csv.write(animal)?;
            }
            csv.flush()?;
            if self.send(buffer.take()).await.is_err() || page.len() < PAGE {
                return Ok(());
            }
        }
    }

    async fn xlsx(&self) -> std::result::Result<(), ExportError> {
        let mut book = FullXlsx::new()?;
        let mut after = Uuid::nil();
        loop {
            let page = self.page(false, &mut after).await?;
            for animal in &page {
                book.write(animal)?;
            }
            if page.len() < PAGE {
                break;
            }
        }
        // Compressing takes a while: not on a thread that serves requests.
        let bytes = tokio::task::spawn_blocking(move || {
            let mut file = Cursor::new(Vec::new());
            book.finish(&mut file).map(|()| file.into_inner())
        })
        .await
        .map_err(|error| ExportError::Write(std::io::Error::other(error)))??;
        let _ = self.send(bytes).await;
        Ok(())
    }

    async fn archive(&self) -> std::result::Result<(), ExportError> {
        let buffer = Shared::default();
        let mut archive = Archive::new(buffer.clone());
        for table in ArchiveTable::ALL {
            archive.start_json(table.name())?;
            let mut after = String::new();
            loop {
                let rows = self.rows(table, &mut after).await?;
                for row in &rows {
                    archive.json(row)?;
                }
                if self.send(buffer.take()).await.is_err() {
                    return Ok(());
                }
                if rows.len() < PAGE {
                    break;
                }
            }
            archive.start_csv(table.name(), table.columns())?;
            let mut after = String::new();
            loop {
                let rows = self.rows(table, &mut after).await?;
                archive.csv(rows.iter())?;
                if self.send(buffer.take()).await.is_err() {
                    return Ok(());
                }
                if rows.len() < PAGE {
                    break;
                }
            }
        }
        if !self.evidence(&mut archive, &buffer).await? {
            return Ok(());
        }
        let now = jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC").to_string();
        archive.finish(&self.own_name, &now)?;
        let _ = self.send(buffer.take()).await;
        Ok(())
    }

    /// The files of the vivarium as `evidence/HASH.KIND`, each once; `false` when nobody reads any more.
    async fn evidence(&self, archive: &mut Archive<Shared>, buffer: &Shared) -> std::result::Result<bool, ExportError> {
        let (mut after, mut written) = (String::new(), BTreeSet::new());
        loop {
            let rows = self.rows(ArchiveTable::EvidenceFiles, &mut after).await?;
            for row in &rows {
                let text = |column: &str| row.get(column).and_then(|value| value.as_str()).unwrap_or_default();
                let path = format!("evidence/{}.{}", text("sha256"), text("kind"));
                let Ok(id) = text("id").parse::<EvidenceId>() else { continue };
                if !written.insert(path.clone()) {
                    continue;
                }
                let mut tx = self.begin().await?;
                match storage::get(&mut tx, &self.animals.objects, id).await {
                    Ok(Some(bytes)) => archive.file(&path, &bytes)?,
                    Ok(None) => {}
                    // One file that the store has lost mustn't cost the others.
                    Err(error @ AnimalError::Damaged(..)) => {
                        tracing::error!(%error, "a file is left out of an archive");
                        archive.file(&format!("{path}.missing.txt"), MISSING.as_bytes())?;
                    }
                    Err(error) => return Err(error.into()),
                }
                drop(tx);
                if self.send(buffer.take()).await.is_err() {
                    return Ok(false);
                }
            }
            if rows.len() < PAGE {
                return Ok(true);
            }
        }
    }

    /// The next animals. Each page is a transaction of its own, so that a slow reader holds none open.
    async fn page(&self, held: bool, after: &mut Uuid) -> std::result::Result<Vec<ExportAnimal>, ExportError> {
        let mut tx = self.begin().await?;
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let rows = store::export::list_animals(&mut tx, self.vivarium, &self.own_name, held, *after, limit).await?;
        if let Some((id, _)) = rows.last() {
            *after = *id;
        }
        Ok(rows.into_iter().map(|(_, animal)| animal).collect())
    }

    async fn rows(
        &self,
        table: ArchiveTable,
        after: &mut String,
    ) -> std::result::Result<Vec<super::archive::Row>, ExportError> {
        let mut tx = self.begin().await?;
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let rows = store::export::list_table(&mut tx, table, self.vivarium, after, limit).await?;
        if let Some((key, _)) = rows.last() {
            after.clone_from(key);
        }
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    async fn begin(&self) -> std::result::Result<Tx, ExportError> {
        Ok(self.animals.db.begin(&self.actor).await.map_err(AnimalError::from)?)
    }

    async fn send(&self, bytes: Vec<u8>) -> std::result::Result<(), Gone> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.to.send(Ok(bytes)).await.map_err(|_| Gone)
    }
}
