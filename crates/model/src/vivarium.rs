//! Vivariums: forms for founding, describing and sharing one, and the rows that lists show.

mod plan;
mod slug;

pub use plan::{Plan, PlanChange, PlanForm};
pub use slug::{RESERVED_SLUGS, check_slug, slug_of};

use crate::{
    FieldErrors, InvitationId, MembershipId, PersonId, Role, VivariumId,
    text::{check_email, check_line, check_text},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

fn check_time_zone(errors: &mut FieldErrors, zone: &str) {
    let shaped = zone == "UTC"
        || (zone.len() <= 64
            && zone.contains('/')
            && zone.chars().all(|c| c.is_ascii_alphanumeric() || "_+/-".contains(c)));
    if !shaped {
        errors.push("time_zone", "Choose a time zone such as Europe/Berlin, or UTC.");
    }
}

fn check_website(errors: &mut FieldErrors, website: &str) {
    if website.is_empty() {
        return;
    }
    let rest = website.strip_prefix("https://").or_else(|| website.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let fine = host.is_some_and(|host| host.contains('.') && !host.contains('@'))
        && website.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"'`".contains(c));
    if website.chars().count() > 200 {
        errors.push("website", "Use at most 200 characters.");
    } else if !fine {
        errors.push("website", "Enter a full address that begins with https://.");
    }
}

/// Complains unless codes can be made by the template: `{N…}` once, `{TAXON}`, `{YYYY}` and `{YY}` at will.
pub fn check_code_template(errors: &mut FieldErrors, template: &str) {
    let mut numbers = 0;
    let mut rest = template;
    let mut fine = !template.is_empty() && template.len() <= 40;
    while let Some(c) = rest.chars().next() {
        if c == '{' {
            let Some(end) = rest.find('}') else {
                fine = false;
                break;
            };
            match &rest[1..end] {
                "TAXON" | "YYYY" | "YY" => {}
                digits if (1..=8).contains(&digits.len()) && digits.bytes().all(|b| b == b'N') => numbers += 1,
                _ => fine = false,
            }
            rest = &rest[end + 1..];
        } else {
            fine &= c.is_ascii_alphanumeric() || "._/-".contains(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if !fine || numbers != 1 || template.starts_with(['.', '_', '/', '-']) {
        errors.push(
            "code_template",
            "Use letters, digits, - / . _ with {NNN} once for the number, and {TAXON}, {YYYY} or {YY} if you like.",
        );
    }
}

/// A vivarium to be founded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewVivarium {
    pub name: String,
    /// Its place in addresses; made of the name when empty.
    #[serde(default)]
    pub slug: String,
    /// An IANA name such as `Europe/Berlin`; `UTC` when empty.
    #[serde(default)]
    pub time_zone: String,
}

impl NewVivarium {
    /// The slug as given, else one of the name.
    #[must_use]
    pub fn effective_slug(&self) -> String {
        let given = self.slug.trim();
        if given.is_empty() { slug_of(&self.name) } else { given.to_lowercase() }
    }

    /// The rules that hold in the browser and again on the server.
    ///
    /// # Errors
    /// The messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_line(&mut errors, "name", "a name", &self.name, 1, 80);
        // A name that makes no address isn't wrong: then the address has to be typed.
        if self.slug.trim().is_empty() && !self.name.trim().is_empty() && self.effective_slug().len() < 3 {
            errors.push("slug", "This name makes no address. Type one: at least 3 letters a to z, digits or hyphens.");
        } else if !(self.slug.trim().is_empty() && self.name.trim().is_empty()) {
            check_slug(&mut errors, "slug", &self.effective_slug());
        }
        if !self.time_zone.is_empty() {
            check_time_zone(&mut errors, &self.time_zone);
        }
        errors.into_result()
    }
}

/// What a vivarium says about itself and how it works. Saved as a whole, against the version that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VivariumProfile {
    pub name: String,
    pub slug: String,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub location: String,
    #[serde(default)]
    pub website: String,
    /// Whether the public portal shows it.
    #[serde(default)]
    pub listed: bool,
    pub time_zone: String,
    pub code_template: String,
    pub version: i32,
}

impl VivariumProfile {
    /// The rules that hold in the browser and again on the server.
    ///
    /// # Errors
    /// The messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_line(&mut errors, "name", "a name", &self.name, 1, 80);
        check_slug(&mut errors, "slug", &self.slug);
        check_text(&mut errors, "about", &self.about, 5000);
        check_line(&mut errors, "location", "a location", &self.location, 0, 120);
        check_website(&mut errors, &self.website);
        check_time_zone(&mut errors, &self.time_zone);
        check_code_template(&mut errors, &self.code_template);
        errors.into_result()
    }
}

/// Asks somebody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invite {
    pub email: String,
    pub role: Role,
}

impl Invite {
    /// The rules that hold in the browser and again on the server.
    ///
    /// # Errors
    /// The messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_email(&mut errors, "email", &self.email);
        errors.into_result()
    }
}

/// A vivarium of mine, for the switcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VivariumSummary {
    pub id: VivariumId,
    pub slug: String,
    pub name: String,
    pub role: Role,
    pub members: u32,
    /// Suspended by staff: it can't be switched to.
    pub suspended: bool,
}

/// A vivarium, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VivariumRow {
    pub id: VivariumId,
    pub slug: String,
    pub name: String,
    pub members: u32,
    /// What its plan is called.
    pub plan: String,
    pub listed: bool,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub suspended_at: Option<Timestamp>,
    pub suspended_reason: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
}

/// A member, as the others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberRow {
    pub id: MembershipId,
    pub person_id: PersonId,
    pub display_name: String,
    /// Shown to those who manage members; empty for others.
    pub email: String,
    pub role: Role,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub since: Timestamp,
    /// Whether this is the one who asks.
    pub me: bool,
}

/// An open invitation of a vivarium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationRow {
    pub id: InvitationId,
    pub email: String,
    pub role: Role,
    pub invited_by: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// An invitation, as the invited person sees it before they answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationOffer {
    pub id: InvitationId,
    pub vivarium_name: String,
    pub email: String,
    pub role: Role,
    pub invited_by: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_template_counts_exactly_once() {
        for (template, fine) in [
            ("{TAXON}-{NNN}", true),
            ("CR-{YY}-{NN}", true),
            ("CR", false),
            ("{N}{N}", false),
            ("{X}-{N}", false),
            ("é{N}", false),
            ("{N", false),
            ("-{N}", false),
        ] {
            let mut errors = FieldErrors::new();
            check_code_template(&mut errors, template);
            assert_eq!(errors.is_empty(), fine, "{template}");
        }
    }

    #[test]
    fn a_website_is_a_web_address() {
        for bad in [
            "javascript:alert(1)",
            "https://",
            "https://a b.org",
            "https://u:p@example.org",
            "ftp://example.org",
            "https://example.org/\"x",
        ] {
            let mut errors = FieldErrors::new();
            check_website(&mut errors, bad);
            assert!(!errors.is_empty(), "{bad}");
        }
    }
}
