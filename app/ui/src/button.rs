use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// How loud a button is. One primary a page, at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Outlined on the surface.
    #[default]
    Plain,
    /// Filled with the ink: the one thing this page is for.
    Primary,
    /// No frame, for toolbars and rows.
    Ghost,
    /// Filled red: inside a confirmation.
    Danger,
    /// Red text in a frame: leads to a confirmation.
    DangerQuiet,
}

/// The height of a button; the density scales all three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// For rows and toolbars.
    Small,
    /// Beside form fields.
    #[default]
    Normal,
    /// For the start of a page.
    Large,
}

/// What pressing it does to the form around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Sends the form.
    #[default]
    Submit,
    /// Nothing by itself.
    Button,
    /// Empties the form.
    Reset,
}

/// The classes of a button, for the places that need another element.
#[must_use]
pub fn button_class(look: Look, size: Size, square: bool) -> String {
    let look = match look {
        Look::Plain => "",
        Look::Primary => "btn-primary",
        Look::Ghost => "btn-ghost",
        Look::Danger => "btn-error",
        Look::DangerQuiet => "btn-error-quiet",
    };
    let size = match size {
        Size::Small => "btn-sm",
        Size::Normal => "",
        Size::Large => "btn-lg",
    };
    format!("btn {look} {size} {}", if square { "btn-square" } else { "" })
}

/// A button: `<Button look=Look::Primary icon=Glyph::Plus>"Add animal"</Button>`. It submits unless `kind` says otherwise.
///
/// An icon alone needs a `label`. `on:click` may be given and lands on the `<button>`.
#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] icon: Option<Glyph>,
    /// Name and value sent with the form by the button that was pressed.
    #[prop(optional, into)]
    name: Text,
    #[prop(optional, into)] value: Text,
    /// Sends the form elsewhere.
    #[prop(optional, into)]
    formaction: Text,
    /// The id of a form that stands elsewhere on the page.
    #[prop(optional, into)]
    form: Text,
    /// The id of a popover or `Dialog` to open; no JavaScript needed.
    #[prop(optional, into)]
    opens: Text,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Shows a turning icon and refuses a second press.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The accessible name, where it is an icon alone; also its tooltip.
    #[prop(optional, into)]
    label: Text,
    #[prop(optional, into)] class: Text,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let square = children.is_none();
    let classes = format!("{} {}", button_class(look, size, square), class.or(""));
    let kind = if opens.is_some() { Kind::Button } else { kind };
    view! {
        <button
            type=match kind {
                Kind::Submit => "submit",
                Kind::Button => "button",
                Kind::Reset => "reset",
            }
            class=classes
            class:btn-busy=busy
            name=name.get()
            value=value.get()
            formaction=formaction.get()
            form=form.get()
            popovertarget=opens.get()
            aria-label=label.get()
            title=label.get()
            aria-busy=move || busy.get().then_some("true")
            disabled=move || disabled.get() || busy.get()
        >
            {move || {
                let shown = if busy.get() { Some(Glyph::Refresh) } else { icon };
                shown.map(|glyph| view! { <Icon glyph/> })
            }}
            {children.map(|children| children())}
        </button>
    }
}

/// A link that looks like a button: `<ButtonLink href="/animals/new" look=Look::Primary>"Add animal"</ButtonLink>`.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Glyph>,
    /// The accessible name, where it is an icon alone; also its tooltip.
    #[prop(optional, into)]
    label: Text,
    /// Offers the answer as a file of this name.
    #[prop(optional, into)]
    download: Text,
    /// `external` leaves the portal: the router must not follow it.
    #[prop(optional)]
    external: bool,
    #[prop(optional, into)] class: Text,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let classes = format!("{} {}", button_class(look, size, children.is_none()), class.or(""));
    view! {
        <a
            href=href
            class=classes
            aria-label=label.get()
            title=label.get()
            rel=external.then_some("external")
            download=download.get()
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {children.map(|children| children())}
        </a>
    }
}
