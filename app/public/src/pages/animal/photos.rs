//! The photographs of an animal: on its page, beside links to it, and for crawlers.

use crate::meta::SharedPicture;
use app_ui::{PhotoGallery, Picture, plate_href, plate_seed};
use leptos::prelude::*;
use repti_model::{media::PublicPhoto, public::PublicCard};
use serde_json::{Value, json};

/// Its photographs, or its plate.
#[component]
pub fn AnimalPhotos(photos: Vec<PublicPhoto>, card: PublicCard) -> impl IntoView {
    if photos.is_empty() {
        let plate = plate_href(&card.taxon.slug, &card.genotype_text, plate_seed(&card.id.to_string()));
        let alt = format!("Drawn plate of a {}", kind(&card));
        return view! { <Picture taxon="" morph="" seed=0 plate alt eager=true /> }.into_any();
    }
    view! { <PhotoGallery photos name=card.label().to_owned() kind=kind(&card) born=card.born /> }.into_any()
}

/// "Banana Pied ball python".
fn kind(card: &PublicCard) -> String {
    format!("{} {}", card.genotype_text, card.taxon.common_name.to_lowercase()).trim().to_owned()
}

/// What other sites show beside a link: the first photo of the animal itself, otherwise the first; without photos the house's own picture.
pub fn shared(photos: &[PublicPhoto], card: &PublicCard) -> Option<SharedPicture> {
    // Of a video the picture that stands for it, where there is one.
    let seen = || photos.iter().filter(|photo| photo.files.is_there());
    let photo = seen().find(|photo| !photo.representative).or_else(|| seen().next())?;
    let (name, kind) = (card.label(), kind(card));
    let alt = if photo.representative { format!("Another {kind}, not {name}") } else { format!("{name}, {kind}") };
    Some(SharedPicture::photo(&photo.files, alt))
}

/// What a crawler reads of the photos that show the animal itself.
pub fn images(photos: &[PublicPhoto]) -> Vec<Value> {
    let own = photos.iter().filter(|photo| !photo.representative && photo.files.is_there());
    own.map(|photo| {
        let files = &photo.files;
        let mut image = json!({
            "@type": "ImageObject",
            "contentUrl": files.jpeg(u32::MAX),
            "thumbnailUrl": files.jpeg(0),
            "width": files.width,
            "height": files.height,
        });
        if !photo.caption.is_empty() {
            image["caption"] = json!(photo.caption);
        }
        if let Some(day) = photo.taken_on {
            image["dateCreated"] = json!(day.to_string());
        }
        image
    })
    .collect()
}

