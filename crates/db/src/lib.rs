//! PostgreSQL as ReptiDex uses it: a pool under a role that isn't the owner, transactions with the tenant set,
//! migrations, keyset cursors and the way into the job queue.

#[cfg(target_arch = "wasm32")]
compile_error!("the database is for the server only");

mod cause;
mod cursor;
mod error;
pub mod figures;
mod jobs;
mod login;
mod migrate;
mod pool;
#[cfg(feature = "testing")]
pub mod testing;

pub use cause::{Cause, because};
pub use cursor::{Cursor, keyset_page};
pub use error::{DbError, constraint_of};
pub use jobs::{Job, NewJob, enqueue, waits};
pub use login::{LoginError, app_login};
pub use migrate::{MIGRATOR, migrate};
pub use pool::{Db, DbOptions, Scope, Tx};
