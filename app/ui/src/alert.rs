use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// What a message, a badge or a bar is about. Always with an icon or words beside the colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain remark.
    #[default]
    Neutral,
    /// It worked.
    Success,
    /// Possible, but look again.
    Warning,
    /// Refused or broken.
    Error,
    /// Good to know.
    Info,
    /// The ink: chosen, current.
    Primary,
    /// Clay: a highlight.
    Accent,
}

impl Tone {
    /// The class that colours a piece by this tone.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Error => "tone-error",
            Self::Info => "tone-info",
            Self::Primary => "tone-primary",
            Self::Accent => "tone-accent",
        }
    }

    /// The icon that says the same as the colour.
    #[must_use]
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Success => Glyph::CircleCheck,
            Self::Warning => Glyph::Alert,
            Self::Error => Glyph::CircleX,
            _ => Glyph::Info,
        }
    }
}

/// A message in the page: `<Alert tone=Tone::Warning title="Two possible sires">"…"</Alert>`.
///
/// Errors are announced at once, the others politely.
#[component]
pub fn Alert(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: Text,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("alert-box {}", tone.class()) role=if tone == Tone::Error { "alert" } else { "status" }>
            <Icon glyph=tone.glyph()/>
            <div class="alert-body">
                {title.get().map(|title| view! { <p class="alert-title">{title}</p> })}
                {children.map(|children| children())}
            </div>
        </div>
    }
}
