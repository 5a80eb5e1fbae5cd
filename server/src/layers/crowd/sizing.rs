//! How many places there are, by how long those inside stay.
//!
//! Those inside share the processor, so a stay is as many times as long as there are people inside (J. D. C. Little, “A Proof for the Queuing Formula
//! L = λW”, 1961: what is answered a second times how long it takes is how many are inside). The number that has everybody out within the goal follows
//! from the stays of one round, whatever a page costs and however large the machine's share is.

/// Before anything was seen. Where pages are quick, a full house has more of them soon.
pub(super) const FIRST: usize = 16;
/// One slow page must not stop the others.
const FEWEST: usize = 4;
/// So that memory has a bound.
const MOST: usize = 256;

/// The number of places, and what was seen since it was looked at.
#[derive(Debug)]
pub(super) struct Sizing {
    places: usize,
    /// Seconds.
    goal: f64,
    /// Who has left in this round, and how long they stayed in all.
    left: usize,
    stayed: f64,
    /// Somebody found no free place in it. Without that, long stays have other causes than too many people, and short ones no need for more places.
    was_full: bool,
}

impl Sizing {
    pub(super) fn new(first: usize, goal: f64) -> Self {
        Self { places: first, goal, left: 0, stayed: 0.0, was_full: false }
    }

    pub(super) fn places(&self) -> usize {
        self.places
    }

    /// Somebody found no free place.
    pub(super) fn full(&mut self) {
        self.was_full = true;
    }

    /// Somebody left after that many seconds. A round ends once as many have left as there are places.
    pub(super) fn leave(&mut self, seconds: f64) {
        self.left += 1;
        self.stayed += seconds;
        if self.left < self.places {
            return;
        }
        if self.was_full {
            self.places = self.wanted().clamp(FEWEST, MOST);
        }
        (self.left, self.stayed, self.was_full) = (0, 0.0, false);
    }

    /// By half at most where it is too many: one stop of the database is no measure. By an eighth where it could be more.
    fn wanted(&self) -> usize {
        let mean = self.stayed / self.left as f64;
        if mean > self.goal {
            let fitting = (self.places as f64 * self.goal / mean) as usize;
            return fitting.max(self.places / 2);
        }
        self.places + self.places.div_ceil(8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many rounds of a full house, where a page takes so many seconds of this process's share of a processor.
    fn after(rounds: usize, page: f64, sizing: &mut Sizing) -> usize {
        for _ in 0..rounds {
            let inside = sizing.places();
            for _ in 0..inside {
                sizing.full();
                sizing.leave(page * inside as f64);
            }
        }
        sizing.places()
    }

    #[test]
    fn a_full_house_has_everybody_out_within_about_the_goal_whatever_a_page_costs() {
        for page in [0.004, 0.028, 0.112, 0.2] {
            let mut sizing = Sizing::new(FIRST, 1.0);
            let places = after(40, page, &mut sizing);
            let stay = places as f64 * page;
            assert!((0.75..=1.2).contains(&stay) || places == FEWEST || places == MOST, "{places} places, {stay} s");
        }
    }

    #[test]
    fn it_follows_when_the_pages_change() {
        let mut sizing = Sizing::new(FIRST, 1.0);
        let few = after(40, 0.112, &mut sizing);
        let many = after(60, 0.01, &mut sizing);
        assert!(few < 12 && many > 80, "{few}, {many}");
        assert!(after(10, 0.112, &mut sizing) < 12);
    }

    #[test]
    fn nothing_changes_while_there_is_room() {
        let mut sizing = Sizing::new(FIRST, 1.0);
        for stay in [0.001, 30.0] {
            for _ in 0..100 {
                sizing.leave(stay);
            }
            assert_eq!(sizing.places(), FIRST);
        }
    }

    #[test]
    fn it_stays_within_its_bounds_and_one_long_stop_halves_it_at_most() {
        let mut sizing = Sizing::new(FIRST, 1.0);
        assert_eq!(after(1, 1_000.0, &mut sizing), FIRST / 2);
        assert_eq!(after(50, 1_000.0, &mut sizing), FEWEST);
        assert_eq!(after(200, 0.0, &mut sizing), MOST);
    }
}
