//! The order of an animal's photographs. The first is its cover.

use crate::{Media, MediaError, Result, store};
use repti_model::{Action, Actor, AnimalId, PhotoId};
use uuid::Uuid;

impl Media {
    /// Puts photographs of an own animal in this order; what isn't named stays behind them in its order, so that one sent meanwhile isn't lost.
    ///
    /// # Errors
    /// A field error where one isn't a photograph of this animal, or is named twice.
    pub async fn arrange_photos(&self, actor: &Actor, animal: AnimalId, order: &[PhotoId]) -> Result<()> {
        actor.require(Action::EditAnimals)?;
        let mut tx = self.db.begin(actor).await?;
        let known = store::change::lock_order(&mut tx, animal).await?;
        let asked: Vec<Uuid> = order.iter().map(|id| id.0).collect();
        let order = merged(&known, &asked).ok_or_else(|| {
            MediaError::field("order", "A photo of this list is gone or stands in it twice. Load the page again.")
        })?;
        store::change::write_order(&mut tx, &order).await?;
        Ok(tx.commit().await?)
    }
}

/// `asked` first, then the rest of `known`; nothing where `asked` has strangers or anything twice.
fn merged(known: &[Uuid], asked: &[Uuid]) -> Option<Vec<Uuid>> {
    let mut order: Vec<Uuid> = Vec::with_capacity(known.len());
    for id in asked {
        if !known.contains(id) || order.contains(id) {
            return None;
        }
        order.push(*id);
    }
    order.extend(known.iter().filter(|id| !asked.contains(id)));
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::merged;
    use uuid::Uuid;

    #[test]
    fn what_isnt_named_stays_behind() {
        let ids: Vec<Uuid> = (0..4).map(Uuid::from_u128).collect();
        let of = |places: &[usize]| -> Vec<Uuid> { places.iter().map(|place| ids[*place]).collect() };
        assert_eq!(merged(&ids, &of(&[2])), Some(of(&[2, 0, 1, 3])));
        assert_eq!(merged(&ids, &of(&[3, 2, 1, 0])), Some(of(&[3, 2, 1, 0])));
        assert_eq!(merged(&ids, &[]), Some(ids.clone()));
        assert_eq!(merged(&ids, &of(&[1, 1])), None);
        assert_eq!(merged(&ids[..3], &of(&[3])), None);
    }
}
