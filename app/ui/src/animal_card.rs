use jiff::civil::Date;
use leptos::prelude::*;
use repti_model::{animal::Sex, media::PhotoFiles, public::PublicCard};

use crate::{
    Badge, Glyph, Icon, Photo, Plate, SexMark, Text, Tone,
    photo::{covering, scaled},
    plate_seed, words,
};

/// The frame's width by its height.
const FRAME: f64 = 0.8;
/// How wide a picture's frame is: conditions with a length each, as in `sizes`; the last has none.
pub type FrameWidths = [(&'static str, &'static str)];
/// In a grid of cards (`grid-cards`).
const CARD: &FrameWidths = &[("(max-width: 21rem)", "92vw"), ("(max-width: 47rem)", "46vw"), ("", "17rem")];

/// What a card shows of an animal; texts as they are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardAnimal {
    /// The animal's page.
    pub href: String,
    /// Its name, or its code where it has none.
    pub title: String,
    /// Its code: `CR-062`.
    pub code: String,
    /// Its morph.
    pub morph: String,
    /// The taxon's name, which also chooses the plate.
    pub taxon: String,
    /// Its sex.
    pub sex: Sex,
    /// Its age in words (`words::age`).
    pub age: Option<String>,
    /// Its weight in words (`words::grams`).
    pub weight: Option<String>,
    /// The vivarium that keeps it; none inside its own portal.
    pub breeder: Option<String>,
    /// The breeder has proven who they are.
    pub verified: bool,
    /// A photograph; without one a plate is drawn.
    pub photo: Option<PhotoFiles>,
    /// Where its plate can be fetched (`plate_href`); without an address it is drawn into the page.
    pub plate: Option<String>,
    /// Chooses the plate: `plate_seed(&id)`.
    pub seed: u64,
    /// A state above the picture: "On hold".
    pub state: Option<String>,
    /// The state is for good: said quietly, without a clock.
    pub settled: bool,
}

impl CardAnimal {
    /// The card of a public animal at `href`; `today` tells its age. A page adds what it knows besides.
    #[must_use]
    pub fn public(card: &PublicCard, href: String, today: Date) -> Self {
        Self {
            href,
            title: card.label().to_owned(),
            code: card.code.clone(),
            morph: card.genotype_text.clone(),
            taxon: card.taxon.common_name.clone(),
            sex: card.sex,
            age: card.born.and_then(|born| words::age_of(born, today)),
            breeder: Some(card.breeder.name.clone()),
            photo: card.photo.clone(),
            seed: plate_seed(&card.id.to_string()),
            ..Self::default()
        }
    }
}

/// The picture of an animal, 4 : 5: the photograph, or a plate.
#[component]
pub fn Picture(
    #[prop(into)] taxon: String,
    #[prop(into)] morph: String,
    seed: u64,
    #[prop(optional_no_strip)] photo: Option<PhotoFiles>,
    /// Where the plate can be fetched; without an address it is drawn into the page.
    #[prop(optional, into)]
    plate: Text,
    /// What it shows; empty beside a text that says the same.
    #[prop(optional, into)]
    alt: Text,
    /// How wide its frame is, where it isn't in a grid of cards.
    #[prop(default = CARD)]
    frame: &'static FrameWidths,
    /// Above the fold: loads at once.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let picture = match (photo, plate.get()) {
        (Some(files), _) => {
            let sizes = widened(frame, covering(&files, FRAME));
            view! { <Photo files alt sizes eager/> }.into_any()
        }
        (None, Some(src)) => view! {
            <img
                src=src
                alt=alt.or("")
                width="480"
                height="600"
                loading=if eager { "eager" } else { "lazy" }
                decoding="async"
                fetchpriority=eager.then_some("high")
            />
        }
        .into_any(),
        (None, None) => view! { <Plate taxon morph seed label=alt/> }.into_any(),
    };
    view! { <div class="picture">{picture}</div> }
}

/// `sizes` of what is `times` as wide as its frame.
fn widened(frame: &FrameWidths, times: f64) -> String {
    let one = |(condition, length): &(&str, &str)| format!("{condition} {}", scaled(times, length)).trim().to_owned();
    frame.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// An animal in a grid of cards (`class="grid-cards"`). The whole card is one link.
#[component]
pub fn AnimalCard(
    animal: CardAnimal,
    /// Among the first cards of a page.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let CardAnimal {
        href,
        title,
        code,
        morph,
        taxon,
        sex,
        age,
        weight,
        breeder,
        verified,
        photo,
        plate,
        seed,
        state,
        settled,
    } = animal;
    let facts =
        [age, weight].into_iter().flatten().map(|fact| view! { <span class="num">{fact}</span> }).collect_view();
    let code = (code != title && !code.is_empty()).then(|| view! { <span class="code">{code}</span> });
    let state = state.map(|state| {
        let badge = if settled {
            view! { <Badge>{state}</Badge> }.into_any()
        } else {
            view! { <Badge tone=Tone::Warning icon=Glyph::Clock>{state}</Badge> }.into_any()
        };
        view! { <div class="card-state">{badge}</div> }
    });
    let morph_words = if morph.is_empty() { "Morph not recorded".to_owned() } else { morph.clone() };
    view! {
        <article class="animal-card">
            <Picture taxon=taxon.clone() morph seed photo plate eager/>
            {state}
            <div class="animal-text">
                <p class="animal-taxon">{taxon}{code}</p>
                <h3 class="animal-title"><a href=href>{title}</a></h3>
                <p class="animal-morph">{morph_words}</p>
                <p class="animal-facts"><SexMark sex/>{facts}</p>
                {breeder
                    .map(|breeder| {
                        view! {
                            <p class="animal-breeder">
                                <span>{breeder}</span>
                                {verified.then(|| view! { <Icon glyph=Glyph::Badge label="Identity verified"/> })}
                            </p>
                        }
                    })}
            </div>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_covers_its_frame_is_as_wide_as_it_is_before_it_is_cut() {
        let landscape = PhotoFiles { width: 1600, height: 1000, ..PhotoFiles::default() };
        assert_eq!(
            widened(&CARD[1..], covering(&landscape, FRAME)),
            "(max-width: 47rem) calc(2.00 * 46vw), calc(2.00 * 17rem)"
        );
        let portrait = PhotoFiles { width: 1000, height: 2000, ..PhotoFiles::default() };
        assert_eq!(widened(&CARD[2..], covering(&portrait, FRAME)), "17rem");
    }
}
