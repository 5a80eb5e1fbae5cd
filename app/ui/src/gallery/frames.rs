use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;

use crate::{
    Breadcrumb, Button, Card, Chip, ChipRow, DateText, Dialog, DialogOpener, FooterColumn, Glyph, Logo, Look, Mark,
    NotFoundState, Picture, PublicFooter, PublicHeader, RelativeTime, SearchBox, Section, Theme, ThemeSwitch,
    plate_seed,
};

/// What stands around pages, and the ways between them.
#[component]
pub fn Frames() -> impl IntoView {
    let links = || {
        [("Animals", "/search"), ("Breeders", "/breeders"), ("About", "/about")]
            .map(|(label, href)| (label.to_owned(), href.to_owned()))
            .to_vec()
    };
    let columns =
        ["Find", "Breeders", "ReptiDex"].map(|title| FooterColumn { title: title.to_owned(), links: links() }).to_vec();
    let (now, seen) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
    let trail = vec![("Animals".to_owned(), "/animals".to_owned()), ("CR-062 Saffron".to_owned(), "/a".to_owned())];
    view! {
        <Section title="Public portal" hint="Head and foot of every public page; the menu takes the places in on a phone.">
            <div class="specimen">
                <PublicHeader
                    links=links()
                    path="/search".to_owned()
                    search=|| view! { <SearchBox label="Search animals"/> }
                    tools=|| view! { <Button look=Look::Ghost icon=Glyph::LogIn>"Sign in"</Button> }
                />
                <div class="wrap" style="padding-block:2rem">
                    <SearchBox label="Search animals and breeders" placeholder="Pied, Riverside, corn snake …" hero=true/>
                </div>
                <PublicFooter columns>
                    <span>"2,014 animals, 5,120 known parents"</span>
                    <ThemeSwitch current=Theme::Auto next="/gallery"/>
                </PublicFooter>
            </div>
        </Section>
        <Section title="Ways">
            <div class="stack">
                <Breadcrumb trail/>
                <ChipRow label="Species">
                    <Chip label="All" href="?" current=true count="312"/>
                    <Chip label="Ball python" href="?taxon=ball-python" count="182"/>
                    <Chip label="Corn snake" href="?taxon=corn-snake" count="74"/>
                    <Chip label="Female" remove="?"/>
                </ChipRow>
                <p class="row">
                    <Logo portal="Breeder"/>
                    <Mark/>
                    <span class="hint">"Changed "<RelativeTime at=seen now/>", born "<DateText date=Date::constant(2022, 5, 17)/></span>
                </p>
                <div class="row">
                    <DialogOpener id="panel" icon=Glyph::Eye>"Open a dialog"</DialogOpener>
                    <DialogOpener id="panel-side" icon=Glyph::Filter>"Open a side panel"</DialogOpener>
                    <Dialog id="panel" title="Add to a pairing">
                        <p>"Choose the season's dam first. Nothing is saved until you press the button."</p>
                    </Dialog>
                    <Dialog id="panel-side" title="More filters" side=true>
                        <p>"Born between, weight, and everything else that is seldom asked for."</p>
                    </Dialog>
                </div>
            </div>
        </Section>
        <Section title="Pictures" hint="Without a photograph a plate is drawn from species, morph and seed.">
            <div class="grid-cards">
                <Picture taxon="ball-python" morph="Piebald" seed=plate_seed("a") alt="Drawn plate of a ball python, piebald"/>
                <Picture taxon="leopard-gecko" morph="Tangerine" seed=plate_seed("b") alt="Drawn plate of a leopard gecko, tangerine"/>
                <Picture taxon="corn-snake" morph="Amel" seed=plate_seed("c") alt="Drawn plate of a corn snake, amel"/>
            </div>
        </Section>
        <Card><NotFoundState thing="animal" back="/animals" back_label="To the animals"/></Card>
    }
    .into_any()
}
