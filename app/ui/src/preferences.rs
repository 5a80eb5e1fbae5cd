use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// Light, dark, or as the device has it. Rendered as `data-theme` on `<html>`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How close things stand. Rendered as `data-density` on `<html>`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// 48 px rows.
    #[default]
    Comfort,
    /// 36 px rows.
    Compact,
    /// 56 px targets and large text, for work beside a rack.
    Barn,
}

macro_rules! words {
    ($type:ty { $($variant:ident = $word:literal, $label:literal, $glyph:ident;)+ }) => {
        impl $type {
            /// Every choice, in the order of the switch.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The value of the cookie and the attribute.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// What the switch says.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            const fn glyph(self) -> Glyph {
                match self { $(Self::$variant => Glyph::$glyph),+ }
            }

            /// The choice by its value; anything else is the default.
            #[must_use]
            pub fn parse(text: &str) -> Self {
                match text { $($word => Self::$variant,)+ _ => Self::default() }
            }
        }
    };
}

words!(Theme { Auto = "auto", "Device", SunMoon; Light = "light", "Light", Sun; Dark = "dark", "Dark", Moon; });
words!(Density { Comfort = "comfort", "Comfort", Rows; Compact = "compact", "Compact", List; Barn = "barn", "Barn", Phone; });

/// Three buttons that post `theme` to `/preferences`; `next` is the page to come back to.
#[component]
pub fn ThemeSwitch(current: Theme, #[prop(optional, into)] next: Text) -> impl IntoView {
    let choices =
        Theme::ALL.iter().map(|&theme| (theme.as_str(), theme.label(), theme.glyph(), theme == current)).collect();
    view! { <Switcher name="theme" legend="Theme" choices next=next.get()/> }
}

/// Three buttons that post `density` to `/preferences`; `next` is the page to come back to.
#[component]
pub fn DensitySwitch(current: Density, #[prop(optional, into)] next: Text) -> impl IntoView {
    let choices = Density::ALL
        .iter()
        .map(|&density| (density.as_str(), density.label(), density.glyph(), density == current))
        .collect();
    view! { <Switcher name="density" legend="Density" choices next=next.get()/> }
}

#[component]
fn Switcher(
    name: &'static str,
    legend: &'static str,
    choices: Vec<(&'static str, &'static str, Glyph, bool)>,
    next: Option<String>,
) -> impl IntoView {
    let buttons = choices
        .into_iter()
        .map(|(value, label, glyph, current)| {
            view! {
                <button type="submit" class="segment" name=name value=value aria-pressed=if current { "true" } else { "false" }>
                    <Icon glyph/>
                    <span>{label}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="segments" method="post" action="/preferences" role="group" aria-label=legend>
            {next.map(|next| view! { <input type="hidden" name="next" value=next/> })}
            {buttons}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::{Density, Theme};

    #[test]
    fn a_strange_cookie_is_the_default() {
        assert_eq!(Theme::parse("dark"), Theme::Dark);
        assert_eq!(Theme::parse("\"><script>"), Theme::Auto);
        assert_eq!(Density::parse("barn"), Density::Barn);
        assert_eq!(Density::parse(""), Density::Comfort);
    }
}
