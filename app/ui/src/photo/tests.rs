//! What the server sends of photographs.

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use leptos::prelude::*;
use repti_model::{
    AnimalId, PhotoId,
    animal::BirthDate,
    media::{Cover, MediaKind, PhotoFiles, PublicPhoto, VideoCodec, VideoFile},
};

use crate::{AnimalCard, CardAnimal, CoverThumb, GrowthLine, Photo, PhotoGallery, Picture};

fn files(width: u32, height: u32) -> PhotoFiles {
    PhotoFiles {
        base: "https://m.example/p/a-b".into(),
        signature: String::new(),
        width,
        height,
        widths: vec![320, 640, width],
        avif: Vec::new(),
        blur: "data:image/webp;base64,UklGRg==".into(),
    }
}

fn taken(on: Option<Date>) -> PublicPhoto {
    let files = files(1200, 900);
    let (kind, caption) = (MediaKind::Photo, String::new());
    PublicPhoto { id: PhotoId::new(), kind, files, video: None, caption, taken_on: on, representative: false }
}

fn html<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    // Marks between texts are for a page that wakes.
    Owner::new().with(|| view().into_any().to_html()).replace("<!>", "")
}

fn gallery(photos: Vec<PublicPhoto>, born: Option<BirthDate>) -> String {
    html(|| view! { <PhotoGallery photos name="Saffron" kind="Pied ball python" born/> })
}

fn born() -> Option<BirthDate> {
    "2024-08-02".parse().ok()
}

