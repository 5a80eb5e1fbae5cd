//! Words and addresses that several pages have.

use app_ui::words;
use jiff::{Timestamp, tz::TimeZone};
use repti_model::{Actor, PersonId, StaffRole, evidence::size_words, media::room_words};

/// A role as it begins a line.
#[must_use]
pub const fn role_title(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Support => "Support",
        StaffRole::Moderator => "Moderator",
        StaffRole::Administrator => "Administrator",
    }
}

/// What a role may do, in one line.
#[must_use]
pub const fn role_hint(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Support => {
            "Sees people, vivariums, disputes, likenesses, photos, taxa, genes, the audit log and health; changes nothing."
        }
        StaffRole::Moderator => {
            "Also suspends and reinstates, settles disputes, decides likenesses, takes photos down, proposes changes of genes, and tries failed jobs again."
        }
        StaffRole::Administrator => {
            "Also gives staff roles, keeps the taxa, publishes the catalogue of genes, checks the audit log and drops failed jobs."
        }
    }
}

/// Why the actor can't suspend or reinstate this person; nothing when they can.
#[must_use]
pub fn hindrance(actor: Option<&Actor>, id: PersonId, theirs: Option<StaffRole>) -> Option<&'static str> {
    let Some((me, mine)) = actor.and_then(|actor| Some((actor.person_id, actor.staff?))) else {
        return Some("Sign in again.");
    };
    if mine < StaffRole::Moderator {
        Some("Support looks and helps. Suspending needs a moderator.")
    } else if me == id {
        Some("This is your own account. Ask a colleague.")
    } else if !mine.may_act_on(theirs) {
        Some("Their staff role is above yours. Ask an administrator.")
    } else {
        None
    }
}

/// Whether the actor has at least this role.
#[must_use]
pub fn is_at_least(actor: Option<&Actor>, least: StaffRole) -> bool {
    actor.is_some_and(|actor| actor.require_staff(least).is_ok())
}

/// `path` with the pairs that have a value. The router's own map would read a "%" that somebody typed as an escape.
#[must_use]
pub fn address(path: &str, pairs: &[(&'static str, &str)]) -> String {
    let given: Vec<(&str, &str)> = pairs.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
    app_ui::with_params(path, &given)
}

/// "21:32:05 UTC".
#[must_use]
pub fn clock(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%H:%M:%S UTC").to_string()
}

/// "25 Nov 2026 21:32:05": what a log is read by.
#[must_use]
pub fn exact(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%d %b %Y %H:%M:%S").to_string()
}

/// "40 s", "12 min", "3 h", "2 d".
#[must_use]
pub fn span(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{} s", seconds.max(0)),
        120..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}

/// "812 kB", "3.4 MB", "1.2 GB".
#[must_use]
pub fn bytes_words(bytes: u64) -> String {
    const GB: u64 = 1_000_000_000;
    if bytes < GB {
        return size_words(bytes);
    }
    format!("{}.{} GB", words::thousands(bytes / GB), bytes % GB / (GB / 10))
}

/// "12% of 10 GB", of what a vivarium's photographs may take by its plan.
#[must_use]
pub fn part_of_room(bytes: u64, room: u64) -> String {
    let percent = match u128::from(bytes) * 100 / u128::from(room.max(1)) {
        0 if bytes > 0 => "below 1%".to_owned(),
        percent => format!("{percent}%"),
    };
    format!("{percent} of {}", room_words(room))
}

/// A count that may not be below nothing, with groups.
#[must_use]
pub fn figure(count: i64) -> String {
    words::thousands(u64::try_from(count).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{address, bytes_words, hindrance, part_of_room, span};
    use repti_model::{Actor, PersonId, StaffRole};

    #[test]
    fn a_part_of_the_room_is_told_in_whole_percent_of_what_the_plan_has() {
        let room = 10 << 30;
        let words = [0, 1, room / 4, room, room * 2].map(|bytes| part_of_room(bytes, room));
        assert_eq!(words, ["0% of 10 GB", "below 1% of 10 GB", "25% of 10 GB", "100% of 10 GB", "200% of 10 GB"]);
    }

    fn staff(role: StaffRole) -> Actor {
        Actor {
            person_id: PersonId::new(),
            session_id: None,
            display_name: String::new(),
            staff: Some(role),
            vivarium: None,
            scopes: None,
        }
    }

    #[test]
    fn no_button_is_offered_that_would_be_refused() {
        let other = PersonId::new();
        let moderator = staff(StaffRole::Moderator);
        assert_eq!(hindrance(Some(&moderator), other, None), None);
        assert_eq!(hindrance(Some(&moderator), other, Some(StaffRole::Moderator)), None);
        assert!(hindrance(Some(&moderator), other, Some(StaffRole::Administrator)).is_some());
        assert!(hindrance(Some(&moderator), moderator.person_id, None).is_some());
        assert!(hindrance(Some(&staff(StaffRole::Support)), other, None).is_some());
        assert!(hindrance(None, other, None).is_some());
    }

    #[test]
    fn an_address_holds_only_what_has_a_value_and_is_encoded() {
        assert_eq!(address("/people", &[("q", ""), ("cursor", "")]), "/people");
        assert_eq!(address("/people", &[("q", "a&b"), ("show", "staff")]), "/people?q=a%26b&show=staff");
        assert_eq!(address("/people", &[("q", "50%41 ü")]), "/people?q=50%2541+%C3%BC");
    }

    #[test]
    fn bytes_are_told_in_the_largest_unit_they_fill() {
        assert_eq!(
            [0, 812_400, 3_450_000, 1_270_000_000, 4_200_000_000_000].map(bytes_words),
            ["0 bytes", "812 kB", "3.4 MB", "1.2 GB", "4,200.0 GB"]
        );
    }

    #[test]
    fn spans_are_told_in_the_unit_an_operator_thinks_in() {
        assert_eq!([span(5), span(600), span(10_000), span(400_000)], ["5 s", "10 min", "2 h", "4 d"]);
    }
}
