//! Typed UUIDv7 keys, so an animal's id can't be passed where a person's is asked for.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, ordered by the time of its making.
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(s).map(Self)
            }
        }
    )+};
}

typed_ids! {
    /// A human with a login.
    PersonId,
    /// A signed-in session of a person on one portal.
    SessionId,
    /// A workspace: the tenant.
    VivariumId,
    /// A person's place in a vivarium.
    MembershipId,
    /// An invitation by e-mail to a vivarium.
    InvitationId,
    /// A species or subspecies.
    TaxonId,
    /// An animal, whether held or only known as an ancestor.
    AnimalId,
    /// A claim that one animal is a parent of another.
    ParentLinkId,
    /// A claim about one gene of an animal.
    GenotypeClaimId,
    /// A file that a claim rests on.
    EvidenceId,
    /// A certificate of origin.
    CertificateId,
    /// A photograph of an animal.
    PhotoId,
    /// A logo as it was sent: another has another.
    LogoId,
    /// Two photographs of two vivariums that look alike.
    LikenessId,
    /// A pairing of two animals in a season.
    PairingId,
    /// One import of a file.
    ImportJobId,
    /// A filter of the animal list kept under a name.
    SavedViewId,
    /// A token for programs.
    ApiTokenId,
    /// A widget shown on other sites.
    EmbedWidgetId,
    /// An address of a vivarium's own that is told what happened.
    WebhookId,
    /// An event on its way to such an address.
    WebhookDeliveryId,
    /// A line of the audit log.
    AuditEventId,
    /// A proposal to change the catalogue of genes.
    CatalogueProposalId,
}
