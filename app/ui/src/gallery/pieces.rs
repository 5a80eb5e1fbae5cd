use leptos::prelude::*;
use repti_model::animal::Sex;

use super::sample;
use crate::{
    Avatar, Badge, BarChart, BulkBar, Button, Card, Choice, CodeBlock, ConfirmDialog, CopyField, EmptyState,
    ErrorState, FilterBar, Glyph, Icon, Look, Menu, MenuItem, MenuSubmit, NoMatches, OfflineState, Order, Pager, Plate,
    ProgressBar, RowCheck, Section, Select, SexMark, Size, Skeleton, SkeletonKind, Sort, Sparkline, StatGrid, StatTile,
    Steps, TabItem, Table, Tabs, Term, Terms, Th, Tone,
};

/// The vivarium at the top of the side.
#[component]
pub fn Switcher() -> impl IntoView {
    view! {
        <details class="menu-box switcher" name="menu">
            <summary class="btn">
                <Avatar name="Cedar Ridge Reptiles" square=true/>
                <span>"Cedar Ridge Reptiles"</span>
                <Icon glyph=Glyph::Sort/>
            </summary>
            <div class="menu-list">
                <MenuItem href="/switch/1" label="Cedar Ridge Reptiles" hint="Herpetologist" current=true/>
                <MenuItem href="/switch/2" label="Hollow Rock Morphs" hint="Handler"/>
            </div>
        </details>
    }
}

