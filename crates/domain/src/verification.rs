//! Telling the people of the other vivarium of a step in a verification: the animals' context knows the step, the people's the addresses.

use crate::Domain;
use repti_animal::{CertificateNotice, VerificationNotice};
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

    /// Queues the mails about a certificate that staff looked at: the worker's handler of `certificate_notice`. Gives how many.
    ///
    /// # Errors
    /// When the database doesn't answer; the queue tries again.
    pub async fn tell_of_certificate(&self, notice: &CertificateNotice) -> Result<usize, CoreError> {
        let (subject, sentence) = if notice.accepted {
            (
                "ReptiDex accepted a certificate",
                "ReptiDex has looked at a certificate that you attached to a claim: the claim is known by a DNA test now.",
            )
        } else {
            (
                "ReptiDex didn't accept a certificate",
                "ReptiDex has looked at a certificate that you attached to a claim, and didn't accept it. The reason stands beside the file, on \
                 the animal's page.",
            )
        };
        self.core.tell_members(notice.to, Action::EditLineage, subject, sentence, "/animals").await
    }
}

/// Subject and sentence: who did what about a sire, a dam or a gene, and no animal's name.
fn words(notice: &VerificationNotice) -> Option<(String, String)> {
    let from = &notice.from;
    let (what, theirs, mine) = match notice.side {
        Some(side) => {
            let side = if side == ParentSide::Sire { "sire" } else { "dam" };
            let asked = format!("that an animal of yours is the {side} of one of theirs");
            (side, asked, format!("that an animal of theirs is the {side} of one of yours"))
        }
        None => {
            let asked = "a gene of a young animal whose parent is yours".to_owned();
            ("gene", asked, "a gene of an animal of yours whose parent is theirs".to_owned())
        }
    };
    let (subject, sentence) = match notice.step {
        VerificationStep::Requested => (
            format!("{from} asks you to confirm a {what}"),
            format!("{from} asks you to confirm {theirs}. The request stands for 30 days."),
        ),
        VerificationStep::Confirmed => (format!("{from} confirmed a {what}"), format!("{from} confirmed {mine}.")),
        VerificationStep::Declined => (
            format!("{from} declined to confirm a {what}"),
            format!("{from} declined to confirm {mine}. Their reason is on the page."),
        ),
        VerificationStep::Disputed => (
            format!("{from} disputes a {what}"),
            format!(
                "{from} disputes a {what} that was confirmed. ReptiDex looks at what both of you wrote, and settles it."
            ),
        ),
        VerificationStep::Upheld => (
            format!("The dispute about a {what} is settled"),
            format!("{from} has upheld a {what} that was disputed: it stands as confirmed. The reason is on the page."),
        ),
        VerificationStep::Overturned => {
            let gone = if notice.side.is_some() { "counts as a parent no more" } else { "is claimed no more" };
            (
                format!("The dispute about a {what} is settled"),
                format!("{from} has overturned a {what} that was disputed: it {gone}. The reason is on the page."),
            )
        }
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
            for (side, what, not) in [(Some(ParentSide::Dam), "dam", "sire"), (None, "gene", "dam ")] {
                let from = "Nocturne Morphs".to_owned();
                let told = words(&VerificationNotice { to: VivariumId::new(), step: *step, side, from });
                let quiet = matches!(step, VerificationStep::Withdrawn | VerificationStep::Expired);
                assert_eq!(told.is_none(), quiet, "{step}");
                if let Some((subject, sentence)) = told {
                    assert!(
                        sentence.contains("Nocturne Morphs") && subject.contains(what) && !sentence.contains(not),
                        "{step}: {sentence}"
                    );
                }
            }
        }
    }
}
