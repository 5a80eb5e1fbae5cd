//! The browser's half of a passkey ceremony: JSON in, JSON out, as WebAuthn level 3 has it.

#[cfg(target_arch = "wasm32")]
use send_wrapper::SendWrapper;
use serde_json::Value;

/// Why a browser gave no passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// Too old for passkeys as JSON, or not a secure page.
    #[error("This browser can't use passkeys here. Use another way, or a newer browser.")]
    Unsupported,
    /// Cancelled, timed out, or no fitting passkey on this device.
    #[error("No passkey was chosen. Try again, or use another way.")]
    NotChosen,
}

/// Makes a passkey by the server's options (`{"publicKey": …}`).
///
/// # Errors
/// When the browser can't or the person doesn't.
#[cfg(target_arch = "wasm32")]
pub async fn create(options: &Value) -> Result<Value, PasskeyError> {
    SendWrapper::new(browser::ask("create", "parseCreationOptionsFromJSON", options)).await
}

/// Answers the server's challenge with a passkey that was made before.
///
/// # Errors
/// When the browser can't or the person doesn't.
#[cfg(target_arch = "wasm32")]
pub async fn get(options: &Value) -> Result<Value, PasskeyError> {
    SendWrapper::new(browser::ask("get", "parseRequestOptionsFromJSON", options)).await
}

/// Only a browser has passkeys.
///
/// # Errors
/// Always.
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unused_async)]
pub async fn create(_options: &Value) -> Result<Value, PasskeyError> {
    Err(PasskeyError::Unsupported)
}

/// Only a browser has passkeys.
///
/// # Errors
/// Always.
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unused_async)]
pub async fn get(_options: &Value) -> Result<Value, PasskeyError> {
    Err(PasskeyError::Unsupported)
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::PasskeyError::{self, NotChosen, Unsupported};
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use serde_json::Value;
    use wasm_bindgen_futures::JsFuture;

    /// `navigator.credentials[verb]({publicKey: PublicKeyCredential[parse](options)}).toJSON()`.
    ///
    /// By reflection: web-sys knows the types of level 2 only, in which every byte string would have to be turned by hand.
    pub(super) async fn ask(verb: &str, parse: &str, options: &Value) -> Result<Value, PasskeyError> {
        let options = options.get("publicKey").ok_or(Unsupported)?.to_string();
        let options = js_sys::JSON::parse(&options).map_err(|_| Unsupported)?;
        let window: JsValue = leptos::prelude::window().into();
        let parsed = call(&field(&window, "PublicKeyCredential")?, parse, &options)?;
        let argument = js_sys::Object::new();
        js_sys::Reflect::set(&argument, &"publicKey".into(), &parsed).map_err(|_| Unsupported)?;
        let credentials = field(&field(&window, "navigator")?, "credentials")?;
        let promise: js_sys::Promise = call(&credentials, verb, &argument)?.dyn_into().map_err(|_| Unsupported)?;
        let credential = JsFuture::from(promise).await.map_err(|_| NotChosen)?;
        let json = call(&credential, "toJSON", &JsValue::UNDEFINED)?;
        let text = js_sys::JSON::stringify(&json).map_err(|_| Unsupported)?;
        serde_json::from_str(&String::from(text)).map_err(|_| Unsupported)
    }

    fn field(object: &JsValue, name: &str) -> Result<JsValue, PasskeyError> {
        js_sys::Reflect::get(object, &name.into()).ok().filter(|value| value.is_truthy()).ok_or(Unsupported)
    }

    fn call(object: &JsValue, name: &str, argument: &JsValue) -> Result<JsValue, PasskeyError> {
        let function: js_sys::Function = field(object, name)?.dyn_into().map_err(|_| Unsupported)?;
        function.call1(object, argument).map_err(|_| Unsupported)
    }
}
