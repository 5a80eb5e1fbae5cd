//! A page's data on its way: loaded by the server, carried in the document as JSON, and asked for again in the browser.
//!
//! What a resource is made of compiles for seconds and weighs kilobytes for each type it holds, so all pages hold the same type, which is looked into
//! where the data is used.

use crate::{AppError, form::read};
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use repti_model::{ErrorCode, Problem};
use serde::{Serialize, de::DeserializeOwned};
#[cfg(feature = "ssr")]
use std::any::type_name;
use std::{any::Any, convert::Infallible, marker::PhantomData, pin::Pin, sync::Arc};

type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A page's data, as the server gave it or an error.
#[derive(Debug)]
pub struct Data<T> {
    held: Resource<Held, AsJson>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Data<T> {}

/// Loads a page's data whenever its source changes; the server waits for it before it answers.
pub fn page_data<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetcher: impl Fn(S) -> F + Send + Sync + 'static,
) -> Data<T>
where
    S: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    data(source, fetcher, true)
}

/// The same; whether the server waits for it. Else it may come after the page.
pub fn data<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetcher: impl Fn(S) -> F + Send + Sync + 'static,
    waits: bool,
) -> Data<T>
where
    S: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let source = Box::new(move || Source(Arc::new(source())));
    let load = Box::new(move |Source(asked): Source| {
        let answer = (&*asked as &dyn Any).downcast_ref::<S>().cloned().map(&fetcher);
        let held = Box::pin(async move {
            let answer = match answer {
                Some(answer) => answer.await,
                None => Err(mistaken()),
            };
            Held::Value(Arc::new(answer))
        }) as Later<Held>;
        #[cfg(feature = "ssr")]
        let held = traced::<F>(held);
        held
    });
    Data { held: resource(source, load, waits), kind: PhantomData }
}

/// In a span of its own, named by the server function whose future this is, or by the page that asks several.
#[cfg(feature = "ssr")]
fn traced<F>(held: Later<Held>) -> Later<Held> {
    use tracing::Instrument as _;
    Box::pin(held.instrument(span_of::<F>()))
}

#[cfg(feature = "ssr")]
fn span_of<F>() -> tracing::Span {
    let function = name_in(type_name::<F>());
    tracing::debug_span!("server function", "otel.name" = function, function)
}

/// What a page without this data asks a server function, on the server in a span of its own.
#[cfg(feature = "ssr")]
pub fn told<F: Future>(asked: F) -> impl Future<Output = F::Output> {
    tracing::Instrument::instrument(asked, span_of::<F>())
}

/// What a page without this data asks a server function.
#[cfg(not(feature = "ssr"))]
pub fn told<F: Future>(asked: F) -> F {
    asked
}

/// The function in a future's type, as the compiler writes it: `app_breeder::api::lineage::animal_page::{{closure}}`.
#[cfg(feature = "ssr")]
fn name_in(kind: &'static str) -> &'static str {
    let path = kind.split('<').next().unwrap_or_default();
    path.rsplit("::").find(|part| !part.starts_with('{')).unwrap_or_default()
}

/// The one resource of all pages.
fn resource(
    source: Box<dyn Fn() -> Source + Send + Sync>,
    load: Box<dyn Fn(Source) -> Later<Held> + Send + Sync>,
    waits: bool,
) -> Resource<Held, AsJson> {
    Resource::new_with_options(source, load, waits)
}

impl<T: DeserializeOwned + Clone + Send + Sync + 'static> Data<T> {
    /// The data as it is now, `None` while it is on its way; watched.
    #[must_use]
    pub fn get(self) -> Option<Result<T, AppError>> {
        self.held.get().map(Held::open)
    }

    /// Loads it anew.
    pub fn refetch(self) {
        self.held.refetch();
    }
}

impl<T: DeserializeOwned + Clone + Send + Sync + 'static> IntoFuture for Data<T> {
    type Output = Result<T, AppError>;
    type IntoFuture = Later<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let held = self.held.into_future();
        Box::pin(async move { held.await.open() })
    }
}

/// What data is loaded for.
#[derive(Clone)]
struct Source(Arc<dyn Asked>);

