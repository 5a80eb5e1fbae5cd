//! The portal's one sender: it goes on while its person is on another page, and starts again where it was after a reload.

use super::{
    check,
    held::{self, Held, break_off, give_back, keep, own, take, with_held, write_note},
    kept, lock,
    note::Note,
    upload::{Event, Stage, Step, Upload, turns},
    wire,
};
use crate::api::photos::{UploadStands, ask_upload, begin_photo, cancel_photo, finish_photo};
use app_shared::AppError;
use leptos::{
    ev,
    prelude::*,
    task::spawn_local,
    web_sys::{File, XmlHttpRequest},
};
use repti_model::{
    AnimalId, ErrorCode, PhotoId,
    media::{OwnPhoto, UploadPart},
};
use std::cell::Cell;

/// A file on its way, as pages show it.
#[derive(Debug, Clone)]
pub struct Item {
    pub key: String,
    pub animal: AnimalId,
    pub name: String,
    pub upload: ArcRwSignal<Upload>,
}

/// What pages see of the sender.
#[derive(Debug, Clone, Default)]
pub struct Sender {
    /// Of all animals, the first chosen first.
    pub items: ArcRwSignal<Vec<Item>>,
    /// What the server has taken, until a page of its animal fetches it.
    pub arrived: ArcRwSignal<Vec<OwnPhoto>>,
    /// What has just happened, for those who can't see it.
    pub said: ArcRwSignal<String>,
}

/// What somebody presses beside a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    Pause,
    Resume,
    Cancel,
}

thread_local! {
    static SENDER: Sender = Sender::default();
    static LISTENS: Cell<bool> = const { Cell::new(false) };
}

/// The sender of this tab. A server has none: its threads answer many people.
pub fn sender() -> Sender {
    if cfg!(feature = "ssr") { Sender::default() } else { SENDER.with(Clone::clone) }
}

/// Takes what has arrived for an animal.
pub fn arrivals_of(animal: AnimalId) -> Vec<OwnPhoto> {
    let arrived = sender().arrived;
    if !arrived.with_untracked(|all| all.iter().any(|photo| photo.animal_id == animal)) {
        return Vec::new();
    }
    let taken = arrived.try_update(|all| all.extract_if(.., |photo| photo.animal_id == animal).collect());
    taken.unwrap_or_default()
}

/// Sends these files, or says beside each why not. `free` is how many photographs the animal may still have.
pub fn add(files: Vec<File>, animal: AnimalId, owner: &str, mut free: usize) {
    for file in files {
        let (name, size) = (file.name(), file.size() as u64);
        let key = format!("{}-{}", js_sys::Date::now(), js_sys::Math::random());
        if let Some(why) = check::refusal(&name, &file.type_(), size, free) {
            say(&format!("{name}: {why}"));
            push(key, animal, name, Upload::refused(size, why));
            continue;
        }
        free -= 1;
        let note = Note { owner: owner.to_owned(), animal, upload: None, paused: false, at: js_sys::Date::now() };
        take(Held { key: key.clone(), file, note, kept: false, request: None, release: None });
        push(key.clone(), animal, name, Upload::new(size, None));
        spawn_local(async move {
            // Before another tab can know of it.
            let release = lock::hold(&key).await;
            own(&key, release);
            keep(&key).await;
        });
    }
    take_turns();
}

/// Goes on with files of an animal that an earlier page of this person was sending.
pub fn restore(animal: AnimalId, owner: String) {
    spawn_local(async move {
        let Ok(notes) = kept::notes().await else { return };
        for (key, note) in notes {
            if note.is_old(js_sys::Date::now()) {
                let _ = kept::forget(&key).await;
            } else if note.owner == owner && note.animal == animal && !with_held(&key, |_| ()).is_some() {
                spawn_local(take_over(key));
            }
        }
    });
}

async fn take_over(key: String) {
    let release = lock::hold(&key).await;
    // Another tab may have sent it to its end in the meantime.
    let found = if with_held(&key, |_| ()).is_some() { None } else { kept::get(&key).await };
    let Some((note, file)) = found else {
        give_back(release);
        return;
    };
    let mut upload = Upload::new(file.size() as u64, note.upload);
    if note.paused {
        let _ = upload.pause();
    }
    let (animal, name) = (note.animal, file.name());
    take(Held { key: key.clone(), file, note, kept: true, request: None, release });
    push(key, animal, name, upload);
    take_turns();
}

