//! Who has how much in the object store.

use crate::{
    api::photos::load_storage,
    pages::words::{address, bytes_words, part_of_room},
};
use app_shared::loaded::{Loaded, page_data};
use app_ui::{EmptyState, Glyph, PageHeader, StatGrid, StatTile, Table, Th, words};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::media::{StorageUse, VivariumStorage};

/// The page.
#[component]
pub fn StoragePage() -> impl IntoView {
    let data = page_data(|| (), |()| load_storage());
    view! {
        <Title text="Storage"/>
        <PageHeader
            title="Storage"
            hint="What lies in the object store: photos as they were sent, the pictures made of them, files beside claims, and keepers’ own logos."
            trail=vec![("Photos".to_owned(), "/photos".to_owned())]
        />
        <Loaded data what="The storage" view=|usage| view! { <Shown usage/> }/>
    }
    .into_any()
}

#[component]
fn Shown(usage: StorageUse) -> impl IntoView {
    let StorageUse { rows, vivariums, all } = usage;
    if rows.is_empty() {
        return view! { <EmptyState title="Nothing is stored" hint="The first photo that a breeder sends is counted here." icon=Glyph::Archive/> }
            .into_any();
    }
    let shown = rows.len() as u64;
    let more = (vivariums > shown).then(|| {
        let said = format!("The {shown} vivariums with most, of {}.", words::thousands(vivariums));
        view! { <p class="hint">{said}</p> }
    });
    let rows = rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    let count = |count: u64, thing: &str| words::plural(count, thing);
    view! {
        <div class="stack">
            <StatGrid>
                <StatTile label="Together" value=bytes_words(all.bytes()) hint=count(vivariums, "vivarium")/>
                <StatTile label="Photos as sent" value=bytes_words(all.originals) hint=count(all.photos, "photo")/>
                <StatTile label="Pictures of them" value=bytes_words(all.pictures)/>
                <StatTile label="Files beside claims" value=bytes_words(all.file_bytes) hint=count(all.files, "file")/>
                <StatTile label="Logos" value=bytes_words(all.logo_bytes)/>
            </StatGrid>
            {more}
            <Table
                caption="Storage by vivarium"
                stack=true
                head=|| {
                    view! {
                        <Th label="Vivarium"/>
                        <Th label="Photos" num=true/>
                        <Th label="As sent" num=true/>
                        <Th label="Pictures" num=true/>
                        <Th label="Files" num=true/>
                        <Th label="Logo" num=true/>
                        <Th label="Together" num=true/>
                        <Th label="Of its room for photos" num=true/>
                    }
                }
            >
                {rows}
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: VivariumStorage) -> impl IntoView {
    let stored = row.stored;
    let photos = address("/photos", &[("q", &row.vivarium_id.to_string())]);
    let files = format!("{} in {}", bytes_words(stored.file_bytes), words::plural(stored.files, "file"));
    let label = format!("{} of {}", words::plural(stored.photos, "photo"), row.vivarium);
    view! {
        <tr>
            <td><a class="row-link" href=format!("/vivariums/{}", row.vivarium_id)>{row.vivarium}</a></td>
            <td class="num" data-label="Photos">
                <a class="link" href=photos aria-label=label>{words::thousands(stored.photos)}</a>
            </td>
            <td class="num whitespace-nowrap" data-label="As sent">{bytes_words(stored.originals)}</td>
            <td class="num whitespace-nowrap" data-label="Pictures">{bytes_words(stored.pictures)}</td>
            <td class="num whitespace-nowrap" data-label="Files">{(stored.files > 0).then_some(files)}</td>
            <td class="num whitespace-nowrap" data-label="Logo">{(stored.logo_bytes > 0).then(|| bytes_words(stored.logo_bytes))}</td>
            <td class="num whitespace-nowrap" data-label="Together">{bytes_words(stored.bytes())}</td>
            <td class="num" data-label="Of its room">{part_of_room(stored.originals + stored.pictures, row.room)}</td>
        </tr>
    }
    .into_any()
}
