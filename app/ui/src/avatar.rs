use leptos::prelude::*;

use crate::Text;

/// A person or a vivarium: the picture, or its initials on a colour that follows from the name.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(optional, into)] src: Text,
    /// 64 px instead of 32.
    #[prop(optional)]
    large: bool,
    /// A vivarium: square.
    #[prop(optional)]
    square: bool,
) -> impl IntoView {
    let class =
        format!("avatar-box {} {}", if large { "avatar-large" } else { "" }, if square { "avatar-square" } else { "" });
    match src.get() {
        Some(src) => view! { <img class=class src=src alt="" width="64" height="64" loading="lazy" decoding="async"/> }
            .into_any(),
        None => {
            let style = format!("--hue:{}", hue(&name));
            view! { <span class=class style=style aria-hidden="true">{initials(&name)}</span> }.into_any()
        }
    }
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

fn hue(name: &str) -> u32 {
    name.bytes().fold(2_166_136_261_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619)) % 360
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_come_from_the_first_and_the_last_word() {
        assert_eq!(initials("Nordic Scale Works"), "NW");
        assert_eq!(initials("élan"), "É");
        assert_eq!(initials("  "), "");
        assert_eq!(initials("🦎 Gecko Garden"), "GG");
    }
}
