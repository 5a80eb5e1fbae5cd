//! Percentages as the hobby writes them.

/// 2/3 is 66, 1/3 is 33: rounded down; `100` only of what is certain and `0` only of what is impossible (`<1` else). NaN gives `?`.
#[must_use]
pub fn hobby_percent(p: f64) -> String {
    // A float a hair below 29 % is meant to be 29.
    let percent = (p * 100.0 + 1e-9).floor();
    if p.is_nan() {
        "?".to_owned()
    } else if p <= 0.0 {
        "0".to_owned()
    } else if p >= 1.0 {
        "100".to_owned()
    } else if percent < 1.0 {
        "<1".to_owned()
    } else {
        (percent.min(99.0) as u8).to_string()
    }
}

#[cfg(test)]
#[test]
fn percentages_are_those_of_price_lists() {
    let written: Vec<String> =
        [2.0 / 3.0, 1.0 / 3.0, 0.5, 0.125, 0.29, 1e-9, 0.999_999, 0.0, 1.0].map(hobby_percent).into();
    assert_eq!(written, ["66", "33", "50", "12", "29", "<1", "99", "0", "100"]);
}
