//! The one binary's commands.

mod audit;
mod engine;
mod health;
mod seed;
mod staff;

use crate::{
    api, app::AppState, config::Config, gene_catalogue, jwt, media_key, serve, serve::Roles, signs, telemetry, worker,
};
use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use std::{io::Write, process::ExitCode};
use tokio_util::sync::CancellationToken;

/// ReptiDex: the record of where a reptile comes from.
#[derive(Debug, Parser)]
#[command(name = "reptidex", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    House(House),
    #[command(flatten)]
    Engine(engine::Command),
}

#[derive(Debug, Subcommand)]
enum House {
    /// Serve the portals, the API and the worker, or some of them.
    Serve {
        /// Only these: public, breeder, admin, embed, media, api, worker (comma-separated).
        #[arg(long)]
        only: Option<String>,
    },
    /// Run jobs only.
    Worker,
    /// Bring the database up to date. Uses MIGRATE_DATABASE_URL, the owner's address.
    Migrate {
        /// Also make the login DATABASE_USER, or give it the password of DATABASE_PASSWORD. It is a member of reptidex_app and owns nothing.
        #[arg(long)]
        app_login: bool,
    },
    /// Print the API's description (OpenAPI 3.1).
    Openapi,
    /// The keys that sign access tokens.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// The audit log.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Who works for this site: the first administrator is made here.
    #[command(subcommand)]
    Staff(staff::Command),
    /// Fill an empty database with demo data. Uses MIGRATE_DATABASE_URL, the owner's address.
    Seed(seed::Options),
    /// Have the stored inbreeding of every animal reckoned again by the worker: after a restored backup, or when a figure is doubted.
    Coefficients,
    /// Print each setting with its value and where it came from.
    Config,
    /// Ask a running server whether it is ready; exits with 1 when it isn't. For container health checks.
    Health {
        /// Its address. Otherwise it is asked where `REPTIDEX_LISTEN` says.
        #[arg(long)]
        address: Option<String>,
        /// Whether it answers at all, as long as its stores are away.
        #[arg(long)]
        live: bool,
    },
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Make a new key in REPTIDEX_SECRETS_DIR. Give it to every process and restart them: an hour later it signs. Remove an old
    /// key no sooner than a quarter of an hour after that.
    New {
        /// Write no file: print what REPTIDEX_JWT_KEYS has to be from now on, its present keys among them.
        #[arg(long)]
        print: bool,
    },
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// With what to do about it.
    pub async fn run(self) -> Result<ExitCode> {
        match self.command {
            Command::House(command) => command.run(Config::from_env()?).await.map(|()| ExitCode::SUCCESS),
            Command::Engine(command) => engine::run(&command),
        }
    }
}

impl House {
    async fn run(self, config: Config) -> Result<()> {
        match self {
            Self::Serve { only } => {
                let roles = only.as_deref().map_or_else(|| Ok(Roles::all()), Roles::parse)?;
                let traces = telemetry::logs(&config, roles.names());
                telemetry::metrics(config.metrics_listen)?;
                let served = serve::serve(AppState::open(config).await?, roles).await;
                telemetry::close(traces).await;
                served
            }
            Self::Worker => {
                let roles = Roles::parse("worker")?;
                let traces = telemetry::logs(&config, roles.names());
                telemetry::metrics(config.metrics_listen)?;
                let stop = CancellationToken::new();
                let signal = stop.clone();
                tokio::spawn(async move {
                    serve::stop_signal().await;
                    signal.cancel();
                });
                let state = AppState::open(config).await?;
                gene_catalogue::begin(&state).await;
                tokio::spawn(gene_catalogue::keep(state.clone(), stop.clone()));
                tokio::spawn(signs::give(state.clone(), roles, stop.clone()));
                let worked = worker::run(state, stop).await;
                telemetry::close(traces).await;
                worked
            }
            Self::Migrate { app_login } => {
                telemetry::logs(&Config { collector: None, ..config.clone() }, &[]);
                repti_db::migrate(&config.migrate_database_url).await.context("migrating")?;
                if app_login {
                    let missing = "--app-login: DATABASE_USER and DATABASE_PASSWORD name the login";
                    let (name, password) = config.database_login.as_ref().context(missing)?;
                    repti_db::app_login(&config.migrate_database_url, name, password).await.context("DATABASE_USER")?;
                    writeln!(std::io::stdout(), "{name} may sign in, as a member of reptidex_app.")?;
                }
                Ok(())
            }
            Self::Openapi => {
                std::io::stdout().write_all(api::openapi_json()?.as_bytes())?;
                Ok(())
            }
            Self::Keys(KeysCommand::New { print: true }) => {
                let keys = jwt::with_new_key(config.jwt_keys.as_deref(), jiff::Timestamp::now())?;
                writeln!(std::io::stdout(), "{keys}")?;
                Ok(())
            }
            Self::Keys(KeysCommand::New { print: false }) => {
                media_key::make(&config.secrets_dir)?;
                let path = jwt::add_key(&config.secrets_dir, jiff::Timestamp::now())?;
                writeln!(std::io::stdout(), "{}", path.display())?;
                Ok(())
            }
            Self::Audit(command) => audit::run(config, &command).await,
            Self::Staff(command) => staff::run(config, &command).await,
            Self::Seed(options) => seed::run(&config, &options).await,
            Self::Coefficients => {
                let domain = AppState::open(config).await?.domain;
                let animals = domain.reckon_all_again().await.context("noting the animals")?;
                writeln!(std::io::stdout(), "{animals} animals are to be reckoned again; the worker does it now.")?;
                Ok(())
            }
            Self::Config => {
                std::io::stdout().write_all(config.describe().as_bytes())?;
                Ok(())
            }
            Self::Health { address, live } => health::run(&config, address.as_deref(), live).await,
        }
    }
}
