//! `reptidex staff`: staff roles from the operator's command line, where nobody may have one yet.

use crate::{app::AppState, config::Config};
use anyhow::{Context, Result};
use clap::{Subcommand, ValueEnum};
use repti_model::{Problem, StaffRole, text::normal_email};
use std::io::Write;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Give a staff role to somebody who has an account. Their next sign-in to the admin portal sets up a second factor.
    Appoint {
        /// The e-mail address of the account.
        email: String,
        #[arg(long, value_enum, default_value_t = Role::Administrator)]
        role: Role,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Role {
    Support,
    Moderator,
    Administrator,
}

impl From<Role> for StaffRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Support => Self::Support,
            Role::Moderator => Self::Moderator,
            Role::Administrator => Self::Administrator,
        }
    }
}

pub(super) async fn run(config: Config, command: &Command) -> Result<()> {
    let Command::Appoint { email, role } = command;
    let role = StaffRole::from(*role);
    let state = AppState::open(config).await?;
    let appointed = state.domain.core.appoint_staff(&normal_email(email), role).await.map_err(Problem::from);
    let id = appointed.map_err(|problem| anyhow::anyhow!(problem.detail)).with_context(|| {
        format!("“{email}” was not appointed: sign up at {} first, then try again", state.urls.breeder)
    })?;
    writeln!(std::io::stdout(), "{id} is {} now. Sign in at {}", role.as_str(), state.urls.admin)?;
    Ok(())
}
