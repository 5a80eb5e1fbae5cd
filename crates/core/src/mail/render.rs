//! From a template and its values to a mail: minijinja escapes, mrml lays out.

use super::{MailJob, MailTemplate};
use crate::{CoreError, Result};
use minijinja::{AutoEscape, Environment};
use mrml::prelude::render::RenderOptions;
use repti_model::text::one_line;
use std::collections::HashMap;

/// A mail ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RenderedMail {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

pub(super) struct Renderer {
    templates: Environment<'static>,
}

impl Renderer {
    /// Parses every template, so a broken one stops the start and not a mail.
    pub(super) fn new() -> Result<Self> {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        templates
            .set_auto_escape_callback(|name| if name.ends_with(".mjml") { AutoEscape::Html } else { AutoEscape::None });
        let broken = |error: minijinja::Error| CoreError::Setup(format!("mail template: {error}"));
        templates.add_template("layout.mjml", include_str!("templates/layout.mjml")).map_err(broken)?;
        for template in MailTemplate::ALL {
            let name = template.as_str();
            templates.add_template_owned(format!("{name}.mjml"), template.mjml()).map_err(broken)?;
            templates.add_template_owned(format!("{name}.txt"), template.text()).map_err(broken)?;
            templates.add_template_owned(format!("{name}.subject"), template.subject()).map_err(broken)?;
        }
        Ok(Self { templates })
    }

    pub(super) fn render(&self, job: &MailJob) -> Result<RenderedMail> {
        let name = job.template.as_str();
        let mjml = self.fill(&format!("{name}.mjml"), job)?;
        let parsed = mrml::parse(mjml).map_err(|error| CoreError::Mail(format!("{name}: {error}")))?;
        let html = parsed
            .element
            // No fonts from elsewhere: opening a mail tells no third party of it.
            .render(&RenderOptions { fonts: HashMap::new(), ..RenderOptions::default() })
            .map_err(|error| CoreError::Mail(format!("{name}: {error}")))?;
        Ok(RenderedMail {
            subject: one_line(&self.fill(&format!("{name}.subject"), job)?),
            text: self.fill(&format!("{name}.txt"), job)?,
            html,
        })
    }

    fn fill(&self, file: &str, job: &MailJob) -> Result<String> {
        let values = job.values.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let values = minijinja::Value::from_pairs(values.chain([("name", job.name.as_str())]));
        // The error of a template names the template and the value's name, never the value.
        let failed = |error: minijinja::Error| CoreError::Mail(format!("{file}: {:?}", error.kind()));
        self.templates.get_template(file).map_err(failed)?.render(values).map_err(failed)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::collections::BTreeMap;

    pub(in crate::mail) fn job(template: MailTemplate, value: &str) -> MailJob {
        let keys = [
            "link", "reset", "vivarium", "inviter", "role", "when", "device", "subject", "sentence", "before", "after",
            "room", "logo",
        ];
        let mut values: BTreeMap<String, String> =
            keys.iter().map(|key| ((*key).to_owned(), value.to_owned())).collect();
        values.insert("link".into(), "http://breeder.localhost:8700/verify-email?token=aB_-9".into());
        values.insert("reset".into(), "http://breeder.localhost:8700/forgot-password".into());
        MailJob { template, to: "ada@example.org".into(), name: value.to_owned(), values }
    }

    #[test]
    fn every_template_renders_its_link_in_both_forms() {
        let renderer = Renderer::new().unwrap();
        for template in MailTemplate::ALL {
            let mail = renderer.render(&job(*template, "Ada")).unwrap();
            assert!(mail.text.contains("http://breeder.localhost:8700/"), "{}: {}", template.as_str(), mail.text);
            assert!(mail.html.contains("http://breeder.localhost:8700/"), "{}", template.as_str());
            assert!(mail.html.contains("<html") && !mail.html.contains("{{"), "{}", template.as_str());
            assert!(!mail.subject.is_empty() && !mail.text.contains("{{"));
            // Nothing is fetched when a mail is opened.
            for fetched in ["<img", "<link", "@import", "url(", "googleapis"] {
                assert!(!mail.html.contains(fetched), "{}: {fetched}", template.as_str());
            }
        }
    }

    #[test]
    fn markup_and_line_breaks_in_a_name_stay_text() {
        let renderer = Renderer::new().unwrap();
        for template in MailTemplate::ALL {
            let mail =
                renderer.render(&job(*template, "<script>x</script>\r\nBcc: eve@example.org</mj-text>")).unwrap();
            assert!(!mail.html.contains("<script>x"), "{}", template.as_str());
            assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
        }
    }
}
