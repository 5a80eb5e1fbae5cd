//! `reptidex audit verify`: whether anybody changed the audit log behind our back.

use crate::{app::AppState, config::Config};
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use std::io::Write;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check every line from the first to the last. Exits with 1 and names the line when the chain is broken. Write the hash that
    /// it prints down elsewhere: a later run with --head proves that the log was not written anew.
    Verify {
        /// A hash that an earlier run printed, as "lines:hash".
        #[arg(long)]
        head: Option<String>,
    },
}

pub(super) async fn run(config: Config, command: &Command) -> Result<()> {
    let Command::Verify { head } = command;
    let known = head.as_deref().map(parse_head).transpose()?;
    let core = AppState::open(config).await?.domain.core;
    let found = core.verify_audit_chain().await.context("reading the audit log")?;
    if let Some(broken) = found.broken {
        bail!(
            "the audit log is broken at line {}: {}. The {} lines before it are whole.",
            broken.seq,
            broken.reason,
            found.lines
        );
    }
    if let Some((seq, hash)) = known
        && core.audit_hash(seq).await.context("reading the audit log")?.as_deref() != Some(hash.as_str())
    {
        bail!(
            "the audit log is broken at line {seq}: it is not the line whose hash was kept. The log was written anew."
        );
    }
    writeln!(std::io::stdout(), "The audit log is whole: {} lines.\nHead {}:{}", found.lines, found.lines, found.head)?;
    Ok(())
}

fn parse_head(text: &str) -> Result<(i64, String)> {
    let parsed = text.split_once(':').and_then(|(seq, hash)| Some((seq.parse().ok()?, hash.to_owned())));
    parsed.filter(|(_, hash)| hash.len() == 64).with_context(|| format!("--head: “{text}” is not lines:hash"))
}

#[cfg(test)]
mod tests {
    use super::parse_head;

    #[test]
    fn a_head_is_read_as_it_was_printed() {
        let hash = "ab".repeat(32);
        assert_eq!(parse_head(&format!("12:{hash}")).ok(), Some((12, hash)));
        assert!(parse_head("12").is_err_and(|error| error.to_string().contains("--head")));
        assert!(parse_head("12:zz").is_err());
    }
}
