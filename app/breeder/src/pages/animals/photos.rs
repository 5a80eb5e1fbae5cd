//! The first photographs of an animal, and the way to all of them.

use crate::api::photos::PhotoStrip;
use app_ui::{ButtonLink, Card, Glyph, Size};
use leptos::prelude::*;
use repti_model::AnimalId;

/// The cover first. Nothing where there are none and the reader can't add any.
#[component]
pub fn Photos(id: AnimalId, photos: PhotoStrip, edits: bool) -> impl IntoView {
    let PhotoStrip { count, first } = photos;
    if count == 0 && !edits {
        return ().into_any();
    }
    let href = format!("/animals/{id}/photos");
    let (icon, act) = if edits { (Glyph::Camera, "Add photos") } else { (Glyph::Image, "All photos") };
    let shown = if count > 0 && first.is_empty() {
        view! { <p class="hint">"A video without a picture that stands for it."</p> }.into_any()
    } else if first.is_empty() {
        view! { <p class="hint">"None yet. A photo shows more than every field below."</p> }.into_any()
    } else {
        let label = format!("All {count} photos");
        let picture = |(src, avif): (_, Option<String>)| {
            let avif = avif.map(|srcset| view! { <source type="image/avif" srcset=srcset/> });
            view! { <picture>{avif}<img src=src alt="" loading="lazy" decoding="async"/></picture> }
        };
        let pictures = first.into_iter().map(picture).collect::<Vec<_>>();
        view! { <a class="photo-row" href=href.clone() aria-label=label>{pictures}</a> }.into_any()
    };
    view! {
        <Card
            title=format!("Photos ({count})")
            actions=move || view! { <ButtonLink href=href size=Size::Small icon>{act}</ButtonLink> }
        >
            {shown}
        </Card>
    }
    .into_any()
}
