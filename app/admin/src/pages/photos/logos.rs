//! All logos of vivariums, the newest first: whose they are, who sees them, and why some were taken down.

use super::{
    act::{Down, TakeDown, TakeDownButton},
    parts::{TakenDown, nothing},
};
use crate::{
    api::photos::{TakeDownLogo, load_logos},
    pages::{
        note::Note,
        search::{Asked, Find, use_asked},
        words::{bytes_words, exact, is_at_least},
    },
};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
    use_onward, use_session_info,
};
use app_ui::{Badge, Glyph, Icon, OwnLogoPicture, PageHeader, Pager, RelativeTime, Table, Th};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    StaffRole,
    media::{PhotoShow, StaffLogo},
    page::Page,
};

const PATH: &str = "/photos/logos";
const CHIPS: &[(&str, &str)] = &[
    ("", PhotoShow::All.label()),
    (PhotoShow::Ready.as_str(), PhotoShow::Ready.label()),
    (PhotoShow::TakenDown.as_str(), PhotoShow::TakenDown.label()),
];

/// The page.
#[component]
pub fn LogosPage() -> impl IntoView {
    let asked = use_asked(PATH);
    let data = page_data(
        move || asked.get(),
        |Asked { text, show, cursor, .. }| load_logos(show.parse().unwrap_or_default(), text, cursor),
    );
    view! {
        <Title text="Logos"/>
        <PageHeader
            title="Logos"
            hint="Keepers’ own, on papers and public pages, the newest first. Looking at them stands in the audit log."
            trail=vec![("Photos".to_owned(), "/photos".to_owned())]
        />
        <Note/>
        {move || {
            view! {
                <Find
                    asked=asked.get()
                    label="Search logos by vivarium"
                    placeholder="Vivarium, or its id"
                    chips=CHIPS
                />
            }
        }}
        <Loaded data what="The logos" view=move |page| view! { <Found page asked=asked.get_untracked()/> }/>
    }
    .into_any()
}

#[component]
fn Found(page: Stamped<Page<StaffLogo>>, asked: Asked) -> impl IntoView {
    let (now, page) = (page.now, page.value);
    if page.items.is_empty() {
        return nothing(&asked, PATH, CHIPS, ("logos", "No logo yet", "The first that a keeper sends appears here."));
    }
    let may = is_at_least(use_session_info().actor.as_ref(), StaffRole::Moderator);
    let (prev, next) = (asked.at(page.previous.as_deref()), asked.at(page.next.as_deref()));
    let dialogs = page.items.iter().filter(|logo| may && logo.file.is_some()).map(|logo| {
        let form = use_onward::<TakeDownLogo>();
        view! { <TakeDown down=Down::logo(logo) form back=asked.here()/> }
    });
    let dialogs = dialogs.collect_view();
    let rows = page.items.into_iter().map(|logo| view! { <Row logo may now/> }).collect_view();
    view! {
        {(!may).then(|| view! { <p class="hint mb-4">"Taking a logo down needs a moderator."</p> })}
        <Table
            caption="Logos"
            stack=true
            head=move || {
                view! {
                    <Th label="Logo"/>
                    <Th label="Vivarium"/>
                    <Th label="State"/>
                    <Th label="Size" num=true/>
                    <Th label="Sent"/>
                    {may.then(|| view! { <Th label="What can be done" hide_label=true/> })}
                }
            }
        >
            {rows}
        </Table>
        <Pager prev next/>
        {dialogs}
    }
    .into_any()
}

#[component]
fn Row(logo: StaffLogo, may: bool, now: Timestamp) -> impl IntoView {
    let label = format!("Logo of {}, in full size", logo.vivarium);
    let picture = match logo.file.clone() {
        Some(file) => {
            let href = file.url.clone();
            view! {
                <a class="desk-logo" href=href target="_blank" rel="noopener external" aria-label=label>
                    <OwnLogoPicture file alt="" most=(128, 48)/>
                </a>
            }
            .into_any()
        }
        None => view! { <span class="desk-picture hint"><Icon glyph=Glyph::Image/></span> }.into_any(),
    };
    let act = may.then(|| {
        let button = logo.file.is_some().then(|| view! { <TakeDownButton down=Down::logo(&logo)/> });
        view! { <td class="desk-act">{button}</td> }
    });
    view! {
        <tr>
            <td>{picture}</td>
            <td data-label="Vivarium">
                <a class="row-link break" href=format!("/vivariums/{}", logo.vivarium_id)>{logo.vivarium.clone()}</a>
            </td>
            <td class="desk-state span-all"><State logo=logo.clone() now/></td>
            <td class="num whitespace-nowrap" data-label="Size">{logo.file.is_some().then(|| bytes_words(logo.size))}</td>
            <td class="cell-muted whitespace-nowrap" data-label="Sent">
                <span title=exact(logo.sent_at)><RelativeTime at=logo.sent_at now/></span>
            </td>
            {act}
        </tr>
    }
    .into_any()
}

/// Who may see it, and why not.
#[component]
fn State(logo: StaffLogo, now: Timestamp) -> impl IntoView {
    if let Some(at) = logo.taken_down_at {
        return view! { <p class="row"><TakenDown at by=logo.taken_down_by now/></p> <p class="break">{logo.refusal}</p> }
            .into_any();
    }
    let (icon, word) = if logo.public { (Glyph::Eye, "Everybody") } else { (Glyph::EyeOff, "Not public") };
    let plan = (!logo.allowed).then(|| {
        let words = format!("The plan {} has no own logo: it is kept, and only members see it.", logo.plan);
        view! { <p class="hint break">{words}</p> }
    });
    view! { <p class="row"><Badge icon>{word}</Badge></p> {plan} }.into_any()
}
