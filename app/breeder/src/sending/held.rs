//! What of a file no page may see: the file itself, its note, and the request that is under way.

use super::{kept, note::Note};
use js_sys::Function;
use leptos::{
    task::spawn_local,
    wasm_bindgen::JsValue,
    web_sys::{File, XmlHttpRequest},
};
use std::cell::RefCell;

thread_local! {
    static HELD: RefCell<Vec<Held>> = const { RefCell::new(Vec::new()) };
}

/// The browser's side of an item.
pub struct Held {
    pub key: String,
    pub file: File,
    pub note: Note,
    /// A reload doesn't lose it.
    pub kept: bool,
    pub request: Option<XmlHttpRequest>,
    /// Gives the file back to other tabs.
    pub release: Option<Function>,
}

pub fn take(held: Held) {
    HELD.with_borrow_mut(|all| all.push(held));
}

pub fn with_held<T>(key: &str, look: impl FnOnce(&mut Held) -> T) -> Option<T> {
    HELD.with_borrow_mut(|all| all.iter_mut().find(|held| held.key == key).map(look))
}

/// Stops the part under way.
pub fn break_off(key: &str) {
    if let Some(request) = with_held(key, |held| held.request.take()).flatten() {
        // One that has ended can't be stopped, and needn't.
        let _ = request.abort();
    }
}

/// Keeps a file over a reload, if this browser can.
pub async fn keep(key: &str) {
    let Some((file, note)) = with_held(key, |held| (held.file.clone(), held.note.clone())) else { return };
    if kept::put(key, &file, &note).await.is_err() {
        return;
    }
    match with_held(key, |held| {
        held.kept = true;
        held.note.clone()
    }) {
        // Cancelled or sent while it was being written.
        None => drop(kept::forget(key).await),
        Some(now) if now != note => drop(kept::put_note(key, &now).await),
        Some(_) => {}
    }
}

pub fn write_note(key: &str, change: impl FnOnce(&mut Note)) {
    let note = with_held(key, |held| {
        change(&mut held.note);
        held.kept.then(|| held.note.clone())
    });
    if let Some(note) = note.flatten() {
        let key = key.to_owned();
        spawn_local(async move {
            // Without it a reload asks the server once more than it would have to.
            let _ = kept::put_note(&key, &note).await;
        });
    }
}

pub fn own(key: &str, release: Option<Function>) {
    let mut release = release;
    let _ = with_held(key, |held| held.release = release.take());
    give_back(release);
}

pub fn give_back(release: Option<Function>) {
    if let Some(release) = release {
        let _ = release.call0(&JsValue::NULL);
    }
}

/// Lets go of a file for good: also what is kept of it.
pub fn drop_kept(key: &str) {
    let release = HELD.with_borrow_mut(|all| {
        let place = all.iter().position(|held| held.key == key)?;
        all.swap_remove(place).release
    });
    let key = key.to_owned();
    spawn_local(async move {
        let _ = kept::forget(&key).await;
        give_back(release);
    });
}
