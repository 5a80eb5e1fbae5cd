//! Mail: queued with what caused it, rendered and sent by the worker.

mod mailbox;
mod message;
mod render;
mod template;

pub use mailbox::{DevMail, DevMailSummary};
pub(crate) use render::RenderedMail;
pub use template::MailTemplate;

use crate::{Core, CoreError, Result, store};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use repti_db::{Job, NewJob, Scope, Tx, enqueue};
use repti_model::text::one_line;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, time::Duration};
use tracing::{Instrument, field::Empty};

/// From whom and by what way mails go out.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// Such as `ReptiDex <no-reply@example.org>`.
    pub from: String,
    pub transport: MailTransport,
}

/// The way out.
#[derive(Clone)]
pub enum MailTransport {
    /// `smtp://`, `smtps://user:password@host:465` or `smtp://host:587?tls=required`.
    Smtp { url: String },
    /// Into a table, for `/dev/mailbox`.
    Mailbox,
}

impl std::fmt::Debug for MailTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Smtp { .. } => "Smtp",
            Self::Mailbox => "Mailbox",
        })
    }
}

/// A mail to be sent: the name of a template and what goes into it. The task `mail_send`.
#[derive(Clone, Serialize, Deserialize)]
pub struct MailJob {
    pub template: MailTemplate,
    pub to: String,
    /// The recipient's name.
    pub name: String,
    pub values: BTreeMap<String, String>,
}

impl Job for MailJob {
    const TASK: &'static str = "mail_send";
}

// A link in a mail is a key to an account: it never reaches a log.
impl std::fmt::Debug for MailJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailJob").field("template", &self.template).finish_non_exhaustive()
    }
}

/// Queues a mail in the transaction of its cause.
pub(crate) async fn post(
    tx: &mut Tx,
    template: MailTemplate,
    to: &str,
    name: &str,
    values: &[(&str, &str)],
) -> Result<()> {
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let job = MailJob { template, to: to.to_owned(), name: one_line(name), values };
    Ok(enqueue(tx, &job, NewJob::default()).await?)
}

/// Renders and sends.
pub(crate) struct Mailer {
    from: lettre::message::Mailbox,
    renderer: render::Renderer,
    smtp: Option<AsyncSmtpTransport<Tokio1Executor>>,
}

impl Mailer {
    pub(crate) fn new(settings: &MailSettings) -> Result<Self> {
        let from = settings.from.parse().map_err(|error| CoreError::Setup(format!("the sender of mails: {error}")))?;
        let smtp = match &settings.transport {
            MailTransport::Smtp { url } => Some(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|error| CoreError::Setup(format!("the SMTP server: {error}")))?
                    .timeout(Some(Duration::from_secs(20)))
                    .build(),
            ),
            MailTransport::Mailbox => None,
        };
        Ok(Self { from, renderer: render::Renderer::new()?, smtp })
    }
}

impl Core {
    /// Renders and sends a mail: the worker's handler of the task `mail_send`.
    ///
    /// # Errors
    /// When the server refuses or doesn't answer; the queue tries again. The message names nobody, for it is kept with the job.
    pub async fn send_mail_job(&self, job: &MailJob) -> Result<()> {
        let mail = self.mailer().renderer.render(job)?;
        if let Some(smtp) = &self.mailer().smtp {
            let message = message::build(&self.mailer().from, job, mail)?;
            let span = tracing::debug_span!(
                "mail",
                "otel.name" = "send mail",
                "otel.kind" = "client",
                "otel.peer" = "mail server",
                "otel.status_code" = Empty,
            );
            let sent = smtp.send(message).instrument(span.clone()).await;
            if sent.is_err() {
                span.record("otel.status_code", "ERROR");
            }
            sent.map_err(|error| CoreError::Mail(smtp_reason(&error)))?;
        } else {
            let mut tx = self.db().begin(Scope::Nobody).await?;
            store::mailbox::insert_mail(&mut tx, &job.to, &mail).await?;
            tx.commit().await?;
        }
        tracing::info!(mail.template = job.template.as_str(), "mail sent");
        Ok(())
    }
}

/// Why sending failed, without the server's words, which often repeat the recipient's address.
fn smtp_reason(error: &lettre::transport::smtp::Error) -> String {
    let kind = if error.is_permanent() {
        "refused for good"
    } else if error.is_transient() {
        "refused for now"
    } else if error.is_timeout() {
        "timed out"
    } else if error.is_client() {
        "client error"
    } else {
        "no connection"
    };
    match error.status() {
        Some(code) => format!("SMTP {code}: {kind}"),
        None => format!("SMTP: {kind}"),
    }
}