trait Asked: Any + Send + Sync {
    fn same(&self, other: &(dyn Asked + 'static)) -> bool;
}

impl<S: PartialEq + Send + Sync + 'static> Asked for S {
    fn same(&self, other: &(dyn Asked + 'static)) -> bool {
        (other as &dyn Any).downcast_ref::<S>() == Some(self)
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(&*other.0)
    }
}

/// Data of any type: a `Result<T, AppError>`.
#[derive(Clone)]
enum Held {
    /// As it was loaded here.
    Value(Arc<dyn Value>),
    /// As the document carried it.
    Text(Arc<str>),
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Held")
    }
}

trait Value: Any + Send + Sync {
    /// Only a server writes it into a document, and only there its writer is worth its weight.
    #[cfg(feature = "ssr")]
    fn json(&self) -> serde_json::Result<String>;
}

impl<T: Serialize + Send + Sync + 'static> Value for Result<T, AppError> {
    #[cfg(feature = "ssr")]
    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

impl Held {
    fn open<T: DeserializeOwned + Clone + 'static>(self) -> Result<T, AppError> {
        match self {
            Self::Value(value) => {
                let value = (&*value as &dyn Any).downcast_ref::<Result<T, AppError>>();
                value.cloned().unwrap_or_else(|| Err(mistaken()))
            }
            Self::Text(text) => read::<Result<T, AppError>>(text.as_bytes())?,
        }
    }
}

/// Types are kept together by [`Data`], so nobody should ever see this.
fn mistaken() -> AppError {
    Problem::of(ErrorCode::Internal).into()
}

/// How a document carries data.
#[derive(Debug, Clone, Copy)]
struct AsJson;

impl Encoder<Held> for AsJson {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(held: &Held) -> Result<String, Self::Error> {
        match held {
            #[cfg(feature = "ssr")]
            Held::Value(value) => value.json(),
            #[cfg(not(feature = "ssr"))]
            Held::Value(_) => Ok(String::new()),
            Held::Text(text) => Ok(text.to_string()),
        }
    }
}

impl Decoder<Held> for AsJson {
    type Error = Infallible;
    type Encoded = str;

    fn decode(text: &str) -> Result<Held, Self::Error> {
        Ok(Held::Text(text.into()))
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn held(answer: Result<u32, AppError>) -> Held {
        Held::Value(Arc::new(answer))
    }

    #[test]
    fn what_a_document_carries_is_what_was_loaded() {
        let refused = Err(AppError::from(Problem::of(ErrorCode::NotFound)));
        for answer in [Ok(7), refused] {
            let text = AsJson::encode(&held(answer.clone())).unwrap();
            let Ok(carried) = AsJson::decode(&text);
            assert_eq!(carried.open::<u32>(), answer);
            assert_eq!(held(answer.clone()).open::<u32>(), answer);
        }
    }

    #[test]
    fn what_cannot_be_read_is_an_error_and_no_panic() {
        assert!(Held::Text("{\"Ok\":".into()).open::<u32>().is_err());
        assert!(held(Ok(7)).open::<String>().is_err());
    }

    #[test]
    fn a_span_has_the_name_of_the_function_that_is_asked() {
        async fn load_animals() {}
        fn named<F: Future>(_: F) -> &'static str {
            name_in(type_name::<F>())
        }
        assert_eq!(named(load_animals()), "load_animals");
        assert_eq!(named(async { load_animals().await }), "a_span_has_the_name_of_the_function_that_is_asked");
        assert_eq!(name_in("core::pin::Pin<alloc::boxed::Box<dyn x::y::Z>>"), "Pin");
    }

    #[test]
    fn a_source_is_asked_again_only_when_it_is_another() {
        let of = |asked: Arc<dyn Asked>| Source(asked);
        assert!(of(Arc::new(("a", 1))) == of(Arc::new(("a", 1))));
        assert!(of(Arc::new(("a", 1))) != of(Arc::new(("a", 2))));
        assert!(of(Arc::new(1_u32)) != of(Arc::new(1_u64)));
    }
}
