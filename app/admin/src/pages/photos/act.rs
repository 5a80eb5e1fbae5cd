//! What staff do with a photograph: taken down in a dialog that says what it does, with a reason; put back by a press.

use crate::{
    api::photos::{PutBackPhoto, TakeDownPhoto},
    pages::reason::{Act, ReasonDialog},
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, Glyph, HiddenInput, Look, Size};
use leptos::prelude::*;
use repti_model::media::StaffPhoto;

/// Characters of a reason.
const MOST: u32 = 300;
const TAKEN_DOWN: &[&str] = &[
    "Nobody is shown it any more from this moment, and its pictures are deleted.",
    "Its breeder sees it as not taken, with your reason, and can’t try again.",
    "The file as it was sent is kept, so that it can be put back.",
];
const FOR_BREEDER: &str = "The breeder reads it after “ReptiDex has taken this photo down”. Five characters at least.";

fn dialog_of(photo: &StaffPhoto) -> String {
    format!("down-{}", photo.id)
}

fn name_of(photo: &StaffPhoto) -> String {
    format!("the photo of {} of {}", photo.code, photo.vivarium)
}

/// Opens the dialog.
#[component]
pub(super) fn TakeDownButton(photo: StaffPhoto) -> impl IntoView {
    let label = format!("Take down {}", name_of(&photo));
    view! {
        <Button look=Look::DangerQuiet size=Size::Small icon=Glyph::Ban label opens=dialog_of(&photo)>"Take down…"</Button>
    }
}

/// The dialog. `back` is the list that it leads back to.
#[component]
pub(super) fn TakeDown(photo: StaffPhoto, back: String) -> impl IntoView {
    let form = use_onward::<TakeDownPhoto>();
    let act = Act::verdict(dialog_of(&photo), ("Take down", "Take it down"), Look::Danger, TAKEN_DOWN, FOR_BREEDER)
        .at_most(MOST);
    view! { <ReasonDialog form act id=photo.id.to_string() name=name_of(&photo) with=("back", back)/> }
}

/// It can be taken down again, so nothing is asked before.
#[component]
pub(super) fn PutBack(photo: StaffPhoto, back: String) -> impl IntoView {
    let form = use_onward::<PutBackPhoto>();
    let label = format!("Put back {}", name_of(&photo));
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
