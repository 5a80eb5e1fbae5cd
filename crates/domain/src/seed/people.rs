//! Who is in the demo data: vivariums, people with logins, staff.

/// The password of every demo person. Printed, and of no use anywhere else.
pub const DEMO_PASSWORD: &str = "slow-tortoise-basks-at-noon";

/// The second factor of the demo staff, for an authenticator (base32).
pub const DEMO_TOTP_SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// A person with a login.
#[derive(Debug, Clone, Copy)]
pub struct DemoPerson {
    pub email: &'static str,
    pub name: &'static str,
    /// `support`, `moderator` or `administrator`.
    pub staff: Option<&'static str>,
    /// Slug of their vivarium and the role there.
    pub member: Option<(&'static str, &'static str)>,
}

/// A vivarium, what it keeps, and how many of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct DemoVivarium {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) location: &'static str,
    pub(super) time_zone: &'static str,
    pub(super) about: &'static str,
    /// The code of its plan.
    pub(super) plan: &'static str,
    pub(super) keeps: &'static [(&'static str, usize)],
}

const fn member(email: &'static str, name: &'static str, slug: &'static str, role: &'static str) -> DemoPerson {
    DemoPerson { email, name, staff: None, member: Some((slug, role)) }
}
const fn staff(email: &'static str, name: &'static str, role: &'static str) -> DemoPerson {
    DemoPerson { email, name, staff: Some(role), member: None }
}

/// Everybody with a login.
pub const PEOPLE: [DemoPerson; 12] = [
    member("robin@example.com", "Robin Achterberg", "riverside-reptiles", "herpetologist"),
    member("curator@example.com", "Imani Okafor", "riverside-reptiles", "curator"),
    member("handler@example.com", "Jonas Lind", "riverside-reptiles", "handler"),
    member("keeper@example.com", "Mei Tanaka", "riverside-reptiles", "keeper"),
    member("lena@example.com", "Lena Brandstetter", "bergland-geckos", "herpetologist"),
    member("marco@example.com", "Marco Villalobos", "sonoran-serpents", "herpetologist"),
    member("aisha@example.com", "Aisha Rahman", "tidewater-giants", "herpetologist"),
    member("tom@example.com", "Tom Whitfield", "ember-dragons", "herpetologist"),
    member("sofia@example.com", "Sofia Karlsson", "nocturne-morphs", "herpetologist"),
    staff("support@example.com", "Nadia Petrova", "support"),
    staff("moderator@example.com", "Samuel Adeyemi", "moderator"),
    staff("administrator@example.com", "Clara Jensen", "administrator"),
];

