//! Accounts: from the first mail to the last sign-out.

mod passkeys;
mod recovery;
mod reset;
mod sessions;
mod settings;
mod sign_in;
mod sign_up;
mod totp;

pub use passkeys::PasskeySettings;
pub use sign_up::SignUpOutcome;

use repti_model::{Actor, SessionId};
use std::time::Duration;

/// A portal that people sign in to. A session of one is nothing to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Portal {
    Breeder,
    Admin,
}

impl Portal {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Breeder => "breeder",
            Self::Admin => "admin",
        }
    }

    /// A session without a sign of life for this long is over.
    #[must_use]
    pub const fn idle_seconds(self) -> i32 {
        match self {
            Self::Breeder => 14 * 86_400,
            Self::Admin => 30 * 60,
        }
    }

    /// A session is over after this long in any case.
    #[must_use]
    pub const fn absolute_seconds(self) -> f64 {
        match self {
            Self::Breeder => 90.0 * 86_400.0,
            Self::Admin => 12.0 * 3600.0,
        }
    }
}

/// Who a session is in a vivarium that a request named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorIn {
    /// Without a vivarium where they aren't a member of that one, or where it is suspended.
    pub actor: Actor,
    /// Whether new documents open in that one anyway.
    pub chosen: bool,
}

/// From where a request comes, as far as we believe it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientInfo {
    /// The IP address.
    pub address: String,
    pub user_agent: String,
}

impl ClientInfo {
    /// The user agent on one line of bounded length.
    pub(crate) fn short_user_agent(&self) -> String {
        repti_model::text::one_line(&self.user_agent).chars().take(200).collect()
    }
}

/// How far a sign-in has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInOutcome {
    /// Signed in: put the session into the cookie's store, under a new id.
    SignedIn { session: SessionId },
    /// The password was right; `pending` (10 minutes) stands for that until a code or passkey follows.
    SecondFactor { pending: String, totp: bool, passkeys: bool },
    /// Staff without a second factor set one up first; `pending` lasts 30 minutes.
    EnrolFactor { pending: String },
}

/// Answers no sooner than after `least`, so that the time tells nothing about who has an account.
pub(crate) async fn evenly<T>(least: Duration, work: impl Future<Output = T>) -> T {
    let (result, ()) = tokio::join!(work, tokio::time::sleep(least));
    result
}
