//! What a page of the breeder portal asks for is done in the vivarium that the page was made for: addresses of its forms, server functions and files
//! begin with it. The session's own choice may have changed since, in another tab, and a form must not land there.
//!
//! A page itself may be asked for like that, too, and is opened after the session has chosen that vivarium.

use axum::{
    Router,
    extract::Request,
    http::{Method, Uri, uri::PathAndQuery},
};
use repti_model::VivariumId;
use tower::{ServiceBuilder, util::MapRequestLayer};

/// What isn't a page.
const FORMS_AND_FILES: [&str; 6] =
    ["/sfn/", "/import/upload", "/export/file/", "/evidence/", "/photos/upload", "/vivarium/logo/upload"];

/// Papers lie below the pages of what they are about, and are told from them by their endings.
const PAPERS: [&str; 2] = ["/animals/", "/certificates/"];

/// The vivarium that a request names; stands in its extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    pub vivarium: VivariumId,
    /// Whether it asks for a page, whose address in the browser has to be the plain one.
    pub page: bool,
}

/// Lets a portal's router see such a request by its plain address.
pub fn open(router: Router) -> Router {
    Router::new().fallback_service(ServiceBuilder::new().layer(MapRequestLayer::new(plain)).service(router))
}

fn plain(mut request: Request) -> Request {
    if let Some((within, uri)) = read(request.method(), request.uri()) {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(within);
    }
    request
}

/// The vivarium and the address without it; nothing where the address names none.
fn read(method: &Method, uri: &Uri) -> Option<(Within, Uri)> {
    let (vivarium, rest) = VivariumId::split(uri.path_and_query()?.as_str())?;
    let path = rest.split('?').next().unwrap_or_default();
    // It becomes an address to go on to.
    if path.starts_with("//") || VivariumId::split(path).is_some() {
        return None;
    }
    let below = |places: &[&str]| places.iter().any(|place| path.starts_with(place));
    let ends = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let page = *method == Method::GET && !below(&FORMS_AND_FILES) && !(below(&PAPERS) && ends);
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(rest).ok()?);
    Some((Within { vivarium, page }, Uri::from_parts(parts).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Within, read};
    use axum::http::Method;
    use repti_model::VivariumId;

    #[test]
    fn an_address_names_a_vivarium_and_what_is_wanted_in_it() {
        let vivarium = VivariumId::new();
        let of = |method, path: &str| read(&method, &format!("/in/{vivarium}{path}").parse().expect("an address"));
        for (method, path, page) in [
            (Method::POST, "/sfn/breeder/animal_save", false),
            (Method::GET, "/export/file/csv?x=/in/", false),
            (Method::GET, "/animals/0193f2c4/pedigree.pdf?generations=5", false),
            (Method::GET, "/certificates/1/certificate.png", false),
            (Method::POST, "/animals", false),
            (Method::GET, "/", true),
            (Method::GET, "/animals?sex=male", true),
            (Method::GET, "/animals/0193f2c4", true),
        ] {
            let (within, uri) = of(method, path).expect(path);
            assert_eq!((within, uri.to_string()), (Within { vivarium, page }, path.to_owned()));
        }
        for odd in ["", "//evil.example", &vivarium.before("/sfn/breeder/x")] {
            assert!(of(Method::GET, odd).is_none(), "{odd}");
        }
        for odd in ["/in/", "/in//sfn/x", "/in/nobody/sfn/x", "/sfn/breeder/x", "/in/%20/sfn/x"] {
            assert!(read(&Method::GET, &odd.parse().expect("an address")).is_none(), "{odd}");
        }
    }
}
