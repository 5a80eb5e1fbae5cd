//! Forms on their way to the server: sent as a browser without scripts would send them, field by field as typed. So no form needs code of its own
//! that knows its fields, and the answer is read once for each type, not once for each form.

use crate::{form::FormState, within::within};
use leptos::{ev::SubmitEvent, prelude::*};

#[cfg(feature = "hydrate")]
use crate::AppError;
#[cfg(feature = "hydrate")]
use leptos::{form::form_data_from_event, task::spawn_local, web_sys::UrlSearchParams};
#[cfg(feature = "hydrate")]
use server_fn::{
    Bytes,
    client::{Client, browser::BrowserClient},
    error::FromServerFnError,
    redirect::call_redirect_hook,
    request::{ClientReq, browser::BrowserRequest},
    response::ClientRes,
};

/// A form for the server function that `form` was made for. Works before the page wakes, too, by the browser's own sending.
#[component]
pub fn PostForm(
    form: FormState,
    #[prop(optional, into)] class: Option<&'static str>,
    #[prop(optional, into)] id: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=within(form.path) class=class id=id on:submit=move |event| send(form, &event)>
            {children()}
        </form>
    }
    .into_any()
}

/// Sends what stands in the form. Runs in the browser only.
#[cfg_attr(not(feature = "hydrate"), expect(unused_variables, reason = "nobody presses anything on the server"))]
fn send(form: FormState, event: &SubmitEvent) {
    #[cfg(feature = "hydrate")]
    {
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        // As URLSearchParams writes it, which is what a form's own sending writes.
        let typed = form_data_from_event(event)
            .ok()
            .and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data).ok())
            .and_then(|pairs| pairs.to_string().as_string());
        let Some(body) = typed else { return };
        let Some(read) = form.leaves(&body) else { return };
        spawn_local(async move {
            let answer = post(form.path, body).await.and_then(|answer| read(&answer));
            form.comes_back(answer);
        });
    }
}

/// Sends `body` to the function at `path`; the bytes of its answer.
#[cfg(feature = "hydrate")]
async fn post(path: &str, body: String) -> Result<Bytes, AppError> {
    let request = <BrowserRequest as ClientReq<AppError>>::try_new_req_text(
        path,
        "application/x-www-form-urlencoded",
        "application/json",
        body,
        http::Method::POST,
    )?;
    let answer = <BrowserClient as Client<AppError>>::send(request).await?;
    let response = ClientRes::<AppError>::status(&answer);
    let onward = ClientRes::<AppError>::has_redirect(&answer).then(|| ClientRes::<AppError>::location(&answer));
    let bytes = ClientRes::<AppError>::try_into_bytes(answer).await?;
    if response >= 400 {
        return Err(AppError::de(bytes));
    }
    if let Some(path) = onward {
        call_redirect_hook(&path);
    }
    Ok(bytes)
}
