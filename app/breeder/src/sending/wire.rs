//! One part to where its address says, with word of how much has left.

use super::upload::Event;
use js_sys::{Function, Promise};
use leptos::{
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{File, ProgressEvent, XmlHttpRequest},
};
use repti_model::media::UploadPart;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds after which a part counts as lost: five minutes for five megabytes is less than any network that is one.
const LONGEST: u32 = 300_000;

/// Sends a part; what has become of it. `fetch` tells nobody how much of a body has left, so this is the older way.
pub async fn put(
    request: &XmlHttpRequest,
    part: &UploadPart,
    file: &File,
    progress: impl FnMut(u64) + 'static,
) -> Event {
    match sent(request, part, file, progress).await {
        Ok(()) => outcome(request.status().unwrap_or_default(), part.number),
        Err(_) => Event::Lost,
    }
}

async fn sent(
    request: &XmlHttpRequest,
    part: &UploadPart,
    file: &File,
    mut progress: impl FnMut(u64) + 'static,
) -> Result<(), JsValue> {
    let bytes = file.slice_with_f64_and_f64(part.start as f64, (part.start + part.size) as f64)?;
    let heard = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded() as u64));
    request.open_with_async("PUT", &part.url, true)?;
    request.set_timeout(LONGEST);
    request.upload()?.set_onprogress(Some(heard.as_ref().unchecked_ref()));
    let over = settled(|yes, _| request.set_onloadend(Some(yes)));
    request.send_with_opt_blob(Some(&bytes))?;
    over.await?;
    Ok(())
}

/// What a status says; 0 is no answer.
pub fn outcome(status: u16, number: u32) -> Event {
    match status {
        200..=299 => Event::Part(number),
        403 | 404 | 410 => Event::Stale,
        0 | 408 | 429 | 500.. => Event::Lost,
        _ => Event::Refused { why: format!("The server didn’t take a part of this file ({status})."), again: true },
    }
}

/// Waits until one of two functions is called, which `hear` puts where the browser calls them.
pub fn settled(hear: impl FnOnce(&Function, &Function)) -> JsFuture {
    let mut hear = Some(hear);
    let promise = Promise::new(&mut |yes, no| {
        if let Some(hear) = hear.take() {
            hear(&yes, &no);
        }
    });
    JsFuture::from(promise)
}
