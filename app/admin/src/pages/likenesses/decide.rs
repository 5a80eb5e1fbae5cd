//! What staff say of a likeness: each verdict in a dialog that says what it does, with a reason.

use super::side::what;
use crate::{
    api::likenesses::{DismissLikeness, TakePhotoDown},
    pages::reason::{Act, ReasonDialog},
};
use app_shared::use_onward;
use app_ui::{Button, Glyph, Look, Size};
use leptos::prelude::*;
use repti_model::media::{LikenessCase, LikenessSide};

/// Characters of a reason.
const MOST: u32 = 300;
const DISMISSED: &[&str] = &[
    "Both photos stay as they are.",
    "Whoever sent the later one is warned no more.",
    "These two aren’t noted again.",
];
const TAKEN_DOWN: &[&str] = &[
    "Nobody is shown it any more from this moment, and its pictures are deleted.",
    "Its breeder sees it as not taken, with your reason, and can’t try again.",
    "The other photo stays as it is, and its breeder is told nothing.",
    "The file as it was sent is kept, so that it can be put back.",
];
const FOR_COLLEAGUES: &str = "For colleagues. Five characters at least.";
const FOR_BREEDER: &str = "The breeder reads it after “ReptiDex has taken this photo down”. Five characters at least.";

/// The buttons and their dialogs.
#[component]
pub(super) fn Decide(case: LikenessCase) -> impl IntoView {
    let LikenessCase { id, later, earlier, .. } = case;
    let id = id.to_string();
    let dismiss = format!("dismiss-{id}");
    let names = format!("the likeness of {} and {}", what(&later), what(&earlier));
    let act = Act::verdict(dismiss.clone(), ("Dismiss", "It is no copy"), Look::Primary, DISMISSED, FOR_COLLEAGUES)
        .at_most(MOST);
    let form = use_onward::<DismissLikeness>();
    let sides = [(later, "later"), (earlier, "earlier")];
    let shown = || sides.iter().filter(|(side, _)| !side.taken_down);
    let buttons = shown()
        .map(|(side, word)| {
            let label = format!("Take down the {word} one…");
            view! { <Button look=Look::DangerQuiet size=Size::Small icon=Glyph::Ban opens=dialog_of(&id, side)>{label}</Button> }
        })
        .collect_view();
    let dialogs = shown().map(|(side, word)| view! { <TakeDown id=id.clone() side=side.clone() word/> }).collect_view();
    view! {
        <p class="row">
            <Button size=Size::Small icon=Glyph::Check opens=dismiss>"No copy…"</Button>
            {buttons}
        </p>
        <ReasonDialog form act id=id.clone() name=names/>
        {dialogs}
    }
    .into_any()
}

#[component]
fn TakeDown(id: String, side: LikenessSide, word: &'static str) -> impl IntoView {
    let form = use_onward::<TakePhotoDown>();
    let act = Act::verdict(dialog_of(&id, &side), ("Take down", "Take it down"), Look::Danger, TAKEN_DOWN, FOR_BREEDER);
    let name = format!("the {word} photo, {}", what(&side));
    view! { <ReasonDialog form act=act.at_most(MOST) id name with=("photo", side.photo.to_string())/> }
}

/// A photograph may stand in several cases of a page.
fn dialog_of(id: &str, side: &LikenessSide) -> String {
    format!("down-{id}-{}", side.photo)
}
