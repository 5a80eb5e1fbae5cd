//! Demo data: six vivariums, nine species, about two thousand animals over five generations. The same on every machine.

mod claims;
mod drawn;
mod genome;
mod herd;
mod opened;
mod pairings;
mod people;
mod photos;
mod rng;
mod species;

pub use people::{DEMO_PASSWORD, DEMO_TOTP_SECRET, DemoPerson, PEOPLE};
pub use photos::photographs;

use claims::Genes;
use herd::{Herd, Home};
use jiff::Timestamp;
use people::{DemoVivarium, VIVARIUMS};
use repti_animal::{AnimalError, seed as animals};
use repti_core::seed as core;
use repti_db::DbError;
use repti_model::registry::Taxon;
use repti_ops::seed as ops;
use rng::Rng;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

/// The keys of the widgets that the demo site shows.
pub const DEMO_CARD_KEY: &str = "demo-card-riverside";
/// The pedigree beside it.
pub const DEMO_PEDIGREE_KEY: &str = "demo-pedigree-riverside";
/// And the calculator.
pub const DEMO_CALCULATOR_KEY: &str = "demo-calculator-riverside";

/// How many animals `Size::Large` adds, all of them public.
pub const LARGE: usize = 100_000;
const LARGE_VIVARIUMS: usize = 40;

/// How much to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// About two thousand animals.
    Normal,
    /// A hundred thousand public animals more, for benchmarks.
    Large,
}

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seeded {
    pub people: usize,
    pub vivariums: usize,
    pub animals: usize,
    pub links: usize,
    pub warnings: usize,
}

/// Why there is no demo data.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// Demo data is for an empty database.
    #[error("the database isn't empty; demo data is only for a new one (script/server --reset makes one)")]
    NotEmpty,
    /// The password couldn't be hashed.
    #[error("password: {0}")]
    Password(String),
    /// The database refused.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A photograph couldn't be drawn or stored.
    #[error("photographs: {0}")]
    Photos(String),
    /// The taxa can't be read.
    #[error("taxa: {0}")]
    Taxa(#[from] AnimalError),
}

