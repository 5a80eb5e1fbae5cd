//! Photographs that look like another breeder's: both beside each other with whose they are, and what staff say of them.

mod decide;
mod side;

use super::{
    note::Note,
    words::{address, exact, is_at_least},
};
use crate::api::likenesses::{Likenesses, load_likenesses};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
    use_session_info,
};
use app_ui::{Badge, Chip, ChipRow, EmptyState, Glyph, PageHeader, RelativeTime, Section, Tone};
use decide::Decide;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{
    StaffRole,
    media::{LikenessCase, LikenessState},
};
use side::{Side, what};

/// The page.
#[component]
pub fn LikenessesPage() -> impl IntoView {
    let query = use_query_map();
    // What isn't a state is the open ones.
    let show = Memo::new(move |_| {
        let asked = query.with(|query| query.get("show").unwrap_or_default());
        asked.parse::<LikenessState>().unwrap_or(LikenessState::Open)
    });
    let data = page_data(move || show.get(), load_likenesses);
    view! {
        <Title text="Likenesses"/>
        <PageHeader
            title="Likenesses"
            hint="Photos that look like one another breeder had sent before. Whoever sent the later one knows; the other breeder is told nothing."
        />
        <Note/>
        {move || {
            let show = show.get();
            let chips = LikenessState::ALL
                .iter()
                .map(|state| {
                    let asked = if *state == LikenessState::Open { "" } else { state.as_str() };
                    view! { <Chip label=state.label() href=address("/likenesses", &[("show", asked)]) current=show == *state/> }
                })
                .collect_view();
            view! { <div class="mb-4"><ChipRow label="Show">{chips}</ChipRow></div> }
        }}
        <Loaded data what="The likenesses" view=|page| view! { <List page/> }/>
    }
    .into_any()
}

#[component]
fn List(page: Stamped<Likenesses>) -> impl IntoView {
    let (now, Likenesses { state, cases, open }) = (page.now, page.value);
    if cases.is_empty() {
        let (title, hint, icon) = match state {
            LikenessState::Open => (
                "No likeness waits",
                "Every photo is compared with those of other breeders as soon as it is prepared.",
                Glyph::CircleCheck,
            ),
            LikenessState::Dismissed => ("None was found to be no copy", "Decided likenesses stand here.", Glyph::Copy),
            LikenessState::Upheld => ("None was found to be a copy", "Decided likenesses stand here.", Glyph::Copy),
        };
        return view! { <EmptyState title hint icon/> }.into_any();
    }
    let may = is_at_least(use_session_info().actor.as_ref(), StaffRole::Moderator);
    let shown = cases.len();
    let more = (state == LikenessState::Open && open > shown as u64).then(|| {
        view! { <p class="hint mb-4">{format!("The {shown} eldest of {open}; the others follow as these are decided.")}</p> }
    });
    let cases = cases.into_iter().map(|case| view! { <Case case may now/> }).collect_view();
    view! {
        {(!may).then(|| view! { <p class="hint mb-4">"Deciding needs a moderator."</p> })}
        {more}
        <div class="stack">{cases}</div>
    }
    .into_any()
}

#[component]
fn Case(case: LikenessCase, may: bool, now: Timestamp) -> impl IntoView {
    let title = format!("{} looks like {}", what(&case.later), what(&case.earlier));
    let (words, bits) = likeness_words(case.distance);
    let state = match case.state {
        LikenessState::Open => view! { <Badge tone=Tone::Warning icon=Glyph::Copy>{words}</Badge> }.into_any(),
        LikenessState::Dismissed => view! { <Badge icon=Glyph::Check>"No copy"</Badge> " " {words} ": " }.into_any(),
        LikenessState::Upheld => {
            view! { <Badge tone=Tone::Error icon=Glyph::Ban>"A copy"</Badge> " " {words} ": " }.into_any()
        }
    };
    let verdict = case.judged_at.map(|at| {
        view! {
            <p>
                <span class="break">{case.reason.clone()}</span> " "
                <span class="hint" title=exact(at)>"Decided " <RelativeTime at now/></span>
            </p>
        }
    });
    let (later, earlier) = (case.later.clone(), case.earlier.clone());
    view! {
        <Section title>
            <div class="stack">
                <p class="hint">
                    {state} " " {bits} " "
                    <span title=exact(case.noted_at)>"Noted " <RelativeTime at=case.noted_at now/></span>
                </p>
                <div class="likeness">
                    <Side side=later word="later" may now/>
                    <Side side=earlier word="earlier" may now/>
                </div>
                {verdict}
                {(may && case.state == LikenessState::Open).then(|| view! { <Decide case/> })}
            </div>
        </Section>
    }
    .into_any()
}

/// How like two photographs are, for people, and the figure behind it.
fn likeness_words(distance: u32) -> (&'static str, String) {
    let words = match distance {
        0..=2 => "Practically the same picture",
        3..=6 => "Very similar",
        _ => "Similar",
    };
    let bits = match distance {
        0 => "Their fingerprints are the same in all 64 bits.".to_owned(),
        1 => "Their fingerprints differ in 1 of 64 bits.".to_owned(),
        more => format!("Their fingerprints differ in {more} of 64 bits."),
    };
    (words, bits)
}

#[cfg(test)]
mod tests {
    use super::likeness_words;

    #[test]
    fn a_likeness_is_told_in_words_and_by_its_figure() {
        assert_eq!(likeness_words(0).0, "Practically the same picture");
        assert_eq!(likeness_words(0).1, "Their fingerprints are the same in all 64 bits.");
        assert_eq!(likeness_words(1).1, "Their fingerprints differ in 1 of 64 bits.");
        let (words, bits) = likeness_words(5);
        assert_eq!((words, bits.as_str()), ("Very similar", "Their fingerprints differ in 5 of 64 bits."));
        assert_eq!(likeness_words(10).0, "Similar");
    }
}
