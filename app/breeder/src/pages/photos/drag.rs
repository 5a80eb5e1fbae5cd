//! Dragging photographs into another order, by mouse, pen or finger. The buttons below each do the same for the keyboard.

use super::state::Photos;
use app_ui::{Glyph, Icon};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, PointerEvent},
};
use repti_model::PhotoId;

/// Says which photograph a place of the grid holds.
const PLACE: &str = "data-photo";
/// So near to the window's edge the page goes along, in pixels, and so far a time.
const EDGE: f64 = 72.0;
const STEP: f64 = 14.0;

/// One that is held, and the place that it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drag {
    pub held: PhotoId,
    pub over: PhotoId,
}

/// What a photograph is held by. A finger on the photo itself goes on scrolling the page.
pub fn grip(page: Photos, id: PhotoId) -> AnyView {
    let mine = move || page.drag.get_untracked().filter(|drag| drag.held == id);
    let down = move |event: PointerEvent| {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        let Some(grip) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        event.prevent_default();
        // Without it a fast finger would be lost.
        if grip.set_pointer_capture(event.pointer_id()).is_ok() {
            page.drag.set(Some(Drag { held: id, over: id }));
        }
    };
    let moves = move |event: PointerEvent| {
        let Some(drag) = mine() else { return };
        go_along(f64::from(event.client_y()));
        if let Some(over) = place_at(&event).filter(|over| *over != drag.over) {
            page.drag.set(Some(Drag { over, ..drag }));
        }
    };
    let up = move |_: PointerEvent| {
        let Some(Drag { held, over }) = mine() else { return };
        page.drag.set(None);
        if held != over {
            page.arrange(held, untrack(|| page.place_of(over)).0);
        }
    };
    view! {
        <span
            class="photo-grip"
            aria-hidden="true"
            title="Drag to another place"
            on:pointerdown=down
            on:pointermove=moves
            on:pointerup=up
            on:pointercancel=move |_| page.drag.set(None)
        >
            <Icon glyph=Glyph::Grip/>
        </span>
    }
    .into_any()
}

/// Escape puts down what is held, where it was.
pub fn give_up_on_escape(page: Photos) {
    Effect::new(move || {
        let keys = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && page.drag.get_untracked().is_some() {
                page.drag.set(None);
            }
        });
        on_cleanup(move || keys.remove());
    });
}

/// The photograph of the place under the pointer.
fn place_at(event: &PointerEvent) -> Option<PhotoId> {
    let pixel = |place: i32| f32::from(i16::try_from(place).unwrap_or(i16::MAX));
    let (x, y) = (pixel(event.client_x()), pixel(event.client_y()));
    let place = document().element_from_point(x, y)?.closest(&format!("[{PLACE}]")).ok()??;
    place.get_attribute(PLACE)?.parse().ok()
}

/// Scrolls the page where the pointer comes near its upper or lower edge.
fn go_along(y: f64) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX);
    if y < EDGE {
        window().scroll_by_with_x_and_y(0.0, -STEP);
    } else if y > height - EDGE {
        window().scroll_by_with_x_and_y(0.0, STEP);
    }
}
