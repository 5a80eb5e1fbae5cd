//! The engine's refusals as problems: which entry, which field, and what to do.

use crate::api::ApiError;
use axum::http::StatusCode;
use repti_genetics_cli::{Refusal, Wrong};
use repti_model::{ErrorCode, FieldErrors, Problem};

/// Wrong things that are named in one answer.
const NAMED: usize = 100;
/// Letters of what a caller wrote, and of what is said about it.
const SHORT: usize = 100;
const LONG: usize = 600;

/// The problem that says it.
pub fn problem(refusal: Refusal) -> ApiError {
    match refusal {
        Refusal::NotJson(reason) => ApiError::with_status(
            StatusCode::BAD_REQUEST,
            ErrorCode::Invalid,
            format!("The body is not valid JSON: {}.", cut(&reason, SHORT)),
        ),
        Refusal::TooMany { what, count, limit } => {
            let field = what.split(' ').next().unwrap_or(what);
            ApiError::field(field, format!("{count} {what}; at most {limit} are taken in one request."))
        }
        Refusal::TooMuchWork => ApiError::field(
            "animals",
            "This pedigree is too entangled to be computed here. Leave out animals that aren't asked about, or use `reptidex lineage` on a machine of your own.",
        ),
        Refusal::Late => late(),
        Refusal::Wrong(list) => wrong(&list),
    }
}

/// What took too long would do so again.
pub fn late() -> ApiError {
    ApiError::field(
        "",
        "This takes longer than is computed for one request. Send less of it at once, or use the commands `reptidex genetics` and `reptidex lineage` on a machine of your own.",
    )
}

fn wrong(list: &[Wrong]) -> ApiError {
    let mut fields = FieldErrors::new();
    for one in list.iter().take(NAMED) {
        let reason = cut(&one.reason, LONG);
        let message = match &one.entry {
            Some(entry) => format!("{}: {reason}", cut(entry, SHORT)),
            None => reason,
        };
        fields.push(&cut(&one.field, SHORT), message);
    }
    let first = list.first().map(|one| {
        let place = [one.entry.as_deref().unwrap_or_default(), &one.field].map(|text| cut(text, SHORT));
        let place: Vec<String> = place.into_iter().filter(|text| !text.is_empty()).collect();
        let colon = if place.is_empty() { "" } else { ": " };
        format!("{}{colon}{}", place.join(", "), cut(&one.reason, LONG))
    });
    let more = match list.len() {
        0 | 1 => String::new(),
        count => format!(" ({} more in fields.)", count - 1),
    };
    let detail = format!("{}{more}", first.unwrap_or_default());
    Problem { fields, ..Problem::new(ErrorCode::Invalid, detail) }.into()
}

fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_and_field_are_in_what_is_said() {
        let one = |entry: Option<&str>, field: &str, reason: &str| Wrong {
            entry: entry.map(str::to_owned),
            field: field.to_owned(),
            reason: reason.to_owned(),
        };
        let list = vec![one(Some("R01"), "species", "“unicorn” is unknown"), one(None, "line 3", "2 fields")];
        let error = problem(Refusal::Wrong(list));
        assert_eq!(error.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(error.problem.detail, "R01, species: “unicorn” is unknown (1 more in fields.)");
        assert_eq!(error.problem.fields.of("species"), ["R01: “unicorn” is unknown"]);
        assert_eq!(error.problem.fields.of("line 3"), ["2 fields"]);
    }

    #[test]
    fn what_a_caller_wrote_comes_back_no_longer_than_it_must() {
        let long = "🐍".repeat(10_000);
        let list = vec![Wrong { entry: Some(long.clone()), field: long.clone(), reason: long }; 1_000];
        let error = problem(Refusal::Wrong(list));
        let messages: Vec<&String> = error.problem.fields.0.values().flatten().collect();
        assert_eq!(messages.len(), NAMED);
        assert!(messages.iter().all(|text| text.chars().count() < SHORT + LONG + 10));
        assert!(error.problem.fields.0.keys().all(|field| field.chars().count() < SHORT + 5));
    }
}
