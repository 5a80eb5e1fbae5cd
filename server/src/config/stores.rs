//! Logins beside the addresses of the stores: where something else keeps a password and changes it, it can't stand in an address.

use super::{Origin, Reader, Setting, redact};
use anyhow::{Context, Result, bail};
use url::Url;

/// The variables of one store.
pub(super) struct Store {
    pub url: &'static str,
    pub user: Option<&'static str>,
    pub password: &'static str,
}

pub(super) const DATABASE: Store =
    Store { url: "DATABASE_URL", user: Some("DATABASE_USER"), password: "DATABASE_PASSWORD" };
pub(super) const OWNER: Store =
    Store { url: "MIGRATE_DATABASE_URL", user: Some("MIGRATE_DATABASE_USER"), password: "MIGRATE_DATABASE_PASSWORD" };
pub(super) const REDIS: Store = Store { url: "REDIS_URL", user: None, password: "REDIS_PASSWORD" };

impl Reader<'_> {
    /// A store's address, with the login put in that stands beside it.
    pub(super) fn store(&mut self, store: &Store, default: &str) -> Result<String> {
        let url = self.text(store.url, default, true);
        let user = store.user.map(|name| (name, self.text(name, "", false))).filter(|(_, user)| !user.is_empty());
        let password = self.hidden(store.password);
        if user.is_none() && password.is_none() {
            return Ok(url);
        }
        let named = || format!("{}: “{}” can't be read as an address", store.url, redact(&url));
        let mut whole = Url::parse(&url).with_context(named)?;
        if let Some((name, user)) = user {
            if !whole.username().is_empty() {
                bail!("{name}: {} has a user already; name one of them only", store.url);
            }
            if whole.set_username(&user).is_err() {
                bail!("{name}: {} has no host that somebody could sign in to", store.url);
            }
        }
        if let Some(password) = password {
            if whole.password().is_some() {
                bail!("{}: {} has a password already; name one of them only", store.password, store.url);
            }
            if whole.set_password(Some(&password)).is_err() {
                bail!("{}: {} has no host that somebody could sign in to", store.password, store.url);
            }
        }
        Ok(whole.into())
    }

    /// The login that stands beside a store's address, when it is whole.
    pub(super) fn login(&self, store: &Store) -> Option<(String, String)> {
        let given = |name: &str| (self.get)(name).filter(|value| !value.is_empty());
        given(store.user?).zip(given(store.password))
    }

    /// A value that is shown to nobody; the settings say only whether it is there.
    pub(super) fn hidden(&mut self, name: &'static str) -> Option<String> {
        let value = (self.get)(name).filter(|value| !value.is_empty());
        let (shown, origin) = if value.is_some() { ("***", Origin::Environment) } else { ("", Origin::Default) };
        self.settings.push(Setting { name, shown: shown.to_owned(), origin });
        value
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    fn with(pairs: &[(&str, &str)]) -> anyhow::Result<Config> {
        Config::read(&|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    const ADDRESS: (&str, &str) = ("DATABASE_URL", "postgres://db.example.org:5432/reptidex?sslmode=verify-full");

    #[test]
    fn a_login_beside_an_address_is_put_into_it() {
        let owners = ("MIGRATE_DATABASE_URL", ADDRESS.1);
        let config = with(&[
            ADDRESS,
            ("DATABASE_USER", "reptidex_a"),
            ("DATABASE_PASSWORD", "p@ss/w:rd"),
            owners,
            ("MIGRATE_DATABASE_USER", "owner"),
            ("MIGRATE_DATABASE_PASSWORD", "other"),
            ("REDIS_URL", "rediss://cache.example.org:6379"),
            ("REDIS_PASSWORD", "token"),
        ])
        .expect("valid");
        let at = "db.example.org:5432/reptidex?sslmode=verify-full";
        assert_eq!(config.database_url, format!("postgres://reptidex_a:p%40ss%2Fw%3Ard@{at}"));
        assert_eq!(config.migrate_database_url, format!("postgres://owner:other@{at}"));
        assert_eq!(config.database_login, Some(("reptidex_a".to_owned(), "p@ss/w:rd".to_owned())));
        assert_eq!(config.redis_url, "rediss://:token@cache.example.org:6379");
        let shown = config.describe();
        assert!(!shown.contains("p@ss") && !shown.contains("other") && !shown.contains("token"), "{shown}");
        assert!(shown.contains("reptidex_a"), "{shown}");
    }

    #[test]
    fn without_an_owner_of_its_own_migrations_use_the_applications_login() {
        let config = with(&[ADDRESS, ("DATABASE_USER", "all"), ("DATABASE_PASSWORD", "one")]).expect("valid");
        assert_eq!(config.migrate_database_url, config.database_url);
    }

    #[test]
    fn two_logins_for_one_store_are_refused_by_name() {
        let full = ("DATABASE_URL", "postgres://app:secret@db/reptidex");
        for (pairs, named) in [
            ([full, ("DATABASE_USER", "other")], "DATABASE_USER"),
            ([full, ("DATABASE_PASSWORD", "other")], "DATABASE_PASSWORD"),
            ([full, ("MIGRATE_DATABASE_PASSWORD", "other")], "MIGRATE_DATABASE_PASSWORD"),
            ([("REDIS_URL", "no address"), ("REDIS_PASSWORD", "other")], "REDIS_URL"),
            ([("DATABASE_URL", "postgres:///reptidex"), ("DATABASE_USER", "other")], "DATABASE_USER"),
        ] {
            let error = format!("{:#}", with(&pairs).map(drop).expect_err("refused"));
            assert!(error.contains(named) && !error.contains("secret"), "{named}: {error}");
        }
    }
}
