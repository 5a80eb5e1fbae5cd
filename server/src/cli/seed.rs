//! `reptidex seed`: demo data, and who can sign in with it.

use crate::config::Config;
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use repti_domain::seed::{self, DEMO_PASSWORD, DEMO_TOTP_SECRET, PEOPLE, SeedError, Seeded, Size};
use repti_storage::ObjectStore;
use std::{
    fmt::Write as _,
    io::Write as _,
    time::{Duration, Instant},
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Do nothing, without an error, when the database has people in it already.
    #[arg(long)]
    if_empty: bool,
    /// `large` adds 100,000 public animals for benchmarks.
    #[arg(long, value_enum, default_value_t = SizeArg::Normal)]
    size: SizeArg,
    /// Only print the logins; touches no database.
    #[arg(long)]
    print_logins: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SizeArg {
    Normal,
    Large,
}

pub(super) async fn run(config: &Config, options: &Options) -> Result<()> {
    if options.print_logins {
        std::io::stdout().write_all(logins().as_bytes())?;
        return Ok(());
    }
    if !config.development {
        bail!("seed: the demo logins are public knowledge, so they are refused with REPTIDEX_ENV=production");
    }
    let size = match options.size {
        SizeArg::Normal => Size::Normal,
        SizeArg::Large => Size::Large,
    };
    let started = Instant::now();
    let message = match seed::seed(&config.migrate_database_url, size, &config.demo_site()).await {
        Ok(seeded) => {
            let objects = ObjectStore::folder(&config.media_dir);
            let photos = seed::photographs(&config.migrate_database_url, &objects).await?;
            done(seeded, photos, started.elapsed())
        }
        Err(SeedError::NotEmpty) if options.if_empty => {
            "The database has data already; nothing was seeded.\n".to_owned()
        }
        Err(error) => return Err(error.into()),
    };
    std::io::stdout().write_all(message.as_bytes())?;
    Ok(())
}

fn done(seeded: Seeded, photos: usize, took: Duration) -> String {
    let Seeded { people, vivariums, animals, links, warnings } = seeded;
    format!(
        "Seeded {people} people, {vivariums} vivariums, {animals} animals, {links} parent claims, {warnings} open \
         lineage questions and {photos} photos in {:.1} s.\n",
        took.as_secs_f64()
    )
}

/// Everybody who can sign in, as a table.
fn logins() -> String {
    let mut out =
        format!("Password of everybody: {DEMO_PASSWORD}\nSecond factor of the staff (TOTP): {DEMO_TOTP_SECRET}\n\n");
    for person in PEOPLE {
        let place = match (person.member, person.staff) {
            (Some((vivarium, role)), _) => format!("breeder  {role} of {vivarium}"),
            (None, Some(role)) => format!("admin    {role}"),
            (None, None) => "breeder".to_owned(),
        };
        let _ = writeln!(out, "{:<28} {:<20} {place}", person.email, person.name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::logins;

    #[test]
    fn there_is_a_login_for_each_role() {
        let text = logins();
        for role in ["herpetologist", "curator", "handler", "keeper", "support", "moderator", "administrator"] {
            assert!(text.contains(&format!("{role} ")) || text.contains(&format!("{role}\n")), "{role}");
        }
    }
}
