//! What the page knows, and what its buttons do.

use super::{arrange, drag::Drag};
use crate::{
    api::photos::{PhotoDeed, PhotosShown, arrange_photos, cancel_photo, do_photo, photo_original, photos_now},
    sending::{self, pace},
};
use app_shared::AppError;
use app_ui::{Alert, Tone};
use leptos::{prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlElement};
use repti_model::{
    AnimalId, PhotoId,
    media::{MOST_PHOTOS, OwnPhoto, PhotoRoom, PhotoState},
};

/// The page's photographs and all that changes them. Copies are the same page.
#[derive(Debug, Clone, Copy)]
pub struct Photos {
    pub animal: AnimalId,
    /// In the vivarium's order, those that were removed among them.
    pub all: RwSignal<Vec<OwnPhoto>>,
    pub room: RwSignal<PhotoRoom>,
    /// Whether its reader may change anything.
    pub edits: bool,
    /// What was removed last, while that can be taken back by one press.
    pub undo: RwSignal<Option<OwnPhoto>>,
    /// What has just happened, for those who can't see it.
    pub said: RwSignal<String>,
    /// Whose form is open.
    pub editing: RwSignal<Option<OwnPhoto>>,
    /// What is being dragged, and over which place.
    pub drag: RwSignal<Option<Drag>>,
    refused: RwSignal<Option<AppError>>,
    /// An order is on its way; whether there is a newer one.
    arranging: RwSignal<Option<bool>>,
    /// Somebody is asking how the unprepared ones stand.
    asking: RwSignal<bool>,
}

impl Photos {
    pub fn new(animal: AnimalId, shown: PhotosShown, edits: bool) -> Self {
        Self {
            animal,
            all: RwSignal::new(shown.photos),
            room: RwSignal::new(shown.room),
            edits,
            undo: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            editing: RwSignal::new(None),
            drag: RwSignal::new(None),
            refused: RwSignal::new(None),
            arranging: RwSignal::new(None),
            asking: RwSignal::new(false),
        }
    }

    /// Those that are shown, in their order.
    pub fn ready(self) -> Vec<OwnPhoto> {
        self.with_state(|photo| photo.state == PhotoState::Ready)
    }

    /// Those that are on their way, or weren't taken.
    pub fn coming(self) -> Vec<OwnPhoto> {
        self.with_state(|photo| photo.state != PhotoState::Ready)
    }

    fn with_state(self, wanted: impl Fn(&OwnPhoto) -> bool) -> Vec<OwnPhoto> {
        // The page may be gone when an answer comes.
        let found = self
            .all
            .try_with(|all| all.iter().filter(|photo| photo.archived_at.is_none() && wanted(photo)).cloned().collect());
        found.unwrap_or_default()
    }

    /// Its place among those that are shown, counted from 0, and how many those are.
    pub fn place_of(self, id: PhotoId) -> (usize, usize) {
        self.all.with(|all| {
            let shown = all.iter().filter(|photo| photo.archived_at.is_none() && photo.state == PhotoState::Ready);
            let place = shown.clone().position(|photo| photo.id == id).unwrap_or_default();
            (place, shown.count())
        })
    }

    /// How many more the animal may have, besides those that wait to be sent.
    pub fn free(self) -> usize {
        let counted = |photo: &&OwnPhoto| photo.archived_at.is_none() && photo.state != PhotoState::Rejected;
        let here = self.all.with_untracked(|all| all.iter().filter(counted).map(|photo| photo.id).collect::<Vec<_>>());
        let waiting = sending::sender().items.with_untracked(|items| {
            let new = |item: &&sending::Item| {
                item.animal == self.animal
                    && item.upload.with_untracked(|upload| {
                        upload.is_unfinished() && upload.id.is_none_or(|id| !here.contains(&id))
                    })
            };
            items.iter().filter(new).count()
        });
        MOST_PHOTOS.saturating_sub(here.len() + waiting)
    }

    /// What the server said no to, last.
    pub fn problem(self) -> Option<AnyView> {
        self.refused.get().map(|AppError(problem)| {
            let of_field = problem.fields.0.into_values().flatten().next();
            let words = of_field.unwrap_or(problem.detail);
            view! { <Alert tone=Tone::Error>{words}</Alert> }.into_any()
        })
    }

    /// Fetches what the sender brings to its end, and asks how it stands until it is prepared.
    pub fn keep_up(self) {
        let arrived = sending::sender().arrived;
        Effect::new(move || {
            arrived.track();
            sending::arrivals_of(self.animal).into_iter().for_each(|photo| self.put(photo));
        });
        Effect::new(move || {
            if !self.unprepared().is_empty() && !self.asking.get_untracked() {
                self.asking.set(true);
                self.ask_later(0);
            }
        });
    }

    fn unprepared(self) -> Vec<PhotoId> {
        self.all
            .try_with(|all| {
                let open = |photo: &&OwnPhoto| photo.state == PhotoState::Processing && photo.archived_at.is_none();
                all.iter().filter(open).map(|photo| photo.id).collect()
            })
            .unwrap_or_default()
    }

