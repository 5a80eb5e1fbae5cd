//! The portal's pages by area: each area's code is a file of its own.

use crate::pages::{
    account::AccountPage,
    audit::AuditPage,
    catalogue::{
        CataloguePage,
        edit::EditPage,
        gene::CatalogueGenePage,
        proposal::ProposalPage,
        proposals::ProposalsPage,
        propose::{ProposalTextPage, ProposePage},
        versions::{VersionPage, VersionsPage},
    },
    dead_letters::DeadLettersPage,
    disputes::DisputesPage,
    enrol::EnrolPage,
    home::HomePage,
    likenesses::LikenessesPage,
    people::PeoplePage,
    person::PersonPage,
    photos::{LogosPage, PhotosPage, StoragePage},
    second_factor::SecondFactorPage,
    sign_in::SignInPage,
    system::SystemPage,
    taxa::TaxaPage,
    taxon::{NewTaxonPage, TaxonPage},
    vivarium::VivariumPage,
    vivariums::VivariumsPage,
};
use app_shared::area;

area! {
    /// The way in, and the staff's own account.
    door {
        SignIn => SignInPage,
        SecondFactor => SecondFactorPage,
        Enrol => EnrolPage,
        Account => AccountPage,
    }
}

area! {
    /// How the house stands, its people and vivariums.
    staff {
        Home => HomePage,
        System => SystemPage,
        DeadLetters => DeadLettersPage,
        Audit => AuditPage,
        People => PeoplePage,
        Person => PersonPage,
        Vivariums => VivariumsPage,
        Vivarium => VivariumPage,
        Disputes => DisputesPage,
        Likenesses => LikenessesPage,
        Photos => PhotosPage,
        Logos => LogosPage,
        Storage => StoragePage,
        Taxa => TaxaPage,
        NewTaxon => NewTaxonPage,
        Taxon => TaxonPage,
    }
}

area! {
    /// The catalogue of genes: read, proposed, published.
    curate {
        Catalogue => CataloguePage,
        Gene => CatalogueGenePage,
        Proposals => ProposalsPage,
        Propose => ProposePage,
        Proposal => ProposalPage,
        ProposalText => ProposalTextPage,
        Edit => EditPage,
        Versions => VersionsPage,
        Version => VersionPage,
    }
}
