//! Which vivarium the pages are about, and the way to another.

use app_shared::loaded::Data;
use app_ui::{Glyph, Menu, MenuItem, MenuSubmit};
use leptos::prelude::*;
use repti_model::{Actor, vivarium::VivariumSummary};

/// The vivarium switcher. Each entry is a plain form: switching makes a new document.
#[component]
pub(super) fn Switcher(actor: Actor, mine: Data<Vec<VivariumSummary>>) -> impl IntoView {
    let Some(active) = actor.vivarium else {
        return ().into_any();
    };
    let here = active.id;
    view! {
        <Menu label=active.name icon=Glyph::Store class="switcher">
            <Suspense fallback=|| view! { <p class="hint p-2">"Loading…"</p> }>
                {move || Suspend::new(async move {
                    mine.await
                        .unwrap_or_default()
                        .into_iter()
                        .map(|vivarium| {
                            if vivarium.id == here {
                                view! { <MenuItem href="/" label=vivarium.name hint=vivarium.role.as_str() current=true/> }.into_any()
                            } else if vivarium.suspended {
                                view! { <p class="menu-item hint">{format!("{} (suspended)", vivarium.name)}</p> }.into_any()
                            } else {
                                let fields = vec![("vivarium_id".to_owned(), vivarium.id.to_string())];
                                view! { <MenuSubmit action="/sfn/breeder/switch_vivarium" label=vivarium.name fields/> }.into_any()
                            }
                        })
                        .collect_view()
                })}
            </Suspense>
            <hr/>
            <MenuItem href="/welcome" label="Create or join another" icon=Glyph::Plus/>
        </Menu>
    }
    .into_any()
}
