//! The portal's pages by area: each area's code is a file of its own. Few and large: what two areas share
//! is one more file for every combination of them.

use crate::pages::{
    account::{ProfilePage, SecurityPage, SessionsPage},
    animals::{
        AddParentPage, AnimalPage, AnimalsPage, CertificatesPage, DescendantsPage, EditAnimalPage, HistoryPage,
        NewAnimalPage, PedigreePage,
    },
    embeds::{EditWidgetPage, EmbedsPage, NewWidgetPage},
    export::ExportPage,
    genetics::{CalculatorPage, ClaimGenesPage, MatesPage, PlansPage, TextClaimsPage},
    home::HomePage,
    import::{ImportJobPage, ImportPage},
    invitation::InvitationPage,
    members::MembersPage,
    pairings::{EditPairingPage, NewPairingPage, PairingsPage, PlannedPairingPage},
    password::{ForgotPasswordPage, ResetPasswordPage},
    photos::PhotosPage,
    relatedness::{ComparePage, PairingPage, ReportPage},
    second_factor::SecondFactorPage,
    sign_in::SignInPage,
    sign_up::{ConfirmEmailPage, ResetSentPage, SignUpPage, SignUpSentPage, VerifyEmailPage},
    verifications::VerificationsPage,
    vivarium::VivariumPage,
    webhooks::{NewWebhookPage, WebhookPage, WebhooksPage},
    welcome::WelcomePage,
};
use app_shared::area;

area! {
    /// The way in, and the person's own account.
    door {
        SignIn => SignInPage,
        SecondFactor => SecondFactorPage,
        SignUp => SignUpPage,
        SignUpSent => SignUpSentPage,
        VerifyEmail => VerifyEmailPage,
        ConfirmEmail => ConfirmEmailPage,
        ForgotPassword => ForgotPasswordPage,
        ResetSent => ResetSentPage,
        ResetPassword => ResetPasswordPage,
        Invitation => InvitationPage,
        Welcome => WelcomePage,
        Profile => ProfilePage,
        Security => SecurityPage,
        Sessions => SessionsPage,
    }
}

area! {
    /// The registry: animals, their parents and their young.
    registry {
        Animals => AnimalsPage,
        NewAnimal => NewAnimalPage,
        Animal => AnimalPage,
        EditAnimal => EditAnimalPage,
        Pedigree => PedigreePage,
        Certificates => CertificatesPage,
        History => HistoryPage,
        Descendants => DescendantsPage,
        AddParent => AddParentPage,
        Verifications => VerificationsPage,
    }
}

area! {
    /// The engine: what pairings give, how related animals are, and what texts claim.
    engine {
        Calculator => CalculatorPage,
        Mates => MatesPage,
        Plans => PlansPage,
        ClaimGenes => ClaimGenesPage,
        TextClaims => TextClaimsPage,
        Compare => ComparePage,
        Pairing => PairingPage,
        Report => ReportPage,
        Pairings => PairingsPage,
        NewPairing => NewPairingPage,
        PlannedPairing => PlannedPairingPage,
        EditPairing => EditPairingPage,
    }
}

area! {
    /// Photographs: what sends them is large, and nobody else uses it.
    darkroom {
        Photos => PhotosPage,
    }
}

area! {
    /// The vivarium itself: its people, its profile, its widgets and webhooks, and files in and out.
    house {
        Members => MembersPage,
        Vivarium => VivariumPage,
        Embeds => EmbedsPage,
        NewWidget => NewWidgetPage,
        EditWidget => EditWidgetPage,
        Webhooks => WebhooksPage,
        NewWebhook => NewWebhookPage,
        Webhook => WebhookPage,
        Import => ImportPage,
        ImportJob => ImportJobPage,
        Export => ExportPage,
    }
}

area! {
    /// Where a signed-in person begins.
    desk {
        Home => HomePage,
    }
}
