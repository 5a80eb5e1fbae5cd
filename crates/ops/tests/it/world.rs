//! A database with two vivariums, made without the ceremonies of signing up.

use repti_db::testing::TestDb;
use repti_model::{ActiveVivarium, Actor, AnimalId, MembershipId, PersonId, Role, StaffRole, VivariumId};
use repti_ops::Ops;

pub struct World {
    pub ops: Ops,
    pub db: TestDb,
}

impl World {
    pub async fn new() -> Self {
        let db = TestDb::new().await;
        Self { ops: Ops::new(db.db.clone(), None), db }
    }

    pub async fn member(&self, name: &str, role: Role) -> Actor {
        let (person, vivarium) = (PersonId::new(), VivariumId::new());
        let sql = "WITH p AS (INSERT INTO core.person (id, email, display_name) VALUES ($1, $3 || '@example.org', $3) RETURNING id),
                        v AS (INSERT INTO core.vivarium (id, slug, name) VALUES ($2, $3 || '-reptiles', $3) RETURNING id)
                   INSERT INTO core.membership (id, vivarium_id, person_id, role) SELECT $4, v.id, p.id, $5 FROM p, v";
        sqlx::query(sql)
            .bind(person.0)
            .bind(vivarium.0)
            .bind(name)
            .bind(MembershipId::new().0)
            .bind(role.as_str())
            .execute(&self.db.owner)
            .await
            .expect("a member");
        let vivarium = ActiveVivarium { id: vivarium, slug: format!("{name}-reptiles"), name: name.into(), role };
        Actor {
            person_id: person,
            session_id: None,
            display_name: name.into(),
            staff: None,
            vivarium: Some(vivarium),
            scopes: None,
        }
    }

    pub async fn animal(&self, owner: &Actor) -> AnimalId {
        let id = AnimalId::new();
        let sql = "INSERT INTO animal.animal (id, vivarium_id, code, taxon_id) SELECT $1, $2, 'A-1', id FROM animal.taxon LIMIT 1";
        let vivarium = owner.vivarium.as_ref().expect("a vivarium").id;
        sqlx::query(sql).bind(id.0).bind(vivarium.0).execute(&self.db.owner).await.expect("an animal");
        id
    }
}

pub fn staff(role: StaffRole) -> Actor {
    Actor {
        person_id: PersonId::new(),
        session_id: None,
        display_name: "Staff".into(),
        staff: Some(role),
        vivarium: None,
        scopes: None,
    }
}
