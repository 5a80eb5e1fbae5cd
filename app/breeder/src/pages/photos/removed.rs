//! Photographs that were removed, for as long as they can be brought back.

use super::state::Photos;
use app_ui::{Button, Glyph, Kind, Look, Photo, RelativeTime, Size, words};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::media::{KEPT_DAYS, OwnPhoto};

const DAY: i64 = 86_400;

/// The list behind its heading; nothing where none was removed.
#[component]
pub fn Removed(page: Photos, now: Timestamp) -> impl IntoView {
    let gone = Memo::new(move |_| {
        page.all.with(|all| all.iter().filter(|photo| photo.archived_at.is_some()).cloned().collect::<Vec<_>>())
    });
    view! {
        <details class="disclosure" hidden=move || gone.with(Vec::is_empty)>
            <summary>{move || format!("Removed ({})", gone.with(Vec::len))}</summary>
            <p class="hint mt-2">{format!("A removed photo can be brought back for {KEPT_DAYS} days.")}</p>
            <ul class="send-list" aria-label="Removed photos">
                {move || gone.get().into_iter().map(|photo| line(page, photo, now)).collect::<Vec<_>>()}
            </ul>
        </details>
    }
    .into_any()
}

fn line(page: Photos, photo: OwnPhoto, now: Timestamp) -> AnyView {
    let at = photo.archived_at.unwrap_or(now);
    // Removed since the page was loaded.
    let now = now.max(at);
    let name = if photo.caption.is_empty() { photo.name } else { photo.caption };
    let left = words::plural(days_left(at, now), "day");
    let label = format!("Bring back {name}");
    let id = photo.id;
    let files = photo.files.filter(repti_model::media::PhotoFiles::is_there);
    let picture = files.map(|files| view! { <Photo files sizes="4rem" class="photo-small"/> });
    view! {
        <li class="send-row removed-row">
            {picture}
            <span class="send-name">{name}</span>
            <span class="send-words">"Removed " <RelativeTime at now/> {format!(", gone for good in {left}")}</span>
            <span class="row send-buttons">
                <Button kind=Kind::Button size=Size::Small icon=Glyph::Restore label on:click=move |_| page.restore(id)>"Bring back"</Button>
            </span>
        </li>
    }
    .into_any()
}

fn days_left(at: Timestamp, now: Timestamp) -> u64 {
    let gone = u64::try_from((now.as_second() - at.as_second()) / DAY).unwrap_or_default();
    u64::from(KEPT_DAYS).saturating_sub(gone)
}

/// What was removed last, with the way back. It stays until somebody is done with it: nobody has to hurry.
#[component]
pub fn Undo(page: Photos) -> impl IntoView {
    let shown = move || {
        page.undo.get().map(|photo| {
            let id = photo.id;
            view! {
                <div class="toast">
                    <span>"Photo removed."</span>
                    <button type="button" class="btn btn-sm" id="photo-undo" on:click=move |_| page.restore(id)>"Undo"</button>
                    <Button
                        kind=Kind::Button
                        look=Look::Ghost
                        size=Size::Small
                        icon=Glyph::X
                        label="Done"
                        on:click=move |_| page.undo.set(None)
                    />
                </div>
            }
        })
    };
    view! { <div class="toasts" role="status">{shown}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_photo_has_its_days() {
        let at = Timestamp::from_second(1_764_209_000).unwrap();
        let after = |days: i64| days_left(at, Timestamp::from_second(at.as_second() + days * DAY).unwrap());
        assert_eq!([after(0), after(1), after(30), after(90)], [30, 29, 0, 0]);
    }
}
