//! The form of a browser without scripts: one photograph at a time, to a plain address of the portal.

use app_shared::{error_in_url, within};
use app_ui::{Alert, Tone};
use leptos::prelude::*;
use repti_model::{AnimalId, media::MAX_PHOTO_BYTES};

/// Where it goes.
const UPLOAD: &str = "/photos/upload";

/// Shown where no script runs; what was refused, wherever it is seen.
#[component]
pub fn PlainForm(animal: AnimalId) -> impl IntoView {
    let refused = error_in_url(UPLOAD).map(|error| {
        let of_field = error.fields().0.values().flatten().next().cloned();
        let words = of_field.unwrap_or(error.0.detail);
        view! { <div data-form-problem="" tabindex="-1"><Alert tone=Tone::Error>{words}</Alert></div> }
    });
    // As text for the parser: where scripts run, it makes no elements of it, and there would be nothing to hydrate.
    view! {
        {refused}
        <noscript inner_html=form(animal, &within(UPLOAD))></noscript>
    }
    .into_any()
}

fn form(animal: AnimalId, to: &str) -> String {
    let most = MAX_PHOTO_BYTES >> 20;
    format!(
        r#"<form class="stack photo-plain" action="{to}" method="post" enctype="multipart/form-data">
<input type="hidden" name="animal" value="{animal}">
<div class="field"><label class="field-label" for="photo-plain">Photo or video</label>
<input class="input" type="file" id="photo-plain" name="file" accept="image/jpeg,image/png,image/webp,image/gif,video/mp4,video/quicktime,video/webm" required aria-describedby="photo-plain-hint">
<p class="hint" id="photo-plain-hint">One at a time, at most {most} MB. With JavaScript you can send many at once and put them in order.</p></div>
<p><button class="btn btn-primary">Send</button></p>
</form>"#
    )
}

#[cfg(test)]
mod tests {
    use super::form;
    use repti_model::AnimalId;

    #[test]
    fn the_form_names_its_animal_and_nothing_of_anybody_elses_writing() {
        let id = AnimalId::new();
        let form = form(id, "/photos/upload");
        assert!(form.contains(&format!(r#"name="animal" value="{id}""#)) && form.contains("at most 40 MB"), "{form}");
    }
}