#[test]
fn a_photo_has_its_place_before_it_has_come_and_is_no_larger_than_it_is_seen() {
    let page = html(|| view! { <Photo files=files(1200, 900) alt="Saffron" sizes="50vw"/> });
    assert!(page.contains(r#"<source type="image/webp" srcset="https://m.example/p/a-b/320.webp 320w, "#), "{page}");
    assert_eq!(page.matches(r#"sizes="50vw""#).count(), 2, "{page}");
    for part in [
        r#"src="https://m.example/p/a-b/640.jpg""#,
        "1200.jpg 1200w",
        r#"width="1200""#,
        r#"height="900""#,
        r#"alt="Saffron""#,
        r#"loading="lazy""#,
        "background:url(",
        "data:image/webp;base64,UklGRg==",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("fetchpriority"), "{page}");
}

#[test]
fn avif_stands_before_what_every_browser_knows_and_changes_nothing_else() {
    let of = |avif: &[u32]| PhotoFiles { avif: avif.to_vec(), ..files(1200, 900) };
    let photo = |avif: &[u32]| {
        let files = of(avif);
        html(move || view! { <Photo files sizes="50vw"/> })
    };
    let (without, with) = (photo(&[]), photo(&[320, 640, 1200]));
    let at = |words: &str| with.find(words).unwrap_or_else(|| panic!("{words} in {with}"));
    assert!(at("image/avif") < at("image/webp") && at("image/webp") < at("<img"), "{with}");
    let set = ["320", "640", "1200"].map(|width| format!("https://m.example/p/a-b/{width}.avif {width}w")).join(", ");
    let source = format!(r#"<source type="image/avif" srcset="{set}" sizes="50vw">"#);
    assert_eq!(with.replace(&source, ""), without);
    // A small picture takes it in the smallest width alone: a larger one is no saving.
    let thumb = |avif: &[u32]| {
        let cover = Some(Cover::of(AnimalId::new(), of(avif)));
        html(move || view! { <CoverThumb cover/> })
    };
    assert!(thumb(&[320, 1200]).contains(r#"<source type="image/avif" srcset="https://m.example/p/a-b/320.avif">"#));
    assert!(!thumb(&[640, 1200]).contains("avif") && !thumb(&[]).contains("<source"));
}

#[test]
fn what_is_no_picture_never_gets_into_a_style() {
    for blur in
        ["", "javascript:alert(1)", "data:image/webp;base64,x'),url(https://evil.example/a)", "data:text/html,x"]
    {
        let page = html(move || view! { <Photo files=PhotoFiles { blur: blur.into(), ..files(9, 9) } sizes="1px"/> });
        assert!(!page.contains("style="), "{page}");
    }
}

#[test]
fn only_the_first_photo_of_a_page_is_fetched_at_once() {
    let page = gallery(vec![taken(None), taken(None), taken(None)], None);
    assert_eq!(page.matches(r#"loading="eager""#).count(), 1, "{page}");
    assert_eq!(page.matches(r#"fetchpriority="high""#).count(), 1, "{page}");
    assert_eq!(page.matches("<figure").count(), 3);
    assert!(page.find("eager") < page.find("lazy"), "{page}");
}

#[test]
fn every_small_picture_leads_to_its_photo_and_every_photo_opens_large() {
    let photos = vec![taken(None), taken(None)];
    let ids: Vec<_> = photos.iter().map(|photo| format!("photo-{}", photo.id)).collect();
    let page = gallery(photos, None);
    for id in ids {
        assert_eq!(page.matches(&format!(r##"href="#{id}""##)).count(), 2, "below the strip and over it: {page}");
        assert_eq!(page.matches(&format!(r#"id="{id}""#)).count(), 1, "{page}");
    }
    let over = page.split(r#"id="large-"#).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    assert_eq!(
        page.matches(&format!(r#"popovertarget="large-{over}""#)).count(),
        3,
        "two photos and the way back: {page}"
    );
    assert!(page.contains(r#"aria-label="2 photos of Saffron""#) && page.contains(r#"tabindex="0""#), "{page}");
}

#[test]
fn a_single_photo_has_nothing_to_choose_from() {
    let page = gallery(vec![taken(None)], None);
    for control in ["photo-thumbs", "photo-count", "tabindex", r#"role="region""#] {
        assert!(!page.contains(control), "{control} in {page}");
    }
    assert!(page.contains(r#"alt="Saffron, Pied ball python""#) && page.contains("popovertarget"), "{page}");
    assert_eq!(gallery(Vec::new(), None).matches("photo").count(), 0);
}

#[test]
fn a_photo_says_its_day_and_the_age_at_it() {
    let page = gallery(vec![taken(Some(date(2025, 3, 9)))], born());
    assert!(page.contains(r#"<time datetime="2025-03-09">9 March 2025</time> · 7 months old"#), "{page}");
    let before = gallery(vec![taken(Some(date(2024, 1, 1)))], born());
    assert!(before.contains("1 January 2024") && !before.contains(" old"), "{before}");
}

#[test]
fn a_photo_of_another_animal_says_so_and_has_no_age() {
    let photo = PublicPhoto { representative: true, ..taken(Some(date(2025, 3, 9))) };
    let page = gallery(vec![photo], born());
    assert!(
        page.contains("Representative photo") && page.contains("another animal of the same kind, not Saffron"),
        "{page}"
    );
    assert!(page.contains(r#"alt="Another Pied ball python, not Saffron""#) && !page.contains(" old"), "{page}");
}

fn film(poster: bool) -> PublicPhoto {
    let video = VideoFile {
        url: "https://m.example/p/a-b/video.mp4".into(),
        media_type: "video/mp4".into(),
        codec: VideoCodec::Hevc,
        seconds: 12,
        bytes: 1,
        added_at: Timestamp::UNIX_EPOCH,
    };
    let widths = if poster { vec![320, 1280] } else { Vec::new() };
    let files = PhotoFiles { widths, blur: String::new(), ..files(1280, 720) };
    PublicPhoto { kind: MediaKind::Video, files, video: Some(video), ..taken(Some(date(2025, 3, 9))) }
}

#[test]
fn a_video_stands_among_photos_and_nothing_of_it_is_fetched_before_it_is_played() {
    let page = gallery(vec![taken(None), film(true), film(false)], born());
    assert!(page.contains(r#"aria-label="1 photo and 2 videos of Saffron""#), "{page}");
    assert!(page.contains(r#"aria-label="Saffron, Pied ball python; video 2 of 3""#), "{page}");
    assert_eq!((page.matches("<video").count(), page.matches(r#"preload="none""#).count()), (2, 2), "{page}");
    assert_eq!(page.matches("controls").count(), 2, "{page}");
    assert!(page.contains(r#"<source src="https://m.example/p/a-b/video.mp4" type="video/mp4""#), "{page}");
    assert_eq!(page.matches(r#"poster="https://m.example/p/a-b/1280.jpg""#).count(), 1, "{page}");
    assert!(page.contains("Video · 0:12 · HEVC, which not every browser plays"), "{page}");
    assert!(page.contains("film-sign") && page.contains(r#"aria-label="Video 3 of 3""#), "{page}");
    assert!(page.contains("9 March 2025"), "its caption, too: {page}");
    // A video without a picture is no part of the years.
    let line = |poster| html(move || view! { <GrowthLine photos=vec![film(poster); 3] born=born()/> });
    assert!(!line(false).contains("<li"));
}

#[test]
fn a_hostile_caption_stays_text() {
    let hostile = r#"</figcaption><script>alert("1")</script>"#;
    let photo = PublicPhoto { caption: hostile.into(), ..taken(None) };
    let page = html(|| view! { <PhotoGallery photos=vec![photo] name=hostile kind="\"><img src=x>" born=None/> });
    assert!(!page.contains("<script") && !page.contains("<img src=x"), "{page}");
    assert!(page.contains("&lt;script"), "{page}");
}

#[test]
fn growth_is_told_by_the_animals_own_days_the_earliest_first() {
    let line = |photos: Vec<PublicPhoto>| html(|| view! { <GrowthLine photos born=born()/> });
    let [a, b, c] = [date(2026, 9, 1), date(2024, 10, 2), date(2025, 10, 2)].map(|day| taken(Some(day)));
    let page = line(vec![a.clone(), b.clone(), taken(None), c.clone()]);
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} in {page}"));
    assert!(at("2 months old") < at("1 y 2 mo old") && at("1 y 2 mo old") < at("2 y"), "{page}");
    assert_eq!(page.matches("<li").count(), 3, "{page}");

    assert!(!line(vec![a.clone(), b.clone()]).contains("<li"), "two are no line");
    let other = PublicPhoto { representative: true, ..c };
    assert!(!line(vec![a.clone(), b, other]).contains("<li"), "another animal's photo is none of this one");
    let near = [date(2026, 9, 1), date(2026, 9, 20), date(2026, 10, 31)].map(|day| taken(Some(day)));
    assert!(!line(near.into()).contains("<li"), "sixty days are no growth");
}

#[test]
fn without_a_photo_a_plate_is_drawn_or_fetched() {
    let drawn = html(|| view! { <Picture taxon="boa" morph="" seed=1 alt="A boa"/> });
    assert!(drawn.contains("<svg") && drawn.contains("A boa") && !drawn.contains("<img"), "{drawn}");
    let fetched = html(|| view! { <Picture taxon="boa" morph="" seed=1 plate="/plates/1.svg"/> });
    assert!(fetched.contains(r#"src="/plates/1.svg""#) && !fetched.contains("<svg"), "{fetched}");
    let animal =
        CardAnimal { photo: Some(files(1200, 1500)), plate: Some("/plates/1.svg".into()), ..CardAnimal::default() };
    let card = html(|| view! { <AnimalCard animal/> });
    assert!(card.contains("/p/a-b/320.webp 320w") && !card.contains("/plates/"), "{card}");
}
