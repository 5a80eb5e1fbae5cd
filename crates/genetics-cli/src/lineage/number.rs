//! Figures with 17 significant digits: enough to get the same figure back.

use std::fmt::Write as _;

/// Writes figures, and knows the last one: full sibs follow each other and have one F.
#[derive(Default)]
pub(super) struct Figures {
    last: Option<u64>,
    text: String,
    scratch: String,
}

impl Figures {
    /// The figure with 17 significant digits, `0` for nought; with an exponent below 1e-5 and from 1e17.
    pub(super) fn text(&mut self, figure: f64) -> &str {
        if self.last != Some(figure.to_bits()) {
            self.last = Some(figure.to_bits());
            self.text.clear();
            self.write(figure);
        }
        &self.text
    }

    fn write(&mut self, figure: f64) {
        if figure == 0.0 {
            self.text.push('0');
            return;
        }
        self.scratch.clear();
        // Writing into a string can't fail.
        let _ = write!(self.scratch, "{figure:.16e}");
        let plain =
            self.scratch.split_once('e').and_then(|(digits, exponent)| Some((digits, exponent.parse::<i32>().ok()?)));
        match plain {
            Some((digits, exponent)) if (-5..17).contains(&exponent) => {
                let sign = if digits.starts_with('-') { "-" } else { "" };
                let digits = digits.trim_start_matches('-').chars().filter(|c| *c != '.');
                self.text.push_str(sign);
                if exponent < 0 {
                    self.text.push_str("0.");
                    (1..-exponent).for_each(|_| self.text.push('0'));
                }
                for (at, digit) in (0_i32..).zip(digits) {
                    self.text.push(digit);
                    if at == exponent && at < 16 {
                        self.text.push('.');
                    }
                }
            }
            _ => self.text.push_str(&self.scratch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn seventeen_digits() {
        let mut figures = Figures::default();
        for (figure, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.25, "0.25000000000000000"),
            (0.1, "0.10000000000000001"),
            (1.0, "1.0000000000000000"),
            (12.5, "12.500000000000000"),
            (-0.001, "-0.0010000000000000000"),
            (2_f64.powi(-20), "9.5367431640625000e-7"),
            (1e300, "1.0000000000000001e300"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(figures.text(figure), text);
            assert_eq!(figures.text(figure), text);
        }
    }

    proptest! {
        #[test]
        fn the_same_figure_is_read_again(figure in any::<f64>()) {
            let mut figures = Figures::default();
            let read: f64 = figures.text(figure).parse().unwrap();
            prop_assert!(read == figure || figure.is_nan());
            let digits = figures.text(figure).split('e').next().unwrap().trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
            prop_assert!(digits == 17 || figure == 0.0 || !figure.is_finite());
        }
    }
}
