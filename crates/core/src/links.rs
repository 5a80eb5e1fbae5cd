//! The addresses that mails point to.

use repti_model::VivariumId;
use url::Url;

/// The base addresses of the portals.
#[derive(Debug, Clone)]
pub struct Links {
    pub breeder: Url,
    pub public: Url,
    pub admin: Url,
}

impl Links {
    /// Where a sign-up is confirmed.
    #[must_use]
    pub fn verify_email(&self, token: &str) -> String {
        with_token(&self.breeder, "/verify-email", token)
    }

    /// Where a forgotten password is replaced.
    #[must_use]
    pub fn reset_password(&self, token: &str) -> String {
        with_token(&self.breeder, "/reset-password", token)
    }

    /// Where a new e-mail address is confirmed.
    #[must_use]
    pub fn confirm_email(&self, token: &str) -> String {
        with_token(&self.breeder, "/confirm-email", token)
    }

    /// Where an invitation is answered.
    #[must_use]
    pub fn invitation(&self, token: &str) -> String {
        with_token(&self.breeder, "/invitation", token)
    }

    /// A page of the breeder portal.
    #[must_use]
    pub fn breeder_page(&self, path: &str) -> String {
        page(&self.breeder, path)
    }

    /// A page of the breeder portal as `vivarium` sees it, whichever one its reader works in.
    #[must_use]
    pub fn breeder_page_in(&self, vivarium: VivariumId, path: &str) -> String {
        page(&self.breeder, &vivarium.before(path))
    }

    /// A page of the admin portal.
    #[must_use]
    pub fn admin_page(&self, path: &str) -> String {
        page(&self.admin, path)
    }
}

fn page(base: &Url, path: &str) -> String {
    let mut url = base.clone();
    url.set_path(path);
    url.to_string()
}

fn with_token(base: &Url, path: &str, token: &str) -> String {
    let mut url = base.clone();
    url.set_path(path);
    url.query_pairs_mut().append_pair("token", token);
    url.to_string()
}