pub(super) const VIVARIUMS: [DemoVivarium; 6] = [
    DemoVivarium {
        slug: "riverside-reptiles",
        name: "Riverside Reptiles",
        location: "Utrecht, Netherlands",
        time_zone: "Europe/Amsterdam",
        about: "A two-person project on the edge of town. We keep ball pythons and corn snakes, breed a handful of \
                clutches a year, and write down everything: who was paired with whom, what hatched, and what we only \
                believe. Ask us about any animal on these pages.",
        plan: "breeder",
        keeps: &[("ball-python", 250), ("corn-snake", 150)],
    },
    DemoVivarium {
        slug: "bergland-geckos",
        name: "Bergland Geckos",
        location: "Innsbruck, Austria",
        time_zone: "Europe/Vienna",
        about: "Crested and leopard geckos from long-recorded lines. Each hatchling leaves with its pedigree to the \
                founders, weights from the first week on, and the name of everybody who kept one of its ancestors.",
        plan: "keeper",
        keeps: &[("crested-gecko", 230), ("leopard-gecko", 150)],
    },
    DemoVivarium {
        slug: "sonoran-serpents",
        name: "Sonoran Serpents",
        location: "Tucson, Arizona",
        time_zone: "America/Phoenix",
        about: "Hognoses first, with some corns and boas beside them. Small colony, slow projects, no surprises: \
                possible hets are sold as possible hets.",
        plan: "keeper",
        keeps: &[("western-hognose", 190), ("corn-snake", 80), ("boa", 60)],
    },
    DemoVivarium {
        slug: "tidewater-giants",
        name: "Tidewater Giants",
        location: "Norfolk, Virginia",
        time_zone: "America/New_York",
        about: "Reticulated and carpet pythons in large enclosures. We breed only what we can house for life, and our \
                adults are on show by appointment.",
        plan: "breeder",
        keeps: &[("reticulated-python", 150), ("carpet-python", 140)],
    },
    DemoVivarium {
        slug: "ember-dragons",
        name: "Ember Dragons",
        location: "Leeds, United Kingdom",
        time_zone: "Europe/London",
        about: "Bearded dragons and leopard geckos from a family home. Every breeding animal is vet-checked each \
                autumn, and we rest our females for a full season between clutches.",
        plan: "keeper",
        keeps: &[("bearded-dragon", 210), ("leopard-gecko", 90)],
    },
    DemoVivarium {
        slug: "nocturne-morphs",
        name: "Nocturne Morphs",
        location: "Gothenburg, Sweden",
        time_zone: "Europe/Stockholm",
        about: "Night-active animals with a weakness for dark lines: ball pythons, boas and crested geckos. Several of \
                our founders came from the breeders you meet on these pages, and they confirmed the pairings.",
        plan: "keeper",
        keeps: &[("ball-python", 130), ("boa", 90), ("crested-gecko", 80)],
    },
];

/// Names of animals. Few hatchlings get one, breeding animals nearly always do.
pub(super) const NAMES: [&str; 96] = [
    "Juno",
    "Basil",
    "Saffron",
    "Otis",
    "Maple",
    "Ziggy",
    "Clementine",
    "Rufus",
    "Opal",
    "Finch",
    "Hazel",
    "Bruno",
    "Indigo",
    "Fig",
    "Willow",
    "Atlas",
    "Poppy",
    "Casper",
    "Nutmeg",
    "Orion",
    "Luna",
    "Pepper",
    "Sage",
    "Titus",
    "Marigold",
    "Ash",
    "Dahlia",
    "Kepler",
    "Fern",
    "Nero",
    "Iris",
    "Quill",
    "Olive",
    "Thor",
    "Wren",
    "Milo",
    "Ember",
    "Pascal",
    "Cleo",
    "Rowan",
    "Ginger",
    "Hugo",
    "Pearl",
    "Bramble",
    "Vesper",
    "Oscar",
    "Tansy",
    "Felix",
    "Amber",
    "Ludo",
    "Coral",
    "Magnus",
    "Sorrel",
    "Pip",
    "Aurora",
    "Gus",
    "Juniper",
    "Rex",
    "Mocha",
    "Silas",
    "Persephone",
    "Teddy",
    "Violet",
    "Ivo",
    "Clover",
    "Boris",
    "Echo",
    "Linus",
    "Freya",
    "Mango",
    "Nova",
    "Percy",
    "Ruby",
    "Sunny",
    "Thistle",
    "Umber",
    "Velvet",
    "Waldo",
    "Xanthe",
    "Yarrow",
    "Zinnia",
    "Anouk",
    "Biscuit",
    "Cosmo",
    "Dune",
    "Elio",
    "Faye",
    "Gryphon",
    "Heath",
    "Isolde",
    "Jasper",
    "Kiwi",
    "Lark",
    "Moss",
    "Nettle",
    "Onyx",
];

/// Breeders outside ReptiDex, from whom founders came.
pub(super) const OUTSIDE_BREEDERS: [&str; 8] = [
    "Old Mill Herpetoculture",
    "Hansen & Daughter",
    "Kestrel Creek",
    "Nord Reptil",
    "Palisade Pythons",
    "The Gecko Loft",
    "Blue Ridge Colubrids",
    "a former breeder",
];
