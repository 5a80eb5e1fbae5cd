//! The message that goes to the SMTP server.

use super::{MailJob, render::RenderedMail};
use crate::{CoreError, Result};
use lettre::{
    Address, Message,
    message::{Mailbox, MultiPart},
};
use repti_model::text::one_line;

pub(super) fn build(from: &Mailbox, job: &MailJob, mail: RenderedMail) -> Result<Message> {
    let address: Address = job.to.parse().map_err(|_| CoreError::Mail("the recipient is no address".to_owned()))?;
    let name = one_line(&job.name);
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new((!name.is_empty()).then_some(name), address))
        .subject(one_line(&mail.subject))
        .message_id(None)
        .multipart(MultiPart::alternative_plain_html(mail.text, mail.html))
        .map_err(|error| CoreError::Mail(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::{MailTemplate, render::Renderer, render::tests::job};

    #[test]
    fn a_line_break_in_a_name_adds_no_header() {
        let mut job = job(MailTemplate::Invitation, "Ada\r\nBcc: eve@example.org");
        let mail = Renderer::new().unwrap().render(&job).unwrap();
        let from: Mailbox = "ReptiDex <no-reply@example.org>".parse().unwrap();
        let message = String::from_utf8(build(&from, &job, mail.clone()).unwrap().formatted()).unwrap();
        let headers = message.split("\r\n\r\n").next().unwrap();
        assert!(!headers.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{headers}");
        assert!(message.contains("multipart/alternative"));
        job.to = "ada@example.org\r\nBcc: eve@example.org".into();
        assert!(build(&from, &job, mail).is_err());
    }
}