/// The same of the videos: what is known of each, and nothing that isn't.
pub fn videos(photos: &[PublicPhoto], card: &PublicCard) -> Vec<Value> {
    let own = photos.iter().filter(|photo| !photo.representative);
    own.filter_map(|photo| {
        let file = photo.video.as_ref()?;
        let (name, kind) = (card.label(), kind(card));
        let mut video = json!({
            "@type": "VideoObject",
            "name": format!("Video of {name}"),
            "description": if photo.caption.is_empty() { format!("{name}, {kind}.") } else { photo.caption.clone() },
            "uploadDate": file.added_at.to_string(),
            "contentUrl": file.url,
            "encodingFormat": file.media_type,
            "duration": file.duration(),
        });
        if photo.files.is_there() {
            video["thumbnailUrl"] = json!(photo.files.jpeg(u32::MAX));
        }
        if let Some(day) = photo.taken_on {
            video["dateCreated"] = json!(day.to_string());
        }
        Some(video)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::{
        AnimalId, PhotoId, TaxonId,
        animal::BirthDate,
        media::{MediaKind, PhotoFiles, VideoCodec, VideoFile},
    };

    fn card() -> PublicCard {
        serde_json::from_value(json!({
            "id": AnimalId::new(), "code": "CR-062", "name": "Saffron", "sex": "female", "born": "2024-08-02".parse::<BirthDate>().ok(),
            "taxon": {"id": TaxonId::new(), "slug": "ball-python", "common_name": "Ball python"},
            "origin": "captive_bred", "genotype_text": "Banana Pied", "life_status": "alive",
            "breeder": {"slug": "cedar", "name": "Cedar Ridge"}, "updated_at": "2026-11-27T00:00:00Z",
        }))
        .unwrap()
    }

    fn photo(base: &str, representative: bool) -> PublicPhoto {
        let files = PhotoFiles {
            base: format!("https://m.example/p/{base}"),
            width: 1600,
            height: 1200,
            widths: vec![320, 1280, 1600],
            ..PhotoFiles::default()
        };
        let taken_on = "2025-03-09".parse().ok();
        let (kind, caption) = (MediaKind::Photo, "In daylight".into());
        PublicPhoto { id: PhotoId::new(), kind, files, video: None, caption, taken_on, representative }
    }

    fn html(photos: Vec<PublicPhoto>) -> String {
        Owner::new().with(|| view! { <AnimalPhotos photos card=card() /> }.into_any().to_html()).replace("<!>", "")
    }

    #[test]
    fn a_page_without_photos_keeps_its_plate() {
        let page = html(Vec::new());
        assert!(page.contains("/plates/") && page.contains("Drawn plate of a Banana Pied ball python"), "{page}");
        assert_eq!((shared(&[], &card()), images(&[]).len()), (None, 0));
    }

    #[test]
    fn a_page_with_photos_shows_them_with_the_age_then_and_no_plate() {
        let page = html(vec![photo("a", false), photo("b", false)]);
        assert!(page.contains("2 photos of Saffron") && page.contains("7 months old"), "{page}");
        assert!(page.contains("/p/a/320.webp 320w") && !page.contains("/plates/"), "{page}");
    }

    #[test]
    fn other_sites_and_crawlers_get_photos_of_the_animal_itself() {
        let photos = [photo("other", true), photo("own", false)];
        let picture = shared(&photos, &card()).unwrap();
        assert_eq!(picture.url, "https://m.example/p/own/1280.jpg");
        assert_eq!(picture.alt, "Saffron, Banana Pied ball python");
        let images = images(&photos);
        assert_eq!(images.len(), 1);
        assert_eq!(images[0]["contentUrl"], "https://m.example/p/own/1600.jpg");
        assert_eq!((&images[0]["caption"], &images[0]["dateCreated"]), (&json!("In daylight"), &json!("2025-03-09")));
    }

    #[test]
    fn a_video_without_a_picture_is_none_beside_a_link() {
        let film = |base| {
            let bare = photo(base, false);
            let files = PhotoFiles { widths: Vec::new(), ..bare.files };
            PublicPhoto { kind: MediaKind::Video, files, ..bare }
        };
        assert_eq!((shared(&[film("film")], &card()), images(&[film("film")]).len()), (None, 0));
        let both = [film("film"), photo("own", false)];
        assert_eq!(
            shared(&both, &card()).map(|picture| picture.url).as_deref(),
            Some("https://m.example/p/own/1280.jpg")
        );
        assert_eq!(images(&both).len(), 1);
    }

    #[test]
    fn a_crawler_is_told_what_is_known_of_a_video() {
        let film = |representative| {
            let (url, media_type) = ("https://m.example/p/film/video.mp4".into(), "video/mp4".into());
            let added_at = "2026-11-27T10:00:00Z".parse().unwrap();
            let file = VideoFile { url, media_type, codec: VideoCodec::H264, seconds: 75, bytes: 1, added_at };
            PublicPhoto { kind: MediaKind::Video, video: Some(file), ..photo("film", representative) }
        };
        let told = videos(&[photo("own", false), film(false), film(true)], &card());
        assert_eq!(
            told,
            [json!({
                "@type": "VideoObject", "name": "Video of Saffron", "description": "In daylight",
                "uploadDate": "2026-11-27T10:00:00Z", "dateCreated": "2025-03-09", "duration": "PT1M15S",
                "contentUrl": "https://m.example/p/film/video.mp4", "encodingFormat": "video/mp4",
                "thumbnailUrl": "https://m.example/p/film/1600.jpg",
            })]
        );
        // Without a picture, a day and words of its keeper it isn't made up.
        let bare = film(false);
        let files = PhotoFiles { widths: Vec::new(), ..bare.files.clone() };
        let told = videos(&[PublicPhoto { files, taken_on: None, caption: String::new(), ..bare }], &card());
        assert_eq!(told[0]["description"], "Saffron, Banana Pied ball python.");
        assert!(told[0].get("thumbnailUrl").is_none() && told[0].get("dateCreated").is_none(), "{told:?}");
    }

    #[test]
    fn a_picture_of_another_animal_says_so_beside_a_link() {
        let picture = shared(&[photo("other", true)], &card()).unwrap();
        assert_eq!(picture.alt, "Another Banana Pied ball python, not Saffron");
    }
}
