//! What people do here.

use super::panel::{Dashboard, Panel, Team};

pub fn dashboard() -> Dashboard {
    let house = |what: &str| format!("max(house{{what=\"{what}\"}})");
    let day = |event: &str| format!("sum(increase(events_total{{event=\"{event}\"}}[1d]))");
    Dashboard::new(Team::Product, "business", "Business").with(vec![
        Panel::row("The house"),
        Panel::count("People", "short", "Accounts").asks(&house("people"), "people"),
        Panel::count("Vivariums", "short", "Breeders' collections").asks(&house("vivariums"), "vivariums"),
        Panel::count("Animals", "short", "On record").asks(&house("animals"), "animals"),
        Panel::count("Public animals", "short", "That everybody sees").asks(&house("public_animals"), "public"),
        Panel::count("Signed up", "short", "In the last day").asks(&day("signed_up"), "signed up"),
        Panel::count("Signed in", "short", "Sessions that were opened in the last day")
            .asks(&day("session_opened"), "signed in"),
        Panel::row("What happens"),
        Panel::graph("Events", "short", "In an hour, by what happened")
            .asks("sum by (event) (increase(events_total[1h])) > 0", "{{event}}")
            .starting_at_zero()
            .wide(),
        Panel::graph("Events of the week before", "short", "The same, a week ago")
            .asks("sum by (event) (increase(events_total[1h] offset 1w)) > 0", "{{event}}")
            .starting_at_zero()
            .wide(),
        Panel::row("Growth"),
        Panel::graph("Animals", "short", "On record, and seen by everybody")
            .asks(&house("animals"), "animals")
            .asks(&house("public_animals"), "public"),
        Panel::graph("People and vivariums", "short", "Accounts and collections")
            .asks(&house("people"), "people")
            .asks(&house("vivariums"), "vivariums"),
        Panel::graph("Visits", "reqps", "Requests to the public portal and to widgets on other sites")
            .asks("portal:http_requests:rate5m{portal=~\"public|embed\"}", "{{portal}}")
            .starting_at_zero(),
        Panel::graph("Photographs", "short", "Prepared in a day")
            .asks("sum(increase(photos_total{outcome=\"ready\"}[1d]))", "photographs")
            .starting_at_zero(),
    ])
}
