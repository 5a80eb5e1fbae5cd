//! All photographs, the newest first: whose they are, how far they came, and why some weren't taken.

mod act;
mod logos;
mod parts;
mod storage;

pub use logos::LogosPage;
pub use storage::StoragePage;

use super::{
    note::Note,
    search::{Asked, Find, use_asked},
    words::{bytes_words, exact, is_at_least},
};
use crate::api::photos::{TakeDownPhoto, load_photos};
use act::{Down, PutBack, TakeDown, TakeDownButton};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
    use_onward, use_session_info,
};
use app_ui::{Badge, ButtonLink, Glyph, Icon, PageHeader, Pager, Photo, RelativeTime, Table, Th, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use parts::{TakenDown, nothing};
use repti_model::{
    StaffRole,
    media::{PhotoShow, PhotoState, StaffPhoto},
    page::Page,
};

const PATH: &str = "/photos";
const CHIPS: &[(&str, &str)] = &[
    ("", PhotoShow::All.label()),
    (PhotoShow::Ready.as_str(), PhotoShow::Ready.label()),
    (PhotoShow::Coming.as_str(), PhotoShow::Coming.label()),
    (PhotoShow::Failed.as_str(), PhotoShow::Failed.label()),
    (PhotoShow::TakenDown.as_str(), PhotoShow::TakenDown.label()),
    (PhotoShow::Removed.as_str(), PhotoShow::Removed.label()),
];

/// The page.
#[component]
pub fn PhotosPage() -> impl IntoView {
    let asked = use_asked(PATH);
    let data = page_data(
        move || asked.get(),
        |Asked { text, show, cursor, .. }| load_photos(show.parse().unwrap_or_default(), text, cursor),
    );
    view! {
        <Title text="Photos"/>
        <PageHeader
            title="Photos"
            hint="Of every vivarium, the newest first. Looking at them stands in the audit log."
            actions=|| {
                view! {
                    <ButtonLink href="/photos/logos" icon=Glyph::Store>"Logos"</ButtonLink>
                    <ButtonLink href="/photos/storage" icon=Glyph::Archive>"Storage"</ButtonLink>
                }
            }
        />
        <Note/>
        {move || {
            view! {
                <Find
                    asked=asked.get()
                    label="Search photos by vivarium"
                    placeholder="Vivarium, or an id"
                    chips=CHIPS
                />
            }
        }}
        <Loaded data what="The photos" view=move |page| view! { <Found page asked=asked.get_untracked()/> }/>
    }
    .into_any()
}

#[component]
fn Found(page: Stamped<Page<StaffPhoto>>, asked: Asked) -> impl IntoView {
    let (now, page) = (page.now, page.value);
    if page.items.is_empty() {
        return nothing(
            &asked,
            PATH,
            CHIPS,
            ("photos", "No photo yet", "The first that a breeder sends appears here."),
        );
    }
    let may = is_at_least(use_session_info().actor.as_ref(), StaffRole::Moderator);
    let (prev, next) = (asked.at(page.previous.as_deref()), asked.at(page.next.as_deref()));
    let here = asked.here();
    let dialogs = page.items.iter().filter(|photo| may && photo.state == PhotoState::Ready).map(|photo| {
        let form = use_onward::<TakeDownPhoto>();
        view! { <TakeDown down=Down::photo(photo) form back=here.clone()/> }
    });
    let dialogs = dialogs.collect_view();
    let back = here.clone();
    let rows = page.items.into_iter().map(|photo| view! { <Row photo may now back=back.clone()/> }).collect_view();
    view! {
        {(!may).then(|| view! { <p class="hint mb-4">"Taking a photo down needs a moderator."</p> })}
        <Table
            caption="Photos"
            stack=true
            head=move || {
                view! {
                    <Th label="Photo"/>
                    <Th label="Animal"/>
                    <Th label="Vivarium"/>
                    <Th label="State"/>
                    <Th label="As sent" num=true/>
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
fn Row(photo: StaffPhoto, may: bool, now: Timestamp, back: String) -> impl IntoView {
    let animal = if photo.animal.is_empty() { photo.code.clone() } else { photo.animal.clone() };
    let code = (animal != photo.code).then(|| view! { <span class="hint code">{photo.code.clone()}</span> });
    let public = format!("{}/animals/{}", use_session_info().public_url, photo.animal_id);
    let animal = if photo.public {
        view! { <a class="row-link break" href=public rel="external">{animal}</a> }.into_any()
    } else {
        view! { <span class="break">{animal}</span> }.into_any()
    };
    let sent = bytes_words(photo.size);
    let act = may.then(|| {
        let what = if photo.taken_down_at.is_some() {
            view! { <PutBack photo=photo.clone() back/> }.into_any()
        } else if photo.state == PhotoState::Ready {
            view! { <TakeDownButton down=Down::photo(&photo)/> }.into_any()
        } else {
            ().into_any()
        };
        view! { <td class="desk-act">{what}</td> }
    });
    view! {
        <tr>
            <td><Picture photo=photo.clone()/></td>
            <td data-label="Animal">{animal} " " {code}</td>
            <td data-label="Vivarium">
                <a class="link break" href=format!("/vivariums/{}", photo.vivarium_id)>{photo.vivarium.clone()}</a>
            </td>
            <td class="desk-state span-all"><State photo=photo.clone() now/></td>
            <td class="num whitespace-nowrap" data-label="As sent">{sent}</td>
            <td class="cell-muted whitespace-nowrap" data-label="Sent">
                <span title=exact(photo.sent_at)><RelativeTime at=photo.sent_at now/></span>
            </td>
            {act}
        </tr>
    }
    .into_any()
}

/// Small; a press opens the largest in a window of its own.
#[component]
fn Picture(photo: StaffPhoto) -> impl IntoView {
    let label = format!("Photo of {} of {}, in full size", photo.code, photo.vivarium);
    let film = photo.video.map(|video| video.url);
    match photo.files {
        // A video opens as the browser plays it.
        Some(files) if !files.is_there() => {
            let label = label.replacen("Photo", "Video", 1);
            view! {
                <a class="desk-picture" href=film target="_blank" rel="noopener external" aria-label=label>
                    <Icon glyph=Glyph::Play/>
                </a>
            }
            .into_any()
        }
        Some(files) => {
            let href = film.unwrap_or_else(|| files.jpeg(u32::MAX));
            view! {
                <a class="desk-picture" href=href target="_blank" rel="noopener external" aria-label=label>
                    <Photo files sizes="4rem"/>
                </a>
            }
            .into_any()
        }
        None => view! { <span class="desk-picture hint"><Icon glyph=Glyph::Image/></span> }.into_any(),
    }
}

/// How far it came, who may see it, and why not.
#[component]
fn State(photo: StaffPhoto, now: Timestamp) -> impl IntoView {
    let state = match (photo.state, photo.taken_down_at) {
        (PhotoState::Rejected, Some(at)) => view! { <TakenDown at by=photo.taken_down_by now/> }.into_any(),
        (PhotoState::Rejected, None) => {
            view! { <Badge tone=Tone::Warning icon=Glyph::Alert>{photo.state.label()}</Badge> }.into_any()
        }
        (PhotoState::Ready, _) if photo.public => view! { <Badge icon=Glyph::Eye>"Everybody"</Badge> }.into_any(),
        (PhotoState::Ready, _) => view! { <Badge icon=Glyph::EyeOff>"Not public"</Badge> }.into_any(),
        (state, _) => view! { <Badge>{state.label()}</Badge> }.into_any(),
    };
    let removed = photo.archived_at.map(|at| {
        view! {
            <Badge icon=Glyph::Trash>"Removed"</Badge>
            <span class="hint" title=exact(at)><RelativeTime at now/></span>
        }
    });
    let ours = photo.retryable.then(|| view! { <span class="hint">"No fault of the file."</span> });
    let why = (!photo.refusal.is_empty()).then(|| view! { <p class="break">{photo.refusal}</p> });
    let said = (!photo.caption.is_empty()).then(|| view! { <p class="hint break">{photo.caption}</p> });
    view! { <p class="row">{state} {removed} {ours}</p> {why} {said} }.into_any()
}
