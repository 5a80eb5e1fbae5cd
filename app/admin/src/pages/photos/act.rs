//! What staff do with a photograph or a logo: taken down in a dialog that says what it does, with a reason; a photograph put back by a press.

use crate::{
    api::photos::PutBackPhoto,
    pages::reason::{Act, ReasonDialog},
};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{Button, Glyph, HiddenInput, Look, Size};
use leptos::prelude::*;
use repti_model::media::{StaffLogo, StaffPhoto};

/// Characters of a reason.
const MOST: u32 = 300;
const OF_PHOTO: &[&str] = &[
    "Nobody is shown it any more from this moment, and its pictures are deleted.",
    "Its breeder sees it as not taken, with your reason, and can’t try again.",
    "The file as it was sent is kept, so that it can be put back.",
];
const OF_LOGO: &[&str] = &[
    "Nobody is shown it any more from this moment, and papers are made without it.",
    "Its keeper reads your reason on their profile, and can send another.",
    "The picture is deleted: it can’t be put back.",
];
const PHOTOS_BREEDER: &str =
    "The breeder reads it after “ReptiDex has taken this photo down”. Five characters at least.";
const LOGOS_KEEPER: &str = "The keeper reads it after “ReptiDex has taken this logo down”. Five characters at least.";

/// What can be taken down, as its dialog knows it.
#[derive(Debug, Clone)]
pub(super) struct Down {
    id: String,
    /// "the photo of CR-062 of Cedar Ridge".
    name: String,
    effects: &'static [&'static str],
    hint: &'static str,
}

impl Down {
    pub(super) fn photo(photo: &StaffPhoto) -> Self {
        let name = format!("the photo of {} of {}", photo.code, photo.vivarium);
        Self { id: photo.id.to_string(), name, effects: OF_PHOTO, hint: PHOTOS_BREEDER }
    }

    pub(super) fn logo(logo: &StaffLogo) -> Self {
        let name = format!("the logo of {}", logo.vivarium);
        Self { id: logo.id.to_string(), name, effects: OF_LOGO, hint: LOGOS_KEEPER }
    }

    fn dialog(&self) -> String {
        format!("down-{}", self.id)
    }
}

/// Opens the dialog.
#[component]
pub(super) fn TakeDownButton(down: Down) -> impl IntoView {
    let label = format!("Take down {}", down.name);
    view! {
        <Button look=Look::DangerQuiet size=Size::Small icon=Glyph::Ban label opens=down.dialog()>"Take down…"</Button>
    }
}

/// The dialog. `back` is the list that it leads back to.
#[component]
pub(super) fn TakeDown(down: Down, form: FormState, back: String) -> impl IntoView {
    let verbs = ("Take down", "Take it down");
    let act = Act::verdict(down.dialog(), verbs, Look::Danger, down.effects, down.hint).at_most(MOST);
    view! { <ReasonDialog form act id=down.id name=down.name with=("back", back)/> }
}

/// It can be taken down again, so nothing is asked before.
#[component]
pub(super) fn PutBack(photo: StaffPhoto, back: String) -> impl IntoView {
    let form = use_onward::<PutBackPhoto>();
    let label = format!("Put back {}", Down::photo(&photo).name);
    view! {
        <PostForm form>
            <FormProblem state=form/>
            <HiddenInput name="id" value=photo.id.to_string()/>
            <HiddenInput name="back" value=back/>
            <Button size=Size::Small icon=Glyph::Restore label busy=form.pending>"Put back"</Button>
        </PostForm>
    }
    .into_any()
}
