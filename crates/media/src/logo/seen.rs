//! A form about a logo goes to the vivarium and the logo that it was shown with. Another tab may have switched to another vivarium since, and somebody
//! else may have sent, removed or taken down a logo.

use crate::Result;
use repti_model::{Action, Actor, ErrorCode, Problem, VivariumId, media::LogoSeen};

/// The vivarium whose logo the actor may change.
pub(super) fn vivarium_of(actor: &Actor, seen: Option<LogoSeen>) -> Result<VivariumId> {
    // Before their role: what it is in the other vivarium explains nothing.
    if let (Some(seen), Some(active)) = (seen, &actor.vivarium)
        && seen.vivarium != active.id
    {
        let detail = "You have switched to another vivarium in another tab, so nothing was changed. Load this page again to see whose logo it \
                      shows, or switch back, then try again.";
        return Err(Problem::new(ErrorCode::Conflict, detail).into());
    }
    Ok(actor.require(Action::Administer)?.id)
}

/// That what was seen is there still.
pub(super) fn check(seen: Option<LogoSeen>, now: LogoSeen) -> Result<()> {
    if seen.is_none_or(|seen| seen == now) {
        return Ok(());
    }
    let detail = "The logo has been changed in the meantime, so yours has changed nothing. Load this page again to see what is there now, then try \
                  again.";
    Err(Problem::new(ErrorCode::Conflict, detail).into())
}
