use jiff::{Timestamp, civil::Date, tz::TimeZone};
use leptos::prelude::*;

use crate::words;

/// An instant told relative to `now`, with the exact one in its title. The caller brings `now` (from the server), so both renders agree.
#[component]
pub fn RelativeTime(at: Timestamp, now: Timestamp) -> impl IntoView {
    let exact = at.to_zoned(TimeZone::UTC).strftime("%-d %B %Y, %H:%M UTC").to_string();
    view! { <time datetime=at.to_string() title=exact>{words::relative(at, now)}</time> }
}

/// A calendar date: "4 May 2021".
#[component]
pub fn DateText(date: Date) -> impl IntoView {
    view! { <time datetime=date.to_string()>{words::date(date)}</time> }
}
