//! The breeder portal's routes for files: what a form without WASM meets.

use crate::{
    app::{Answer, TestApp},
    portal_people::{keeper, member},
};
use repti_model::Role;

const BOUNDARY: &str = "----reptidex";

/// The form of the import page, as a browser sends it.
async fn upload(app: &TestApp, cookie: &str, origin: &str, file: &[u8]) -> Answer {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"mine.csv\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    let body = [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let call = app.breeder().post("/import/upload").cookie(cookie);
    let call = if origin.is_empty() { call } else { call.header("origin", origin) };
    call.bytes(&format!("multipart/form-data; boundary={BOUNDARY}"), body).send().await
}

/// The page that an upload leads to.
async fn after(app: &TestApp, cookie: &str, answer: Answer) -> String {
    let to = answer.expect(303).header("location").to_owned();
    app.breeder().get(&to).cookie(cookie).send().await.expect(200).text()
}

#[tokio::test]
async fn a_file_leads_to_its_columns_and_a_bad_one_back_with_the_reason() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let page = after(&app, &ada.cookie, upload(&app, &ada.cookie, "", b"Name,Species,Rack\nZeus,Boa,7\n").await).await;
    assert!(page.contains("mine.csv") && page.contains("Show the preview") && page.contains("Rack"));
    for (file, reason) in [
        (&b"%PDF-1.7"[..], "a PDF"),
        (b"", "This file is empty"),
        (b"\x00\x01\x02\x03binary", "not text"),
        (b"Name,Sex\n", "no rows below it"),
    ] {
        let page = after(&app, &ada.cookie, upload(&app, &ada.cookie, "", file).await).await;
        assert!(page.contains("This file was not taken in") && page.contains(reason), "{reason}");
    }
    let page = after(&app, &ada.cookie, upload(&app, &ada.cookie, "", &vec![b'a'; 60 << 20]).await).await;
    assert!(page.contains("larger than 25 MB"));
    let nothing = app.breeder().post("/import/upload").cookie(&ada.cookie).form(&[("file", "")]).send().await;
    assert!(after(&app, &ada.cookie, nothing).await.contains("Choose a file first"));
}

#[tokio::test]
async fn only_curators_of_this_vivarium_and_only_from_our_own_page() {
    let app = TestApp::new().await;
    let (ada, eve) = (keeper(&app, "ada").await, keeper(&app, "eve").await);
    let bob = member(&app, &ada, "bob", Role::Handler).await;
    let csv = b"Name,Species\nZeus,Boa\n";
    let at = upload(&app, &ada.cookie, "", csv).await.expect(303).header("location").to_owned();
    assert!(at.starts_with("/import/"), "{at}");

    let page = after(&app, &bob.cookie, upload(&app, &bob.cookie, "", csv).await).await;
    assert!(page.contains("Your role doesn") && !page.contains("Read the file"));
    let refused = app.breeder().get("/export/file/csv").cookie(&bob.cookie).send().await.expect(303);
    assert!(refused.header("location").starts_with("/export?"));
    app.breeder().get(&at).cookie(&eve.cookie).send().await.expect(404);
    app.breeder().get("/import/0").cookie(&eve.cookie).send().await.expect(404);

    upload(&app, &ada.cookie, "http://evil.example", csv).await.expect(403);
    upload(&app, "", "", csv).await.expect(401);
    app.breeder().get("/export/file/pdf").cookie(&ada.cookie).send().await.expect(404);
    let file = app.breeder().get("/export/file/csv").cookie(&ada.cookie).send().await.expect(200);
    assert!(file.header("content-disposition").contains("attachment"));
}