    fn ask_later(self, asked: u32) {
        set_timeout(
            move || {
                spawn_local(async move {
                    let open = untrack(|| self.unprepared());
                    if open.is_empty() {
                        // The page may be gone by now.
                        let _ = self.asking.try_set(false);
                        return;
                    }
                    // Without an answer it is asked again by the next turn.
                    if let Ok(shown) = photos_now(self.animal, open).await {
                        let _ = self.room.try_set(shown.room);
                        shown
                            .photos
                            .into_iter()
                            .filter(|photo| photo.state != PhotoState::Processing)
                            .for_each(|photo| self.prepared(photo));
                    }
                    self.ask_later(asked.saturating_add(1));
                });
            },
            pace::poll(asked),
        );
    }

    fn prepared(self, photo: OwnPhoto) {
        let words = match photo.state {
            PhotoState::Ready => format!("{} is ready.", photo.name),
            _ => format!("{} isn’t taken: {}", photo.name, photo.refusal),
        };
        let _ = self.said.try_set(words);
        self.put(photo);
    }

    /// Puts a photograph in the place of what was known of it, or behind the others.
    pub fn put(self, photo: OwnPhoto) {
        let _ = self.all.try_update(|all| match all.iter_mut().find(|known| known.id == photo.id) {
            // What is known may be newer than what took longer to come.
            Some(known) if known.version > photo.version => {}
            Some(known) => *known = photo,
            None => all.push(photo),
        });
    }

    /// Loads all of them anew.
    async fn reload(self) {
        if let Ok(shown) = photos_now(self.animal, Vec::new()).await {
            let _ = self.all.try_set(shown.photos);
            let _ = self.room.try_set(shown.room);
        }
    }

    fn answered<T>(self, answer: Result<T, AppError>) -> Option<T> {
        match answer {
            Ok(value) => {
                let _ = self.refused.try_set(None);
                Some(value)
            }
            Err(error) => {
                let _ = self.refused.try_set(Some(error));
                None
            }
        }
    }

    /// Puts one elsewhere in the order, at once; the server hears of it after.
    pub fn arrange(self, id: PhotoId, place: usize) {
        let ready: Vec<_> = untrack(|| self.ready()).iter().map(|photo| photo.id).collect();
        let Some(order) = arrange::moved(&ready, id, place) else { return };
        self.all.update(|all| arrange::sort_by(all, &order));
        let now = order.iter().position(|known| *known == id).unwrap_or_default() + 1;
        self.said.set(if now == 1 {
            "It is the cover now.".to_owned()
        } else {
            format!("It is photo {now} of {} now.", order.len())
        });
        // Orders go one after the other: the last one pressed is the one that stays.
        if self.arranging.get_untracked().is_some() {
            self.arranging.set(Some(true));
            return;
        }
        spawn_local(async move {
            let mut order = order;
            loop {
                let _ = self.arranging.try_set(Some(false));
                let done = self.answered(arrange_photos(self.animal, order).await).is_some();
                if done && self.arranging.try_get_untracked().flatten() == Some(true) {
                    order = untrack(|| self.ready()).iter().map(|photo| photo.id).collect();
                    continue;
                }
                let _ = self.arranging.try_set(None);
                if !done {
                    self.reload().await;
                }
                return;
            }
        });
    }

    /// Removes one; for a while that can be taken back by one press.
    pub fn remove(self, photo: OwnPhoto) {
        spawn_local(async move {
            let Some(gone) = self.answered(do_photo(photo.id, PhotoDeed::Remove).await) else { return };
            self.put(gone.clone());
            let _ = self.undo.try_set(Some(gone));
            focus_later("photo-undo");
        });
    }

    /// Brings one back to where it was.
    pub fn restore(self, id: PhotoId) {
        spawn_local(async move {
            if self.answered(do_photo(id, PhotoDeed::Restore).await).is_some() {
                let _ = self.undo.try_set(None);
                self.reload().await;
                let _ = self.said.try_set("The photo is back.".to_owned());
                focus_later("photos-heading");
            }
        });
    }

    /// Has one prepared again that failed.
    pub fn retry(self, id: PhotoId) {
        spawn_local(async move {
            if let Some(photo) = self.answered(do_photo(id, PhotoDeed::Retry).await) {
                self.put(photo);
                focus_later("photos-heading");
            }
        });
    }

    /// Forgets one that another device was sending.
    pub fn forget(self, id: PhotoId) {
        spawn_local(async move {
            if self.answered(cancel_photo(id).await).is_some() {
                self.reload().await;
            }
        });
    }

    /// Saves the file as it was sent.
    pub fn download(self, id: PhotoId) {
        spawn_local(async move {
            if let Some(address) = self.answered(photo_original(id).await) {
                // It is answered as a file to be saved, so the page stays.
                let _ = window().location().assign(&address);
            }
        });
    }
}

/// Puts the focus on an element once the page is drawn anew.
pub fn focus_later(id: &'static str) {
    focus_first_later(vec![id.to_owned()]);
}

/// The same for the first of these that can be pressed.
pub fn focus_first_later(ids: Vec<String>) {
    request_animation_frame(move || {
        let element = |id: &String| document().get_element_by_id(id)?.dyn_into::<HtmlElement>().ok();
        let found = ids.iter().filter_map(element).find(|element| !element.has_attribute("disabled"));
        if let Some(element) = found {
            // A focus that can't be set leaves things as they were.
            let _ = element.focus();
        }
    });
}
