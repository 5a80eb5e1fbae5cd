//! The pairings that are planned with an animal.

use app_ui::{ButtonLink, Card, Glyph, Look, SexMark, Size};
use leptos::prelude::*;
use repti_model::{AnimalId, pairing::Pairing};

/// The planned ones, the latest season first; nothing where there are none.
#[component]
pub fn Planned(id: AnimalId, pairings: Vec<Pairing>) -> impl IntoView {
    if pairings.is_empty() {
        return ().into_any();
    }
    let rows = pairings
        .into_iter()
        .map(|pairing| {
            let mate = pairing.mate_of(id).clone();
            let when = pairing.fields.planned.map(|planned| format!("from {}", planned.words()));
            let (href, wish) = (format!("/pairings/{}", pairing.id), pairing.fields.wish);
            view! {
                <li class="row">
                    <span class="num">{pairing.fields.season}</span>
                    <a class="link" href=href>{format!("with {}", mate.label())}</a>
                    <SexMark sex=mate.sex bare=true/>
                    {when.map(|when| view! { <span class="hint">{when}</span> })}
                    {(!wish.is_empty()).then(|| view! { <span>{format!("“{wish}”")}</span> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <Card
            title="Planned pairings"
            actions=move || {
                view! {
                    <ButtonLink href=format!("/pairings?animal={id}") size=Size::Small look=Look::Ghost icon=Glyph::Calendar>
                        "All pairings"
                    </ButtonLink>
                }
            }
        >
            <ul class="stack" style="--stack:0.5rem" aria-label="Planned pairings">{rows}</ul>
        </Card>
    }
    .into_any()
}