impl From<sqlx::Error> for SeedError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Fills the database at `url` (its owner's, for row-level security would hide most of it) in one transaction.
///
/// `demo_site` is the origin that may show the demo widgets.
///
/// # Errors
/// When there is anybody in it already, or the database refuses.
pub async fn seed(url: &str, size: Size, demo_site: &str) -> Result<Seeded, SeedError> {
    let mut connection = PgConnection::connect(url).await?;
    if !core::is_empty(&mut connection).await? {
        return Err(SeedError::NotEmpty);
    }
    let taxa = animals::taxa(&mut connection).await?;
    let made = Made::new(size, demo_site, &taxa)?;
    let mut tx = connection.begin().await?;
    core::insert(&mut tx, &made.core).await?;
    animals::insert_animals(&mut tx, &made.herd.animals).await?;
    animals::insert_links(&mut tx, &made.herd.links).await?;
    animals::insert_verifications(&mut tx).await?;
    animals::insert_warnings(&mut tx, &made.herd.warnings).await?;
    animals::insert_genotype_claims(&mut tx, &made.genes.claims).await?;
    animals::insert_genes(&mut tx, &made.genes.genes).await?;
    animals::insert_pairings(&mut tx, &made.pairings).await?;
    ops::insert_widgets(&mut tx, &made.widgets).await?;
    tx.commit().await?;
    animals::analyze(&mut connection).await?;
    Ok(Seeded {
        people: made.core.people.len(),
        vivariums: made.core.vivariums.len(),
        animals: made.herd.animals.len(),
        links: made.herd.links.len(),
        warnings: made.herd.warnings.len(),
    })
}

struct Made {
    core: core::SeedCore,
    herd: Herd,
    genes: Genes,
    widgets: Vec<ops::SeedWidget>,
    pairings: Vec<animals::SeedPairing>,
}

impl Made {
    fn new(size: Size, demo_site: &str, taxa: &[Taxon]) -> Result<Self, SeedError> {
        let mut rng = Rng::new(0x5e_ed);
        let hash = core::hash_password(DEMO_PASSWORD).map_err(|error| SeedError::Password(error.to_string()))?;
        let opened: Timestamp = "2024-03-01T08:00:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH);
        let mut made =
            core::SeedCore { password_hash: hash, totp_secret: DEMO_TOTP_SECRET, ..core::SeedCore::default() };
        let homes = VIVARIUMS.map(|vivarium| settle(&mut made, &vivarium, opened, &mut rng));
        for person in PEOPLE {
            join(&mut made, &person, opened, &mut rng);
        }
        let mut herd = Herd::default();
        for (home, vivarium) in homes.iter().zip(VIVARIUMS) {
            let owner = made.owner_of(home.id).unwrap_or(home.owner);
            let home = Home { owner, ..home.clone() };
            for (slug, count) in vivarium.keeps {
                herd.grow(&home, species::index_of(slug), *count, &mut rng);
            }
        }
        herd.question(taxa, &mut rng);
        let widgets = widgets(&made, &herd, demo_site, opened, &mut rng);
        let own: Vec<Uuid> = made.vivariums.iter().map(|vivarium| vivarium.id).collect();
        let owners = homes.each_ref().map(|home| (home.id, made.owner_of(home.id).unwrap_or(home.owner)));
        let pairings = pairings::plan(&owners, &herd);
        opened::open(&mut herd);
        if size == Size::Large {
            large(&mut made, &mut herd, opened, &mut rng);
        }
        // The animals of the benchmarks have texts only, as imported ones do.
        let genes = Genes::of(&herd, |home| made.owner_of(home), |animal| own.contains(&animal.vivarium_id));
        Ok(Self { core: made, herd, genes, widgets, pairings })
    }
}

fn settle(made: &mut core::SeedCore, vivarium: &DemoVivarium, opened: Timestamp, rng: &mut Rng) -> Home {
    let id = rng.id(opened);
    made.vivariums.push(core::SeedVivarium {
        id,
        slug: vivarium.slug.to_owned(),
        name: vivarium.name.to_owned(),
        about: vivarium.about.to_owned(),
        location: vivarium.location.to_owned(),
        website: format!("https://{}.example.com", vivarium.slug),
        time_zone: vivarium.time_zone.to_owned(),
        plan: vivarium.plan.to_owned(),
        created_at: opened,
    });
    Home { id, owner: Uuid::nil(), since: opened, all_public: false }
}

fn join(made: &mut core::SeedCore, person: &DemoPerson, at: Timestamp, rng: &mut Rng) -> Uuid {
    let id = rng.id(at);
    made.people.push(core::SeedPerson {
        id,
        email: person.email.to_owned(),
        display_name: person.name.to_owned(),
        staff_role: person.staff.map(str::to_owned),
        created_at: at,
    });
    let home = person.member.and_then(|(slug, role)| {
        made.vivariums.iter().find(|vivarium| vivarium.slug == slug).map(|vivarium| (vivarium.id, role))
    });
    if let Some((vivarium_id, role)) = home {
        let role = role.to_owned();
        made.memberships.push(core::SeedMembership {
            id: rng.id(at),
            vivarium_id,
            person_id: id,
            role,
            created_at: at,
        });
    }
    id
}

/// A card and a pedigree of one animal of the first vivarium whose four grandparents are on record.
fn widgets(made: &core::SeedCore, herd: &Herd, site: &str, at: Timestamp, rng: &mut Rng) -> Vec<ops::SeedWidget> {
    let Some(home) = made.vivariums.first() else { return Vec::new() };
    let animal = herd.animals.iter().rev().find(|animal| {
        animal.vivarium_id == home.id
            && animal.taxon == "ball-python"
            && animal.visibility == "public"
            && !animal.name.is_empty()
    });
    let owner = made.owner_of(home.id).unwrap_or_default();
    [(DEMO_CARD_KEY, "card"), (DEMO_PEDIGREE_KEY, "pedigree"), (DEMO_CALCULATOR_KEY, "calculator")]
        .map(|(key, kind)| ops::SeedWidget {
            id: rng.id(at),
            vivarium_id: home.id,
            key: key.to_owned(),
            kind: kind.to_owned(),
            animal_id: animal.filter(|_| kind != "calculator").map(|animal| animal.id),
            allowed_origins: vec![site.to_owned()],
            created_by: owner,
            created_at: at,
        })
        .to_vec()
}

fn large(made: &mut core::SeedCore, herd: &mut Herd, opened: Timestamp, rng: &mut Rng) {
    let owner = made.vivariums.first().and_then(|home| made.owner_of(home.id)).unwrap_or_default();
    let before = herd.animals.len();
    for index in 0..LARGE_VIVARIUMS {
        let number = index + 1;
        let id = rng.id(opened);
        made.vivariums.push(core::SeedVivarium {
            id,
            slug: format!("bench-{number:02}"),
            name: format!("Bench Vivarium {number:02}"),
            about: String::new(),
            location: String::new(),
            website: String::new(),
            time_zone: "UTC".to_owned(),
            plan: "keeper".to_owned(),
            created_at: opened,
        });
        let role = "herpetologist".to_owned();
        made.memberships.push(core::SeedMembership {
            id: rng.id(opened),
            vivarium_id: id,
            person_id: owner,
            role,
            created_at: opened,
        });
        let home = Home { id, owner, since: opened, all_public: true };
        let (first, second) = (index % 9, (index + 4) % 9);
        let target = LARGE / LARGE_VIVARIUMS * number;
        let half = (target - (herd.animals.len() - before)) / 2;
        herd.grow(&home, first, half, rng);
        herd.grow(&home, second, target - (herd.animals.len() - before), rng);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::{
        TaxonId,
        registry::{Rank, Reproduction},
    };
    use std::collections::{HashMap, HashSet};

    /// The nine species; every second one breeds at two years instead of one.
    fn taxa() -> Vec<Taxon> {
        let taxon = |(place, species): (i32, &species::Species)| Taxon {
            id: TaxonId::new(),
            slug: species.slug.to_owned(),
            scientific_name: species.slug.to_owned(),
            common_name: species.slug.to_owned(),
            plural_name: species.slug.to_owned(),
            code_prefix: species.prefix.to_owned(),
            aliases: Vec::new(),
            parent_id: None,
            rank: Rank::Species,
            reproduction: Reproduction::Oviparous,
            min_breeding_days_male: 365,
            min_breeding_days_female: 365 * (1 + place % 2),
        };
        (0..).zip(&species::SPECIES).map(taxon).collect()
    }

    pub(super) fn made() -> Made {
        Made::new(Size::Normal, "http://demo-site.localhost:8080", &taxa()).expect("argon2 works")
    }

    #[test]
    fn it_is_the_same_each_time_and_of_the_promised_size() {
        let (one, two) = (made(), made());
        let ids =
            |made: &Made| made.herd.animals.iter().map(|animal| (animal.id, animal.code.clone())).collect::<Vec<_>>();
        assert_eq!(ids(&one), ids(&two));
        assert!((1_900..2_200).contains(&one.herd.animals.len()), "{}", one.herd.animals.len());
        assert_eq!(one.herd.animals.iter().map(|animal| animal.taxon).collect::<HashSet<_>>().len(), 9);
    }

    #[test]
    fn lineage_is_possible() {
        let made = made();
        let born: HashMap<_, _> = made.herd.animals.iter().map(|animal| (animal.id, animal)).collect();
        let breeds_at: HashMap<_, _> =
            taxa().into_iter().map(|taxon| (taxon.slug, i64::from(taxon.min_breeding_days_female))).collect();
        let (mut foreign, mut shared) = (0, 0);
        for link in &made.herd.links {
            let (child, parent) = (born[&link.child_id], born[&link.parent_id]);
            let child_taxon = child.taxon;
            assert_eq!(child_taxon, parent.taxon);
            assert_eq!(parent.sex, if link.side == "sire" { "male" } else { "female" }, "{}", parent.code);
            if let (Some(child), Some(parent)) = (child.born_on, parent.born_on) {
                let days = child.duration_since(parent).as_secs() / 86_400;
                assert!(days >= breeds_at[child_taxon], "{days} days at {child_taxon}");
            }
            assert!(parent.visibility != "private" || parent.vivarium_id == link.vivarium_id);
            foreign += usize::from(parent.vivarium_id != link.vivarium_id);
            shared += usize::from(link.chance_denominator > 1);
        }
        assert!(foreign > 5 && shared > 10, "{foreign} {shared}");
    }

    #[test]
    fn a_question_names_the_age_of_the_dams_own_species() {
        let made = made();
        let taxon: HashMap<_, _> = made.herd.animals.iter().map(|animal| (animal.id, animal.taxon)).collect();
        let asked: HashSet<&str> = made.herd.warnings.iter().map(|warning| taxon[&warning.child_id]).collect();
        assert!((3..=9).contains(&asked.len()) && asked.len() == made.herd.warnings.len(), "one a species: {asked:?}");
        for warning in &made.herd.warnings {
            let age = if species::index_of(taxon[&warning.child_id]).is_multiple_of(2) { "1 year" } else { "2 years" };
            let end = format!("may have been younger than {age}.");
            assert!(warning.message.ends_with(&end), "{}", warning.message);
        }
    }

    #[test]
    fn each_vivarium_plans_a_few_pairings_of_its_own_grown_animals() {
        let made = made();
        let known: HashMap<_, _> = made.herd.animals.iter().map(|animal| (animal.id, animal)).collect();
        let (mut once, mut planned) = (HashSet::new(), HashMap::<_, usize>::new());
        for pairing in &made.pairings {
            let (sire, dam) = (known[&pairing.sire_id], known[&pairing.dam_id]);
            assert_eq!((sire.sex, dam.sex, sire.taxon), ("male", "female", dam.taxon));
            assert!([sire, dam].iter().all(|one| one.vivarium_id == pairing.vivarium_id && one.life_status == "alive"));
            assert!(once.insert((sire.id, dam.id, pairing.season)), "the same two once a season");
            assert_eq!(
                pairing.state == "cancelled",
                pairing.cancelled_at.is_some() && !pairing.cancel_reason.is_empty()
            );
            *planned.entry(pairing.vivarium_id).or_default() += usize::from(pairing.state == "planned");
        }
        assert!(planned.len() == 6 && planned.values().all(|count| *count >= 2), "{planned:?}");
        let ids = |made: &Made| made.pairings.iter().map(|pairing| pairing.id).collect::<Vec<_>>();
        assert_eq!(ids(&made), ids(&self::made()));
    }

    #[test]
    fn codes_are_unique_in_a_vivarium() {
        let made = made();
        let mut seen = HashSet::new();
        assert!(made.herd.animals.iter().all(|animal| seen.insert((animal.vivarium_id, animal.code.as_str()))));
    }
}
