//! What a page of the breeder portal asks for is done in the vivarium that the page was made for: its forms, server functions and files have an
//! address that begins with it. The session's own choice may have changed since, in another tab, and a form must not land there.

use axum::{
    Router,
    extract::Request,
    http::{Uri, uri::PathAndQuery},
};
use repti_model::VivariumId;
use tower::{ServiceBuilder, util::MapRequestLayer};

/// What [`app_shared::within`] puts before an address.
const BEFORE: &str = "/in/";

/// What may be asked for like that. Pages may not: the router in the browser goes by the address that is shown.
const FORMS_AND_FILES: [&str; 6] =
    ["/sfn/", "/import/upload", "/export/file/", "/evidence/", "/photos/upload", "/vivarium/logo/upload"];

/// Papers lie below the pages of what they are about, and are told from them by their endings.
const PAPERS: [&str; 2] = ["/animals/", "/certificates/"];

/// The vivarium that a request names; stands in its extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within(pub VivariumId);

/// Lets a portal's router see such a request by its plain address.
pub fn open(router: Router) -> Router {
    Router::new().fallback_service(ServiceBuilder::new().layer(MapRequestLayer::new(plain)).service(router))
}

fn plain(mut request: Request) -> Request {
    if let Some((vivarium, uri)) = read(request.uri()) {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(Within(vivarium));
    }
    request
}

/// The vivarium and the address without it; nothing where the address has none, or isn't one that may.
fn read(uri: &Uri) -> Option<(VivariumId, Uri)> {
    let (vivarium, _) = uri.path().strip_prefix(BEFORE)?.split_once('/')?;
    let rest = uri.path_and_query()?.as_str().get(BEFORE.len() + vivarium.len()..)?;
    let id = vivarium.parse().ok()?;
    let path = rest.split('?').next().unwrap_or_default();
    let below = |places: &[&str]| places.iter().any(|place| path.starts_with(place));
    let ends = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if !below(&FORMS_AND_FILES) && !(below(&PAPERS) && ends) {
        return None;
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(rest).ok()?);
    Some((id, Uri::from_parts(parts).ok()?))
}

#[cfg(test)]
mod tests {
    use super::read;
    use repti_model::VivariumId;

    #[test]
    fn forms_and_files_are_asked_for_in_a_vivarium_and_pages_are_not() {
        let id = VivariumId::new();
        let of = |path: &str| read(&format!("/in/{id}{path}").parse().expect("an address"));
        for path in [
            "/sfn/breeder/create_animal",
            "/export/file/csv?x=/in/",
            "/animals/0193f2c4/pedigree.pdf?generations=5",
            "/certificates/1/certificate.png",
        ] {
            let (vivarium, uri) = of(path).expect(path);
            assert_eq!((vivarium, uri.to_string()), (id, path.to_owned()));
        }
        for page in ["", "/", "/animals", "/animals/0193f2c4", "/account", "/pkg/x.js", "/in/x/sfn/breeder/x"] {
            assert!(of(page).is_none(), "{page}");
        }
        for odd in ["/in/", "/in//sfn/x", "/in/nobody/sfn/x", "/sfn/breeder/x", "/in/%20/sfn/x"] {
            assert!(read(&odd.parse().expect("an address")).is_none(), "{odd}");
        }
    }
}
