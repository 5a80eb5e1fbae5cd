//! One suite of behaviours against a folder, against a server of S3's protocol, and against one that fails every third request.

mod folder;
mod objects;
#[cfg(feature = "s3")]
mod s3;
mod sweep;
mod uploads;
mod world;

/// Each of these tests against every store.
macro_rules! everywhere {
    ($($name:ident)*) => {
        mod in_a_folder {
            $(#[tokio::test] async fn $name() { super::$name(crate::world::World::folder()).await; })*
        }
        #[cfg(feature = "s3")]
        mod in_s3 {
            $(#[tokio::test] async fn $name() { super::$name(crate::world::World::s3().await).await; })*
        }
        #[cfg(feature = "s3")]
        mod in_a_failing_s3 {
            $(#[tokio::test] async fn $name() { super::$name(crate::world::World::failing_s3().await).await; })*
        }
    };
}
pub(crate) use everywhere;
