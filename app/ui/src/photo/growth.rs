//! An animal through the years.

use jiff::Unit;
use leptos::prelude::*;
use repti_model::{animal::BirthDate, media::PublicPhoto};

use super::{
    Thumb,
    strip::{age_then, anchor},
};
use crate::{DateText, Section};

/// Fewer photos are no line.
const FEWEST: usize = 3;
/// Nobody sees growth in fewer days.
const SHORTEST: i32 = 60;

/// The dated photographs of the animal itself, the earliest first, each with its age at the time; it leads to them in [`crate::PhotoGallery`].
/// Nothing where they are too few or of one season only.
#[component]
pub fn GrowthLine(photos: Vec<PublicPhoto>, born: Option<BirthDate>) -> impl IntoView {
    let own = |photo: &PublicPhoto| photo.taken_on.is_some() && !photo.representative && photo.files.is_there();
    let own = photos.into_iter().filter(own);
    let mut line: Vec<PublicPhoto> = own.collect();
    line.sort_by_key(|photo| photo.taken_on);
    if line.len() < FEWEST || days(&line).is_none_or(|days| days <= SHORTEST) {
        return ().into_any();
    }
    let items = line
        .into_iter()
        .map(|photo| {
            let (href, age) = (format!("#{}", anchor(&photo)), age_then(&photo, born));
            let day = photo.taken_on.map(|date| view! { <DateText date/> });
            let age = age.map(|age| view! { <span>{age}</span> });
            view! { <li><a href=href><Thumb files=photo.files/><span class="growth-when num">{day}{age}</span></a></li> }
        })
        .collect_view();
    view! {
        <Section title="Through the years" hint="Its photographs by the day they were taken.">
            <ol class="growth-line">{items}</ol>
        </Section>
    }
    .into_any()
}

/// From the first day to the last.
fn days(line: &[PublicPhoto]) -> Option<i32> {
    let (first, last) = (line.first()?.taken_on?, line.last()?.taken_on?);
    first.until((Unit::Day, last)).ok().map(|span| span.get_days())
}
