//! What cargo-leptos asks of reqwest to download tools, which its feature `no_downloads` never does: the names only. No answer can exist, so what
//! would read one is never run.

use std::{convert::Infallible, fmt};

use serde::de::DeserializeOwned;

pub type Result<T> = std::result::Result<T, Error>;

/// The only outcome of a request.
#[derive(Debug)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this cargo-leptos was built for ReptiDex, without downloads")
    }
}

impl std::error::Error for Error {}

/// Never succeeds.
///
/// # Errors
/// Always.
pub async fn get(_: &str) -> Result<Response> {
    Err(Error)
}

#[derive(Debug, Default)]
pub struct ClientBuilder;

impl ClientBuilder {
    #[must_use]
    pub fn user_agent(self, _: &str) -> Self {
        self
    }

    /// # Errors
    /// Never.
    pub fn build(self) -> Result<Client> {
        Ok(Client)
    }
}

#[derive(Debug, Default)]
pub struct Client;

impl Client {
    #[must_use]
    pub fn get(&self, _: String) -> RequestBuilder {
        RequestBuilder
    }
}

#[derive(Debug)]
pub struct RequestBuilder;

impl RequestBuilder {
    /// # Errors
    /// Always.
    pub async fn send(self) -> Result<Response> {
        Err(Error)
    }
}

/// An answer, which there never is.
#[derive(Debug)]
pub struct Response(Infallible);

#[derive(Debug)]
pub struct StatusCode(Infallible);

impl fmt::Display for StatusCode {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {}
    }
}

impl StatusCode {
    #[must_use]
    pub fn is_success(&self) -> bool {
        match self.0 {}
    }
}

impl Response {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self.0 {}
    }

    /// # Errors
    /// Never.
    pub async fn bytes(self) -> Result<bytes::Bytes> {
        match self.0 {}
    }

    /// # Errors
    /// Never.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T> {
        match self.0 {}
    }
}
