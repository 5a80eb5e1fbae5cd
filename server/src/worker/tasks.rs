//! The tasks that the worker knows. What each does stands in the domain; here is only the way there.

use super::carry::carry;
use crate::telemetry::emf;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use repti_core::MailJob;
use repti_db::Job;
use repti_domain::{
    Domain,
    repti_animal::{
        CertificateNotice, CoefficientRun, GeneReading, VerificationExpiry, VerificationNotice, import::job::ImportRun,
    },
};
use serde::{Deserialize, Serialize};

/// Sends a mail.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MailSend(MailJob);

impl TaskHandler for MailSend {
    const IDENTIFIER: &'static str = MailJob::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let sent = domain.core.send_mail_job(&self.0).await;
            emf::mailed(sent.is_ok());
            let outcome = if sent.is_ok() { "sent" } else { "failed" };
            metrics::counter!("mails_total", "outcome" => outcome).increment(1);
            sent.map_err(|error| error.to_string())
        })
        .await
    }
}

/// Commits or reverts an import.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnimalImport(ImportRun);

impl TaskHandler for AnimalImport {
    const IDENTIFIER: &'static str = ImportRun::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move { domain.animal.run_import(&self.0).await.map_err(|error| error.to_string()) }).await
    }
}

/// Tells the people of a vivarium of a step in a verification.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VerificationTold(VerificationNotice);

impl TaskHandler for VerificationTold {
    const IDENTIFIER: &'static str = VerificationNotice::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            domain.tell_of_verification(&self.0).await.map(drop).map_err(|error| error.to_string())
        })
        .await
    }
}

/// Tells the people of a vivarium that staff looked at a certificate of theirs.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CertificateTold(CertificateNotice);

impl TaskHandler for CertificateTold {
    const IDENTIFIER: &'static str = CertificateNotice::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            domain.tell_of_certificate(&self.0).await.map(drop).map_err(|error| error.to_string())
        })
        .await
    }
}

/// Ends a request of a verification that nobody answered.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VerificationOver(VerificationExpiry);

impl TaskHandler for VerificationOver {
    const IDENTIFIER: &'static str = VerificationExpiry::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            domain.animal.expire_verification(&self.0).await.map(drop).map_err(|error| error.to_string())
        })
        .await
    }
}

/// Reads the genes of a vivarium's animals anew.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GenesRead(GeneReading);

impl TaskHandler for GenesRead {
    const IDENTIFIER: &'static str = GeneReading::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(
            &context,
            async move { domain.animal.read_genes(&self.0).await.map(drop).map_err(|error| error.to_string()) },
        )
        .await
    }
}

/// Brings stored inbreeding up to date after a change of a lineage.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CoefficientsStale(CoefficientRun);

impl TaskHandler for CoefficientsStale {
    const IDENTIFIER: &'static str = CoefficientRun::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let done = domain.animal.reckon_coefficients(&self.0).await.map_err(|error| error.to_string())?;
            tracing::debug!(animals = done.animals, changed = done.changed, more = done.more, "coefficients reckoned");
            Ok(())
        })
        .await
    }
}

pub(super) fn domain_of(context: &WorkerContext) -> Result<Domain, String> {
    context.get_ext::<Domain>().cloned().ok_or_else(|| "the worker has no domain".to_owned())
}

/// Says what the metrics mean, once a process.
pub fn describe() {
    metrics::describe_counter!("mails_total", "Mails, by outcome (sent, failed)");
}
