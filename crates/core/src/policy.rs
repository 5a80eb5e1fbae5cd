//! What roles alone don't say: who may act on whom.

use crate::{CoreError, Result};
use repti_model::{ErrorCode, PersonId, Role, StaffRole};

/// A member may give or take `role` only as far as their own role manages it.
pub(crate) fn may_manage(mine: Role, role: Role) -> Result<()> {
    if mine.manages(role) {
        return Ok(());
    }
    let detail = format!("Your role here is {}. It doesn't manage the role {}.", mine.as_str(), role.as_str());
    Err(CoreError::problem(ErrorCode::Forbidden, detail))
}

/// Nobody of staff acts on themselves, nor on somebody above them.
pub(crate) fn staff_may_act_on(mine: (PersonId, StaffRole), theirs: (PersonId, Option<StaffRole>)) -> Result<()> {
    if mine.0 == theirs.0 {
        return Err(CoreError::problem(ErrorCode::Forbidden, "This is your own account. Ask a colleague."));
    }
    if !mine.1.may_act_on(theirs.1) {
        return Err(CoreError::problem(ErrorCode::Forbidden, "This person's staff role is above yours."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_act_on_those_beside_and_below_them_but_not_on_themselves() {
        let (me, other) = (PersonId::new(), PersonId::new());
        let moderator = (me, StaffRole::Moderator);
        assert!(staff_may_act_on(moderator, (me, None)).is_err());
        assert!(staff_may_act_on(moderator, (other, Some(StaffRole::Administrator))).is_err());
        assert!(staff_may_act_on(moderator, (other, Some(StaffRole::Moderator))).is_ok());
        assert!(staff_may_act_on(moderator, (other, None)).is_ok());
    }

    #[test]
    fn a_curator_makes_no_curator() {
        assert!(may_manage(Role::Curator, Role::Curator).is_err());
        assert!(may_manage(Role::Curator, Role::Handler).is_ok());
        assert!(may_manage(Role::Handler, Role::Keeper).is_err());
    }
}
