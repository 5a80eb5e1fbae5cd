//! Files that are kept over a reload, in the browser's own database. The file and its note lie apart, so that a note is written without its file.

use super::{note::Note, wire::settled};
use js_sys::Array;
use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::File,
};
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

const DATABASE: &str = "reptidex-photos";
const FILES: &str = "files";
const NOTES: &str = "notes";

/// Whatever a browser says no with: without a database files are sent all the same, and aren't there after a reload.
type Result<T> = std::result::Result<T, JsValue>;

/// Keeps a file and its note.
pub async fn put(key: &str, file: &File, note: &Note) -> Result<()> {
    let (store, done) = writing(FILES).await?;
    store.put_with_key(file, &key.into())?;
    committed(&done).await?;
    put_note(key, note).await
}

/// Writes a note anew.
pub async fn put_note(key: &str, note: &Note) -> Result<()> {
    let (store, done) = writing(NOTES).await?;
    store.put_with_key(&note.write().into(), &key.into())?;
    committed(&done).await
}

/// Keeps it no longer. The note goes first: a file without one is never found.
pub async fn forget(key: &str) -> Result<()> {
    for name in [NOTES, FILES] {
        let (store, done) = writing(name).await?;
        store.delete(&key.into())?;
        committed(&done).await?;
    }
    Ok(())
}

/// All notes with their keys; one that can't be read is left out.
pub async fn notes() -> Result<Vec<(String, Note)>> {
    let store = reading(NOTES).await?;
    let (keys, texts) = (store.get_all_keys()?, store.get_all()?);
    let (keys, texts) = (Array::from(&answer(&keys).await?), Array::from(&answer(&texts).await?));
    let pair = |(key, text): (JsValue, JsValue)| Some((key.as_string()?, Note::read(&text.as_string()?)?));
    Ok(keys.iter().zip(texts.iter()).filter_map(pair).collect())
}

/// A note and its file as they are now; nothing where they are gone.
pub async fn get(key: &str) -> Option<(Note, File)> {
    let of = async |name| answer(&reading(name).await?.get(&JsValue::from_str(key))?).await;
    let note = Note::read(&of(NOTES).await.ok()?.as_string()?)?;
    let file = of(FILES).await.ok()?.dyn_into::<File>().ok()?;
    Some((note, file))
}

async fn open() -> Result<IdbDatabase> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let fresh = request.clone();
    let made = Closure::once_into_js(move || {
        if let Some(database) = fresh.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
            // Where it can't be made, every later question says no.
            let _ = database.create_object_store(FILES);
            let _ = database.create_object_store(NOTES);
        }
    });
    request.set_onupgradeneeded(Some(made.unchecked_ref()));
    Ok(answer(&request).await?.unchecked_into())
}

async fn reading(name: &str) -> Result<IdbObjectStore> {
    open().await?.transaction_with_str(name)?.object_store(name)
}

async fn writing(name: &str) -> Result<(IdbObjectStore, IdbTransaction)> {
    let transaction = open().await?.transaction_with_str_and_mode(name, IdbTransactionMode::Readwrite)?;
    Ok((transaction.object_store(name)?, transaction))
}

async fn answer(request: &IdbRequest) -> Result<JsValue> {
    settled(|yes, no| {
        request.set_onsuccess(Some(yes));
        request.set_onerror(Some(no));
    })
    .await?;
    request.result()
}

/// Written for good: a full disk is noticed only then.
async fn committed(transaction: &IdbTransaction) -> Result<()> {
    settled(|yes, no| {
        transaction.set_oncomplete(Some(yes));
        transaction.set_onabort(Some(no));
    })
    .await?;
    Ok(())
}
