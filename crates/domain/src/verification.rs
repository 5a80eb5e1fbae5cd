//! Telling the people of the other vivarium of a step in a verification: the animals' context knows the step, the people's the addresses.

use crate::Domain;
use repti_animal::VerificationNotice;
use repti_core::CoreError;
use repti_model::{Action, animal::ParentSide, lineage::VerificationStep};

/// Where the breeder portal shows what waits.
const PAGE: &str = "/verifications";

impl Domain {
    /// Queues the mails of a step: the worker's handler of `verification_notice`. Gives how many.
    ///
    /// # Errors
    /// When the database doesn't answer; the queue tries again.
    pub async fn tell_of_verification(&self, notice: &VerificationNotice) -> Result<usize, CoreError> {
        let Some((subject, sentence)) = words(notice) else { return Ok(0) };
        self.core.tell_members(notice.to, Action::EditLineage, &subject, &sentence, PAGE).await
    }
}

/// Subject and sentence: who did what about which side, and no animal's name.
fn words(notice: &VerificationNotice) -> Option<(String, String)> {
    let from = &notice.from;
    let side = match notice.side {
        ParentSide::Sire => "sire",
        ParentSide::Dam => "dam",
    };
    let (subject, sentence) = match notice.step {
        VerificationStep::Requested => (
            format!("{from} asks you to confirm a {side}"),
            format!(
                "{from} asks you to confirm that an animal of yours is the {side} of one of theirs. The request stands for 30 days."
            ),
        ),
        VerificationStep::Confirmed => (
            format!("{from} confirmed a {side}"),
            format!("{from} confirmed that an animal of theirs is the {side} of one of yours."),
        ),
        VerificationStep::Declined => (
            format!("{from} declined to confirm a {side}"),
            format!(
                "{from} declined to confirm that an animal of theirs is the {side} of one of yours. Their reason is on the page."
            ),
        ),
        VerificationStep::Disputed => (
            format!("{from} disputes a {side}"),
            format!(
                "{from} disputes a {side} that was confirmed. ReptiDex looks at what both of you wrote, and settles it."
            ),
        ),
        VerificationStep::Upheld => (
            format!("The dispute about a {side} is settled"),
            format!("{from} has upheld a {side} that was disputed: it stands as confirmed. The reason is on the page."),
        ),
        VerificationStep::Overturned => (
            format!("The dispute about a {side} is settled"),
            format!(
                "{from} has overturned a {side} that was disputed: it counts as a parent no more. The reason is on the page."
            ),
        ),
        // What ends an own request needs no mail to the other side.
        VerificationStep::Withdrawn | VerificationStep::Expired => return None,
    };
    Some((subject, sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::VivariumId;

    #[test]
    fn every_step_but_the_quiet_ones_has_words_that_name_who_took_it() {
        for step in VerificationStep::ALL {
            let from = "Nocturne Morphs".to_owned();
            let told = words(&VerificationNotice { to: VivariumId::new(), step: *step, side: ParentSide::Dam, from });
            let quiet = matches!(step, VerificationStep::Withdrawn | VerificationStep::Expired);
            assert_eq!(told.is_none(), quiet, "{step}");
            if let Some((subject, sentence)) = told {
                assert!(
                    sentence.contains("Nocturne Morphs") && subject.contains("dam") && !sentence.contains("sire"),
                    "{step}"
                );
            }
        }
    }
}