/// Somebody has pressed a button beside a file.
pub fn press(key: &str, press: Press) {
    let Some(item) = find(key) else { return };
    let done = match press {
        Press::Pause => item.upload.try_update(Upload::pause).unwrap_or_default(),
        Press::Resume => item.upload.try_update(Upload::resume).unwrap_or_default(),
        Press::Cancel => {
            if let Some(id) = item.upload.with_untracked(|upload| upload.id.filter(|_| upload.stage != Stage::Arrived))
            {
                forget_upload(id);
            }
            drop_item(key);
            say(&format!("{} isn’t sent.", item.name));
            true
        }
    };
    if done {
        let paused = press == Press::Pause;
        if press != Press::Resume {
            break_off(key);
        }
        write_note(key, |note| note.paused = paused);
        announce(&item);
        take_turns();
    }
}

fn forget_upload(id: PhotoId) {
    spawn_local(async move {
        // Where that isn't heard, a sweep of the server forgets it within a day.
        let _ = cancel_photo(id).await;
    });
}

/// The connection is back, or a wait is over.
fn wake(key: &str) {
    if find(key).is_some_and(|item| item.upload.try_update(Upload::wake).unwrap_or_default()) {
        take_turns();
    }
}

/// Begins with the files whose turns have come.
fn take_turns() {
    listen();
    let items = SENDER.with(|sender| sender.items.get_untracked());
    let uploads: Vec<_> = items.iter().map(|item| item.upload.get_untracked()).collect();
    for place in turns(uploads.iter()) {
        let Some(item) = items.get(place) else { continue };
        if let Some(step) = item.upload.try_update(Upload::begin_turn).flatten() {
            announce(item);
            act(item, step);
        }
    }
}

/// Passes an answer on, and does what follows from it.
fn tell(key: &str, turn: u32, event: Event) {
    let begun = if let Event::Told(upload) = &event { Some(upload.id) } else { None };
    let item = find(key);
    let (before, step, after) = match &item {
        None => (None, None, None),
        Some(item) => {
            let before = item.upload.get_untracked();
            let step = item.upload.try_update(|upload| upload.answer(turn, event)).flatten();
            (Some(before), step, Some(item.upload.get_untracked()))
        }
    };
    // An answer that nobody waits for any more began an upload that nobody will end.
    if let Some(id) = begun.filter(|id| after.as_ref().is_none_or(|upload| upload.id != Some(*id))) {
        forget_upload(id);
    }
    let (Some(item), Some(before), Some(after)) = (item, before, after) else { return };
    if before.id != after.id {
        write_note(key, |note| note.upload = after.id);
    }
    if before.stage != after.stage {
        announce(&item);
        if matches!(after.stage, Stage::Failed { again: false, .. }) {
            let key = key.to_owned();
            spawn_local(async move {
                let _ = kept::forget(&key).await;
            });
        }
        take_turns();
    }
    if let Some(step) = step {
        act(&item, step);
    }
}

fn arrived(key: &str, turn: u32, photo: OwnPhoto) {
    tell(key, turn, Event::Arrived);
    if find(key).is_some_and(|item| item.upload.with_untracked(|upload| upload.stage == Stage::Arrived)) {
        drop_item(key);
        SENDER.with(|sender| sender.arrived.update(|all| all.push(photo)));
    }
}

