//! The order of photographs.

use repti_model::{PhotoId, media::OwnPhoto};

/// The order with one of them at another place, counted from 0; nothing where it stands there already.
pub fn moved(order: &[PhotoId], id: PhotoId, place: usize) -> Option<Vec<PhotoId>> {
    let from = order.iter().position(|known| *known == id)?;
    let place = place.min(order.len() - 1);
    if from == place {
        return None;
    }
    let mut order = order.to_vec();
    order.remove(from);
    order.insert(place, id);
    Some(order)
}

/// Puts these in front, in this order; the others stay behind them in theirs.
pub fn sort_by(all: &mut [OwnPhoto], order: &[PhotoId]) {
    all.sort_by_key(|photo| order.iter().position(|id| *id == photo.id).unwrap_or(usize::MAX));
}

#[cfg(test)]
mod tests {
    use super::moved;
    use repti_model::PhotoId;

    #[test]
    fn one_goes_to_its_place_and_the_others_make_room() {
        let ids: Vec<_> = (0..4).map(|_| PhotoId::new()).collect();
        let of = |places: [usize; 4]| Some(places.map(|place| ids[place]).to_vec());
        assert_eq!(moved(&ids, ids[2], 0), of([2, 0, 1, 3]));
        assert_eq!(moved(&ids, ids[1], 2), of([0, 2, 1, 3]));
        assert_eq!(moved(&ids, ids[1], 99), of([0, 2, 3, 1]));
    }

    #[test]
    fn nothing_moves_to_where_it_is_or_without_being_there() {
        let ids: Vec<_> = (0..3).map(|_| PhotoId::new()).collect();
        assert_eq!(moved(&ids, ids[2], 9), None);
        assert_eq!(moved(&ids, PhotoId::new(), 0), None);
        assert_eq!(moved(&[], ids[0], 0), None);
    }
}