/// Lists, figures, states.
#[component]
pub fn Pieces() -> impl IntoView {
    let rows = sample::cards()
        .into_iter()
        .take(5)
        .map(|animal| {
            let label = format!("{} {}", animal.code, animal.title);
            view! {
                <tr>
                    <td><RowCheck form="bulk" value=animal.code.clone() label/></td>
                    <td>
                        <div class="cell-name">
                            <div class="cell-thumb"><Plate taxon=animal.taxon.clone() morph=animal.morph.clone() seed=animal.seed/></div>
                            <a class="row-link" href=animal.href>{animal.title}</a>
                        </div>
                    </td>
                    <td data-label="Code"><span class="code">{animal.code}</span></td>
                    <td data-label="Sex"><SexMark sex=animal.sex/></td>
                    <td class="span-all">{animal.morph}</td>
                    <td class="num" data-label="Weight">{animal.weight}</td>
                    <td>
                        {if animal.sex == Sex::Unknown {
                            view! { <Badge tone=Tone::Warning icon=Glyph::Alert>"Sex open"</Badge> }.into_any()
                        } else {
                            view! { <Badge tone=Tone::Success icon=Glyph::Check>"Verified"</Badge> }.into_any()
                        }}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let icons =
        Glyph::ALL.iter().map(|&glyph| view! { <span title=format!("{glyph:?}")><Icon glyph/></span> }).collect_view();
    let by_name = || Sort { href: "?sort=-name".to_owned(), now: Some(Order::Up) };
    let by_weight = || Sort { href: "?sort=weight".to_owned(), now: None };
    view! {
        <Section title="Figures">
            <StatGrid>
                <StatTile label="Animals" value="312".to_owned() hint="12 added this month" href="/animals"/>
                <StatTile label="Clutches" value="9".to_owned() hint="3 incubating" icon=Glyph::Egg/>
                <StatTile label="Open questions" value="4".to_owned() hint="2 uncertain sires, 2 requests" icon=Glyph::Help/>
                <StatTile label="Verified links" value="86%".to_owned() hint="of 540 parents" icon=Glyph::ShieldCheck/>
            </StatGrid>
        </Section>
        <Section title="List" actions=|| view! { <Button size=Size::Small look=Look::Primary icon=Glyph::Plus>"Add animal"</Button> }>
            <Tabs label="Animals" tabs=vec![TabItem::new("All", "/gallery").count(312), TabItem::new("Breeders", "/b").count(48), TabItem::new("Archived", "/c")] current="/gallery".to_owned()/>
            <FilterBar label="Filter animals" search="Search name, code or morph" chosen=vec![("Ball python".to_owned(), "?".to_owned()), ("Female".to_owned(), "?a".to_owned())] reset="?">
                <Select name="sex" label="Sex" hide_label=true blank="Any sex" choices=vec![Choice::new("male", "Male"), Choice::new("female", "Female")] value="female"/>
                <Select name="origin" label="Origin" hide_label=true blank="Any origin" choices=vec![Choice::new("captive_bred", "Captive bred")]/>
            </FilterBar>
            <Table
                caption="Animals"
                stack=true
                head=move || {
                    view! {
                        <Th label="Select" hide_label=true/>
                        <Th label="Name" sort=by_name()/>
                        <Th label="Code"/>
                        <Th label="Sex"/>
                        <Th label="Morph"/>
                        <Th label="Weight" num=true sort=by_weight()/>
                        <Th label="State"/>
                    }
                }
            >
                {rows}
            </Table>
            <BulkBar id="bulk" action="/animals/bulk">
                <Button size=Size::Small name="do" value="publish" icon=Glyph::Globe>"Publish"</Button>
                <Button size=Size::Small name="do" value="archive" icon=Glyph::Archive>"Archive"</Button>
            </BulkBar>
            <Pager summary="1–48 of 312" prev="?before=a" next="?after=b"/>
        </Section>
        <div class="split">
            <Card title="Facts" actions=|| view! { <Menu label="More" icon=Glyph::Ellipsis icon_only=true end=true><MenuItem href="/a" label="Edit" icon=Glyph::Pencil/><MenuSubmit action="/x" label="Archive" icon=Glyph::Archive danger=true/></Menu> }>
                <Terms wide=true>
                    <Term name="Taxon">"Ball python "<span class="latin">"Python regius"</span></Term>
                    <Term name="Sex"><SexMark sex=Sex::Female/></Term>
                    <Term name="Born">"17 May 2022"</Term>
                    <Term name="Origin">"Captive bred"</Term>
                    <Term name="Weight">"1,480 g"</Term>
                    <Term name="Breeder">"Cedar Ridge Reptiles"</Term>
                </Terms>
            </Card>
            <Card title="Weight">
                <Sparkline label="Weight over twelve months, 1,210 g to 1,480 g" points=vec![1210.0, 1240.0, 1228.0, 1290.0, 1340.0, 1330.0, 1395.0, 1402.0, 1450.0, 1480.0]/>
                <BarChart caption="Animals by taxon" head=("Taxon".to_owned(), "Animals".to_owned()) rows=vec![("Ball python".to_owned(), 182), ("Corn snake".to_owned(), 74), ("Leopard gecko".to_owned(), 56)]/>
            </Card>
        </div>
        <Section title="Progress">
            <div class="stack">
                <Steps label="Import" steps=vec![("Upload".to_owned(), Some("/1".to_owned())), ("Match columns".to_owned(), Some("/2".to_owned())), ("Preview".to_owned(), None), ("Done".to_owned(), None)] current=2/>
                <ProgressBar label="Importing" done=6_240_u64 total=10_000_u64/>
            </div>
        </Section>
        <Section title="Small pieces">
            <div class="stack">
                <div class="row">
                    <Badge icon=Glyph::Book tone=Tone::Info>"Breeding record"</Badge>
                    <Badge icon=Glyph::Dna tone=Tone::Success>"DNA"</Badge>
                    <Badge tone=Tone::Warning icon=Glyph::Alert>"Disputed"</Badge>
                    <Badge tone=Tone::Error>"Declined"</Badge>
                    <Badge tone=Tone::Accent>"Holdback"</Badge>
                    <Badge>"Private"</Badge>
                    <Avatar name="Mira Lindqvist"/>
                    <Avatar name="Hollow Rock Morphs" square=true/>
                    <Avatar name="Cedar Ridge Reptiles" large=true square=true/>
                </div>
                <CopyField label="Link" value="https://reptidex.example/a/cr-062-saffron".to_owned()/>
                <CodeBlock label="HTML for your site" code="<script async src=\"https://embed.reptidex.example/v1.js\"></script>\n<reptidex-widget key=\"1f0c…\"></reptidex-widget>".to_owned()/>
                <div class="row">
                    <Button opens="confirm" look=Look::DangerQuiet>"Revoke token…"</Button>
                    <ConfirmDialog id="confirm" title="Revoke this token?" action="/tokens/1/revoke" confirm="Revoke token" hint="Programs that use it stop working at once. This can't be undone."/>
                </div>
                <div class="row" style="gap:.875rem;font-size:1.125rem">{icons}</div>
            </div>
        </Section>
        <Section title="States of a list">
            <div class="split" style="--aside:50%">
                <Card><EmptyState title="No animals yet" hint="Add the first one, or bring your collection from another system."><Button look=Look::Primary icon=Glyph::Plus>"Add animal"</Button></EmptyState></Card>
                <Card><NoMatches things="animals" filters=vec![("Female".to_owned(), "?".to_owned()), ("“calico”".to_owned(), "?a".to_owned())] reset="?"/></Card>
                <Card><ErrorState what="The animals could not be loaded" why="The database did not answer in time." retry="/gallery" request="01JD3V8KQ5"/></Card>
                <Card><OfflineState waiting=3/></Card>
                <Card><Skeleton kind=SkeletonKind::Rows count=4/></Card>
                <Card><Skeleton count=4/></Card>
            </div>
        </Section>
    }
    .into_any()
}
