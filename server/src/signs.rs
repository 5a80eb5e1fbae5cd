//! Signs of life: every process says now and then which roles it plays, so that `/status` knows a role that nobody plays any more.

use crate::{app::AppState, serve::Roles};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_secs(30);

/// Says it until `stop`. Who serves the public pages looks at the whole site on the way, so that what changes is noted also while no visitor looks.
pub async fn give(state: AppState, roles: Roles, stop: CancellationToken) {
    loop {
        let work = async {
            if let Err(error) = state.domain.ops.sign_of_life(roles.names()).await {
                tracing::debug!(%error, "no sign of life could be given");
            }
            if roles.has("public") {
                state.domain.site_status().await;
            }
            tokio::time::sleep(EVERY).await;
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = work => {}
        }
    }
}
