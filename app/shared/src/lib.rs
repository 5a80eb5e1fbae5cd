//! What the four portals share: the document's shell, the signed-in actor, forms, errors on pages, preferences.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]

pub mod address;
pub mod area;
pub mod data;
pub mod device;
pub mod error;
pub mod form;
pub mod frame;
pub mod loaded;
pub mod narrow;
pub mod onward;
pub mod passkey;
pub mod post;
pub mod second_factor;
pub mod session;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod stamped;
pub mod title;
pub mod within;
pub mod zone;

pub use address::{address, replace_address};
pub use device::device_of;
pub use error::AppError;
pub use form::{FormProblem, FormState, NeedsScript, error_in_url, use_awake, use_form, use_form_answer, use_onward};
pub use onward::Onward;
pub use post::PostForm;
pub use session::{SessionInfo, use_session_info};
pub use stamped::Stamped;
pub use title::titled;
pub use within::within;
pub use zone::browser_time_zone;
