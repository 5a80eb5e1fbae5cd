//! Two vivariums and what a test needs to fill them.

use repti_animal::{AnimalError, Animals};
use repti_db::testing::TestDb;
use repti_model::{
    ActiveVivarium, Actor, AnimalId, ErrorCode, PersonId, Problem, Role, StaffRole, TaxonId, VivariumId,
    animal::{ParentSide, Sex, Visibility},
    lineage::NewParent,
    registry::{AnimalDetail, AnimalFields},
};
use repti_storage::ObjectStore;
use std::{fs, path::PathBuf};
use uuid::Uuid;

pub const BALL_PYTHON: TaxonId = TaxonId(Uuid::from_u128(0x01935000_0000_7000_8000_000000000001));
pub const BOA: TaxonId = TaxonId(Uuid::from_u128(0x01935000_0000_7000_8000_000000000002));

/// A database of its own with two vivariums, each with a herpetologist.
pub struct World {
    pub test: TestDb,
    pub animals: Animals,
    /// Where files beside claims lie.
    pub objects: ObjectStore,
    pub folder: Folder,
    /// Of vivarium `north`.
    pub north: Actor,
    /// Of vivarium `south`.
    pub south: Actor,
}

/// Goes with its test.
pub struct Folder(pub PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl World {
    pub async fn new() -> Self {
        let test = TestDb::new().await;
        let folder = Folder(std::env::temp_dir().join(format!("reptidex-animal-{}", Uuid::now_v7())));
        let objects = ObjectStore::folder(&folder.0);
        let animals = Animals::new(test.db.clone(), objects.clone());
        let north = vivarium(&test, "north").await;
        let south = vivarium(&test, "south").await;
        Self { test, animals, objects, folder, north, south }
    }

    /// Creates an animal after `change`.
    pub async fn animal(&self, actor: &Actor, change: impl FnOnce(&mut AnimalFields)) -> AnimalDetail {
        let mut fields = AnimalFields::of(BALL_PYTHON);
        change(&mut fields);
        self.animals.create(actor, fields).await.expect("the record is right")
    }

    /// Creates a named animal of a sex.
    pub async fn named(&self, actor: &Actor, name: &str, sex: Sex) -> AnimalId {
        self.animal(actor, |a| {
            a.name = name.to_owned();
            a.sex = sex;
        })
        .await
        .id
    }

    /// Creates a named animal that others may see so far.
    pub async fn seen(&self, actor: &Actor, name: &str, sex: Sex, visibility: Visibility) -> AnimalId {
        self.animal(actor, |a| {
            a.name = name.to_owned();
            a.sex = sex;
            a.visibility = visibility;
            a.genotype_text = format!("{name} morph");
        })
        .await
        .id
    }

    /// Records a certain parent.
    pub async fn parent(
        &self,
        actor: &Actor,
        child: AnimalId,
        parent: AnimalId,
        side: ParentSide,
    ) -> Result<(), Problem> {
        self.animals.add_parent(actor, child, &NewParent::existing(parent, side)).await.map(drop).map_err(Problem::from)
    }

    /// Runs SQL as the owner of the tables.
    pub async fn sql(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(&self.test.owner).await.expect("the test's own SQL is right");
    }
}

/// The same person with another role.
pub fn with_role(actor: &Actor, role: Role) -> Actor {
    let vivarium = actor.vivarium.clone().map(|vivarium| ActiveVivarium { role, ..vivarium });
    Actor { vivarium, ..actor.clone() }
}

/// The same person as staff without a vivarium.
pub fn administrator(actor: &Actor) -> Actor {
    Actor { vivarium: None, staff: Some(StaffRole::Administrator), ..actor.clone() }
}

/// The herpetologist of one more vivarium.
pub async fn third(test: &TestDb, slug: &str) -> Actor {
    vivarium(test, slug).await
}

/// The code of what went wrong.
pub fn code<T: std::fmt::Debug>(result: Result<T, AnimalError>) -> ErrorCode {
    Problem::from(result.expect_err("this must not work")).code
}

/// The first message of what went wrong.
pub fn message<T: std::fmt::Debug>(result: Result<T, AnimalError>) -> String {
    Problem::from(result.expect_err("this must not work")).detail
}

async fn vivarium(test: &TestDb, slug: &str) -> Actor {
    let (person_id, id) = (PersonId::new(), VivariumId::new());
    sqlx::query("INSERT INTO core.person (id, email, display_name) VALUES ($1, $2, $3)")
        .bind(person_id.0)
        .bind(format!("{slug}@example.org"))
        .bind(format!("Keeper of {slug}"))
        .execute(&test.owner)
        .await
        .expect("a person");
    sqlx::query("INSERT INTO core.vivarium (id, slug, name) VALUES ($1, $2, $3)")
        .bind(id.0)
        .bind(slug)
        .bind(format!("Vivarium {slug}"))
        .execute(&test.owner)
        .await
        .expect("a vivarium");
    sqlx::query("INSERT INTO core.membership (id, vivarium_id, person_id, role) VALUES ($1, $2, $3, 'herpetologist')")
        .bind(Uuid::now_v7())
        .bind(id.0)
        .bind(person_id.0)
        .execute(&test.owner)
        .await
        .expect("a membership");
    let vivarium =
        ActiveVivarium { id, slug: slug.to_owned(), name: format!("Vivarium {slug}"), role: Role::Herpetologist };
    Actor {
        person_id,
        session_id: None,
        display_name: format!("Keeper of {slug}"),
        staff: None,
        vivarium: Some(vivarium),
        scopes: None,
    }
}
