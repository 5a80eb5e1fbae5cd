//! How much there is, for metrics and for staff: counts, nothing of what is counted.

use crate::{Ops, Result, store};
use repti_model::{
    Actor, StaffRole, VivariumId,
    staff::{AnimalCounts, HouseCounts},
};

impl Ops {
    /// People, vivariums, animals and public animals, across all vivariums.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn house_counts(&self) -> Result<Vec<(String, i64)>> {
        Ok(store::counts::house(self.db.public()).await?)
    }

    /// The same for a page.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn staff_house(&self, actor: &Actor) -> Result<HouseCounts> {
        actor.require_staff(StaffRole::Support)?;
        let counts = self.house_counts().await?;
        let of = |what: &str| counts.iter().find(|(name, _)| name == what).map_or(0, |(_, count)| *count);
        Ok(HouseCounts {
            people: of("people"),
            vivariums: of("vivariums"),
            animals: of("animals"),
            public_animals: of("public_animals"),
        })
    }

    /// How many animals a vivarium has.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn vivarium_animals(&self, actor: &Actor, id: VivariumId) -> Result<AnimalCounts> {
        actor.require_staff(StaffRole::Support)?;
        Ok(store::counts::animals_of(self.db.public(), id).await?)
    }
}
