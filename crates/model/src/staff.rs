//! A person or a vivarium with everything that staff see of it.

use crate::{
    PersonId, Role, VivariumId,
    account::PersonRow,
    vivarium::{Plan, PlanChange, VivariumRow},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One time that staff suspended or reinstated, with the reason that they gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionRow {
    pub at: Timestamp,
    /// Else it was reinstated.
    pub suspended: bool,
    pub reason: String,
    pub staff_id: PersonId,
    pub staff_name: String,
}

/// A vivarium that a person belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonMembership {
    pub vivarium_id: VivariumId,
    pub name: String,
    pub slug: String,
    pub role: Role,
    pub since: Timestamp,
    pub suspended: bool,
}

/// A person, as staff see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetail {
    pub row: PersonRow,
    pub email_verified: bool,
    /// Sessions that are open now.
    pub sessions: u32,
    pub totp: bool,
    pub passkeys: u32,
    pub memberships: Vec<PersonMembership>,
    pub suspensions: Vec<SuspensionRow>,
}

/// Somebody who belongs to a vivarium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VivariumMember {
    pub person_id: PersonId,
    pub display_name: String,
    pub email: String,
    pub role: Role,
    pub since: Timestamp,
    pub suspended: bool,
}

/// A vivarium, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VivariumDetail {
    pub row: VivariumRow,
    pub location: String,
    pub website: String,
    pub time_zone: String,
    pub members: Vec<VivariumMember>,
    pub suspensions: Vec<SuspensionRow>,
    pub plan: Plan,
    /// All plans, the least first.
    pub plans: Vec<Plan>,
    /// The latest first.
    pub plan_changes: Vec<PlanChange>,
}

/// How many animals a vivarium has; the animals themselves stay closed to staff.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnimalCounts {
    pub animals: i64,
    pub public: i64,
    pub archived: i64,
}

/// How much there is in the whole house.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseCounts {
    pub people: i64,
    pub vivariums: i64,
    pub animals: i64,
    pub public_animals: i64,
}
