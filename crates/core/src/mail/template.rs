//! The mails there are.

use serde::{Deserialize, Serialize};

macro_rules! templates {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $subject:literal;)+) => {
        /// A mail's template. Its files are `templates/<name>.mjml` and `templates/<name>.txt`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum MailTemplate {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl MailTemplate {
            /// Every template.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in the queue and of the files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The subject; may hold values.
            pub(super) const fn subject(self) -> &'static str {
                match self { $(Self::$variant => $subject,)+ }
            }

            pub(super) const fn mjml(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("templates/", $name, ".mjml")),)+ }
            }

            pub(super) const fn text(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("templates/", $name, ".txt")),)+ }
            }
        }
    };
}

templates! {
    /// Confirms a sign-up: `link`.
    VerifyEmail = "verify_email", "Confirm your e-mail address";
    /// Somebody signed up with an address that has an account: `link` to sign in, `reset`.
    AlreadyRegistered = "already_registered", "You already have a ReptiDex account";
    /// Replaces a forgotten password: `link`.
    ResetPassword = "reset_password", "Choose a new password";
    /// The password was changed: `reset`.
    PasswordChanged = "password_changed", "Your password was changed";
    /// Confirms a new address, sent to it: `link`.
    ConfirmNewEmail = "confirm_new_email", "Confirm your new e-mail address";
    /// Tells the old address that it is no longer the account's.
    EmailChangedNotice = "email_changed_notice", "Your e-mail address was changed";
    /// Asks into a vivarium: `link`, `vivarium`, `inviter`, `role`.
    Invitation = "invitation", "{{ inviter }} invites you to {{ vivarium }}";
    /// Something waits for the members of a vivarium: `subject`, `sentence`, `link`.
    Notice = "notice", "{{ subject }}";
    /// Staff gave a vivarium another plan: `vivarium`, `before`, `after`, `link`, and a sentence of each thing that changes, or none: `room`, `logo`.
    PlanChanged = "plan_changed", "{{ vivarium }} has the plan {{ after }} now";
    /// Somebody of staff signed in: `when`, `device`, `link` to the sessions.
    NewSignIn = "new_sign_in", "New sign-in to the admin portal";
}
