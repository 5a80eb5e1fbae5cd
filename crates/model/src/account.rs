//! Accounts: the forms that people fill in and the rows that they see about themselves.

use crate::{
    ApiTokenId, FieldErrors, PersonId, SessionId, StaffRole,
    text::{check_email, check_line},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Fewest and most characters of a password.
pub const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 8..=128;

fn check_password(errors: &mut FieldErrors, field: &str, password: &str) {
    let length = password.chars().count();
    if length < *PASSWORD_LENGTH.start() {
        errors.push(field, format!("Use at least {} characters.", PASSWORD_LENGTH.start()));
    } else if length > *PASSWORD_LENGTH.end() {
        errors.push(field, format!("Use at most {} characters.", PASSWORD_LENGTH.end()));
    }
}

fn check_given(errors: &mut FieldErrors, field: &str, password: &str) {
    if password.is_empty() {
        errors.push(field, "Enter your password.");
    } else if password.chars().count() > *PASSWORD_LENGTH.end() {
        errors.push(field, "This is longer than any password here.");
    }
}

macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),+ $(,)? } |$form:ident, $errors:ident| $check:block)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)+
        }

        impl $name {
            /// The rules that hold in the browser and again on the server.
            ///
            /// # Errors
            /// The messages by field.
            pub fn validate(&self) -> Result<(), FieldErrors> {
                let ($form, mut $errors) = (self, FieldErrors::new());
                $check
                $errors.into_result()
            }
        }

        // Passwords, codes and tokens never reach a log by `{:?}`.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}

forms! {
    /// A new account. Nothing exists until the mail is answered.
    SignUp {
        display_name: String,
        email: String,
        password: String,
        /// The token of an invitation to a vivarium, when that brought the person here.
        #[serde(default)]
        invitation: Option<String>,
    } |form, errors| {
        check_line(&mut errors, "display_name", "your name", &form.display_name, 1, 80);
        check_email(&mut errors, "email", &form.email);
        check_password(&mut errors, "password", &form.password);
    }

    /// E-mail and password.
    SignIn { email: String, password: String } |form, errors| {
        check_email(&mut errors, "email", &form.email);
        check_given(&mut errors, "password", &form.password);
    }

    /// A code of the authenticator app, or one of the recovery codes.
    SecondFactorCode { code: String } |form, errors| {
        let length = form.code.chars().filter(|c| c.is_alphanumeric()).count();
        if !(6..=16).contains(&length) {
            errors.push("code", "Enter the six digits of your app, or a recovery code.");
        }
    }

    /// Asks for the mail with which a forgotten password is replaced.
    ResetRequest { email: String } |form, errors| {
        check_email(&mut errors, "email", &form.email);
    }

    /// A new password by the link of that mail.
    PasswordReset { token: String, password: String } |form, errors| {
        check_password(&mut errors, "password", &form.password);
    }

    /// A new password while signed in.
    PasswordChange {
        /// May be empty shortly after a sign-in.
        #[serde(default)]
        current_password: String,
        new_password: String,
    } |form, errors| {
        check_password(&mut errors, "new_password", &form.new_password);
    }

    /// A new e-mail address; holds once the mail to it is answered.
    EmailChange {
        /// May be empty shortly after a sign-in.
        #[serde(default)]
        current_password: String,
        new_email: String,
    } |form, errors| {
        check_email(&mut errors, "new_email", &form.new_email);
    }

    /// The name that others see.
    NameChange { display_name: String } |form, errors| {
        check_line(&mut errors, "display_name", "your name", &form.display_name, 1, 80);
    }

    /// The password again, before something that matters.
    Reauthentication { password: String } |form, errors| {
        check_given(&mut errors, "password", &form.password);
    }

    /// A token for a program.
    NewApiToken {
        name: String,
        scopes: Vec<String>,
        /// Days until it expires, 1 to 366; without it, a year.
        #[serde(default)]
        days: Option<u16>,
    } |form, errors| {
        check_line(&mut errors, "name", "a name to recognise it by", &form.name, 1, 80);
        if form.scopes.is_empty() {
            errors.push("scopes", "Choose at least one scope.");
        }
        if let Some(unknown) = form.scopes.iter().find(|scope| !crate::Action::SCOPES.contains(&scope.as_str())) {
            let shown: String = unknown.chars().take(40).collect();
            errors.push("scopes", format!("“{shown}” is not a scope."));
        }
        if form.days.is_some_and(|days| !(1..=366).contains(&days)) {
            errors.push("days", "Choose between 1 and 366 days.");
        }
    }
}

/// A signed-in session, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionRow {
    pub id: SessionId,
    /// `breeder` or `admin`.
    pub portal: String,
    pub user_agent: String,
    pub address: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub last_seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyRow {
    pub id: uuid::Uuid,
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub last_used_at: Option<Timestamp>,
}

/// A person's own account, for the settings page and `GET /me`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    pub id: PersonId,
    pub email: String,
    pub display_name: String,
    /// Whether an authenticator app is set up.
    pub totp: bool,
    pub passkeys: Vec<PasskeyRow>,
    /// Recovery codes that are still good.
    pub recovery_codes_left: u32,
    /// Whether the password was given in the last ten minutes, so that changes don't ask for it again.
    pub recently_authenticated: bool,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
}

/// What an authenticator app needs, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotpSetup {
    /// For typing, in groups of four.
    pub secret: String,
    /// `otpauth://…`, for a link on the phone itself.
    pub url: String,
    /// The same as a QR code: an SVG document.
    pub qr_svg: String,
}

/// Recovery codes, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes(pub Vec<String>);

/// An API token, as the list shows it. The token itself is shown once, when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiTokenRow {
    pub id: ApiTokenId,
    pub name: String,
    /// The beginning of the token, to recognise it.
    pub hint: String,
    pub scopes: Vec<String>,
    pub created_by: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub last_used_at: Option<Timestamp>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// A person, as staff see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRow {
    pub id: PersonId,
    pub email: String,
    pub display_name: String,
    pub staff: Option<StaffRole>,
    pub vivariums: u32,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub suspended_at: Option<Timestamp>,
    pub suspended_reason: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub last_seen_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_up_names_every_wrong_field() {
        let form =
            SignUp { display_name: " ".into(), email: "nobody".into(), password: "short".into(), invitation: None };
        let errors = form.validate().unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["display_name", "email", "password"]);
    }

    #[test]
    fn a_password_may_be_long_and_of_any_script_and_never_shows_in_a_log() {
        let form = SignIn { email: "ada@example.org".into(), password: "пароль 🐍".repeat(10) };
        assert!(form.validate().is_ok());
        assert_eq!(format!("{form:?}"), "SignIn { .. }");
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert!(serde_json::from_str::<NameChange>(r#"{"display_name":"A","staff_role":"administrator"}"#).is_err());
    }
}
