//! Photographs of a few demo animals: drawn, for nobody's pictures are used. One animal has a series over its life.

use super::{
    SeedError,
    drawn::{Coat, Drawing, draw},
    herd::TODAY,
    rng::Rng,
};
use bytes::Bytes;
use jiff::{Timestamp, ToSpan, civil::Date};
use jpeg_encoder::{ColorType, Encoder};
use repti_media::seed::{self as media, SeedPhoto, Sitter};
use repti_model::PhotoId;
use repti_storage::ObjectStore;
use sqlx::{Connection, PgConnection};

/// What the drawing fits.
const SNAKES: [&str; 6] =
    ["ball-python", "boa", "corn-snake", "western-hognose", "reticulated-python", "carpet-python"];
/// Of each vivarium.
const SITTERS: i64 = 3;
/// In pixels: as a card shows it, 4 : 5.
const SIZE: (u16, u16) = (720, 900);
/// A series: days after birth, and what is said of it.
const SERIES: [(i32, &str); 4] = [
    (0, "This season’s light, after a shed"),
    (9, "First shed"),
    (160, "Taking rats"),
    (400, "Grown into the pattern"),
];

/// Draws them and leaves them for the worker to prepare; how many.
///
/// # Errors
/// When a store refuses.
pub async fn photographs(url: &str, objects: &ObjectStore) -> Result<usize, SeedError> {
    let mut connection = PgConnection::connect(url).await?;
    let sitters = media::list_sitters(&mut connection, &SNAKES, SITTERS).await?;
    let mut rng = Rng::new(0xf0_70);
    let mut count = 0;
    let pool = sqlx::PgPool::connect(url).await?;
    // The eldest has been photographed most.
    let eldest =
        sitters.iter().filter_map(|sitter| Some((sitter.born?, sitter.animal))).min().map(|(_, animal)| animal);
    for sitter in &sitters {
        let series =
            if Some(sitter.animal) == eldest { SERIES.as_slice() } else { SERIES.get(..1).unwrap_or_default() };
        let look = rng.next();
        let coat = coat(&sitter.taxon, &sitter.morph);
        for (position, (days, caption)) in (0..).zip(series) {
            let taken_on = taken_on(sitter, *days);
            if taken_on.is_none_or(|day| day > TODAY) {
                continue;
            }
            let bytes = jpeg(look, position, coat).await?;
            let photo = SeedPhoto {
                id: PhotoId(rng.id(Timestamp::UNIX_EPOCH)),
                sitter,
                name: format!("IMG_{:04}.jpg", 1_000 + count),
                size: bytes.len() as u64,
                caption: (*caption).to_owned(),
                taken_on,
                representative: false,
                position,
            };
            let mut tx = pool.begin().await?;
            media::insert_photo(&mut tx, objects, &photo, bytes)
                .await
                .map_err(|error| SeedError::Photos(error.to_string()))?;
            tx.commit().await?;
            count += 1;
        }
    }
    Ok(count)
}

/// So many days after its birth; for none, lately.
fn taken_on(sitter: &Sitter, days: i32) -> Option<Date> {
    match days {
        0 => TODAY.checked_sub(12.days()).ok().filter(|day| sitter.born.is_none_or(|born| born < *day)).or(Some(TODAY)),
        days => sitter.born?.checked_add(days.days()).ok(),
    }
}

/// The same animal in another pose for each place. Drawing takes a good part of a second, so it has a thread of its own.
async fn jpeg(look: u64, position: i32, coat: Coat) -> Result<Bytes, SeedError> {
    let failed = |error: String| SeedError::Photos(error);
    let seed = look ^ u64::try_from(position).unwrap_or_default().wrapping_mul(0x51_7c_c1);
    let drawn = tokio::task::spawn_blocking(move || draw(SIZE.0, SIZE.1, &coat, seed));
    let Drawing { width, height, rgb } = drawn.await.map_err(|error| failed(error.to_string()))?;
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, 86)
        .encode(&rgb, width, height, ColorType::Rgb)
        .map_err(|error| failed(error.to_string()))?;
    Ok(bytes.into())
}

/// Colours by words of the morph, otherwise by the species.
fn coat(taxon: &str, morph: &str) -> Coat {
    let morph = morph.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| morph.contains(word));
    let of = |ground, mark, edge, cover| Coat { ground, mark, edge, cover };
    if says(&["albino", "amel", "lavender", "candy", "sunglow", "snow", "bel", "blue eyed"]) {
        of([0.97, 0.86, 0.55], [0.96, 0.95, 0.9], [0.95, 0.7, 0.3], 0.45)
    } else if says(&["axanthic", "anery", "charcoal", "ghost", "silver", "gravel"]) {
        of([0.66, 0.65, 0.63], [0.2, 0.2, 0.21], [0.85, 0.85, 0.84], 0.5)
    } else if says(&["pastel", "banana", "fire", "enchi", "orange", "caramel", "hypo", "jaguar", "jungle"]) {
        of([0.9, 0.7, 0.28], [0.3, 0.2, 0.12], [0.98, 0.88, 0.55], 0.46)
    } else {
        match taxon {
            "corn-snake" => of([0.88, 0.52, 0.25], [0.66, 0.16, 0.09], [0.2, 0.08, 0.05], 0.42),
            "boa" | "reticulated-python" => of([0.78, 0.66, 0.48], [0.34, 0.14, 0.08], [0.12, 0.08, 0.06], 0.44),
            "western-hognose" => of([0.76, 0.68, 0.5], [0.4, 0.3, 0.18], [0.24, 0.17, 0.1], 0.48),
            "carpet-python" => of([0.2, 0.19, 0.14], [0.85, 0.78, 0.5], [0.08, 0.08, 0.06], 0.44),
            _ => of([0.72, 0.52, 0.3], [0.16, 0.1, 0.07], [0.86, 0.74, 0.52], 0.5),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_the_same_for_the_same_numbers_and_differs_by_its_coat() {
        let plain = coat("ball-python", "");
        let one = draw(40, 50, &plain, 7);
        assert_eq!(one, draw(40, 50, &plain, 7));
        assert_eq!(one.rgb.len(), 40 * 50 * 3);
        assert_ne!(one, draw(40, 50, &plain, 8));
        assert_ne!(one, draw(40, 50, &coat("ball-python", "Albino"), 7));
    }
}