fn act(item: &Item, step: Step) {
    let (key, turn, animal) = (item.key.clone(), item.upload.with_untracked(|upload| upload.turn), item.animal);
    match step {
        Step::Wait(time) => set_timeout(move || wake(&key), time),
        Step::Put(part) => put(item, turn, part),
        Step::Begin => {
            let size = item.upload.with_untracked(|upload| upload.size);
            let kind = with_held(&key, |held| held.file.type_()).unwrap_or_default();
            let new = check::announced(&item.name, &kind, size);
            spawn_local(async move {
                let answer = begin_photo(animal, new).await;
                tell(&key, turn, answer.map_or_else(refused, Event::Told));
            });
        }
        Step::Ask(id) => spawn_local(async move {
            match ask_upload(id).await {
                Ok(UploadStands::Open(upload)) => tell(&key, turn, Event::Told(upload)),
                Ok(UploadStands::Arrived(photo)) => arrived(&key, turn, *photo),
                Ok(UploadStands::Gone) => tell(&key, turn, Event::Gone),
                Err(error) => tell(&key, turn, refused(error)),
            }
        }),
        Step::Finish(id) => spawn_local(async move {
            match finish_photo(id).await {
                Ok(photo) => arrived(&key, turn, photo),
                Err(error) if error.code() == ErrorCode::NotFound => tell(&key, turn, Event::Gone),
                Err(error) if error.code() == ErrorCode::Invalid => tell(&key, turn, Event::Stale),
                Err(error) => tell(&key, turn, refused(error)),
            }
        }),
    }
}

fn put(item: &Item, turn: u32, part: UploadPart) {
    let key = item.key.clone();
    let Ok(request) = XmlHttpRequest::new() else { return tell(&key, turn, Event::Lost) };
    let file = with_held(&key, |held| {
        held.request = Some(request.clone());
        held.file.clone()
    });
    let Some(file) = file else { return };
    let upload = item.upload.clone();
    let progress = move |bytes| {
        let _ = upload.try_update(|upload| upload.answer(turn, Event::Progress(bytes)));
    };
    spawn_local(async move {
        let event = wire::put(&request, &part, &file, progress).await;
        tell(&key, turn, event);
    });
}

/// What the server's no means for a file.
fn refused(AppError(problem): AppError) -> Event {
    match problem.code {
        ErrorCode::Unavailable | ErrorCode::RateLimited => Event::Lost,
        code => {
            let of_field = problem.fields.0.into_values().flatten().next();
            let again = !matches!(code, ErrorCode::NotFound | ErrorCode::Forbidden);
            Event::Refused { why: of_field.unwrap_or(problem.detail), again }
        }
    }
}

fn find(key: &str) -> Option<Item> {
    SENDER.with(|sender| sender.items.with_untracked(|items| items.iter().find(|item| item.key == key).cloned()))
}

fn push(key: String, animal: AnimalId, name: String, upload: Upload) {
    let item = Item { key, animal, name, upload: ArcRwSignal::new(upload) };
    SENDER.with(|sender| sender.items.update(|items| items.push(item)));
}

/// Takes an item out of the list, and what is kept of it with it.
fn drop_item(key: &str) {
    SENDER.with(|sender| sender.items.update(|items| items.retain(|item| item.key != key)));
    break_off(key);
    held::drop_kept(key);
}

fn say(words: &str) {
    SENDER.with(|sender| sender.said.set(words.to_owned()));
}

/// Tells how a file stands, where that is news.
fn announce(item: &Item) {
    let name = &item.name;
    match item.upload.with_untracked(|upload| upload.stage.clone()) {
        Stage::Sending => say(&format!("{name} is being sent.")),
        Stage::Held => say(&format!("No connection. {name} goes on by itself.")),
        Stage::Paused => say(&format!("{name} is paused.")),
        Stage::Arrived => say(&format!("{name} has arrived and is being prepared.")),
        Stage::Failed { why, .. } => say(&format!("{name}: {why}")),
        Stage::Waiting | Stage::Finishing => {}
    }
}

/// Hears when the connection comes back, and holds up who leaves while something can't be gone on with.
fn listen() {
    if LISTENS.replace(true) {
        return;
    }
    let _ = window_event_listener(ev::online, |_| {
        let items = SENDER.with(|sender| sender.items.get_untracked());
        items.iter().for_each(|item| wake(&item.key));
    });
    let _ = window_event_listener(ev::beforeunload, |event| {
        let loses = |item: &Item| {
            item.upload.with_untracked(Upload::is_unfinished) && with_held(&item.key, |held| held.kept) == Some(false)
        };
        if SENDER.with(|sender| sender.items.with_untracked(|items| items.iter().any(loses))) {
            event.prevent_default();
            // What older browsers go by; nobody reads the words.
            event.set_return_value("Photos are still being sent.");
        }
    });
}
