use crate::world::{PASSWORD, World, client};
use repti_core::Portal;
use repti_model::{
    ErrorCode, PersonId, Problem, StaffRole, VivariumId,
    account::SignIn,
    audit::{AuditQuery, StaffReason, StaffSearch},
};

fn reason(text: &str) -> StaffReason {
    StaffReason { reason: text.into() }
}

fn search(text: &str) -> StaffSearch {
    StaffSearch { text: text.into(), ..StaffSearch::default() }
}

fn code<T: std::fmt::Debug>(result: repti_core::Result<T>) -> ErrorCode {
    Problem::from(result.unwrap_err()).code
}

#[tokio::test]
async fn a_suspension_ends_sessions_now_and_names_its_reason_after_the_password() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let staff = world.staff("grace", StaffRole::Moderator).await;
    world.core.suspend_person(&staff, ada.person_id, &reason("Sold animals that were not theirs")).await.unwrap();
    assert_eq!(world.core.load_actor(ada.session_id.unwrap()).await.unwrap(), None);
    let form = SignIn { email: "ada@example.org".into(), password: PASSWORD.into() };
    let problem = Problem::from(world.core.sign_in(Portal::Breeder, &form, &client()).await.unwrap_err());
    assert!(problem.detail.contains("Sold animals"), "{problem:?}");
    let form = SignIn { password: "a wrong guess".into(), ..form };
    assert_eq!(code(world.core.sign_in(Portal::Breeder, &form, &client()).await), ErrorCode::Unauthenticated);
    world.core.reinstate_person(&staff, ada.person_id, &reason("Proved ownership")).await.unwrap();
    world.sign_in("ada").await;
    let query = AuditQuery { object: Some(ada.person_id.0), action: Some("person.".into()), ..AuditQuery::default() };
    let lines = world.core.search_audit(&staff, &query).await.unwrap().items;
    let actions: Vec<&str> = lines.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(actions, ["person.reinstated", "person.suspended", "person.signed_up"]);
}

#[tokio::test]
async fn a_suspended_vivarium_is_nobodys_workplace() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let id = ada.vivarium.as_ref().unwrap().id;
    let staff = world.staff("grace", StaffRole::Moderator).await;
    world.core.suspend_vivarium(&staff, id, &reason("Under review")).await.unwrap();
    let actor = world.again(&ada).await;
    assert_eq!(actor.vivarium, None);
    assert_eq!(code(world.core.switch_vivarium(&actor, id).await), ErrorCode::Forbidden);
    world.core.reinstate_vivarium(&staff, id, &reason("Reviewed")).await.unwrap();
    assert!(world.again(&ada).await.vivarium.is_some());
    assert_eq!(
        code(world.core.suspend_vivarium(&staff, VivariumId::new(), &reason("Nothing there")).await),
        ErrorCode::NotFound
    );
}

#[tokio::test]
async fn staff_roles_go_as_far_as_they_say() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let support = world.staff("support", StaffRole::Support).await;
    let moderator = world.staff("moderator", StaffRole::Moderator).await;
    let administrator = world.staff("administrator", StaffRole::Administrator).await;
    let core = &world.core;
    let why = reason("Because of a test");
    assert_eq!(code(core.search_people(&ada, &search("")).await), ErrorCode::Forbidden);
    assert_eq!(code(core.suspend_person(&support, ada.person_id, &why).await), ErrorCode::Forbidden);
    assert_eq!(code(core.suspend_person(&moderator, administrator.person_id, &why).await), ErrorCode::Forbidden);
    assert_eq!(code(core.suspend_person(&moderator, moderator.person_id, &why).await), ErrorCode::Forbidden);
    assert_eq!(code(core.suspend_person(&moderator, PersonId::new(), &why).await), ErrorCode::NotFound);
    assert_eq!(code(core.suspend_person(&moderator, ada.person_id, &reason(" ")).await), ErrorCode::Invalid);
    assert_eq!(
        code(core.set_staff_role(&moderator, ada.person_id, Some(StaffRole::Support)).await),
        ErrorCode::Forbidden
    );
    assert_eq!(code(core.set_staff_role(&administrator, administrator.person_id, None).await), ErrorCode::Forbidden);
    core.set_staff_role(&administrator, moderator.person_id, None).await.unwrap();
    assert_eq!(core.load_actor(moderator.session_id.unwrap()).await.unwrap(), None);
}

#[tokio::test]
async fn staff_find_people_and_vivariums_by_any_part() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    world.person("adalbert").await;
    let staff = world.staff("grace", StaffRole::Support).await;
    let find = |text: &str| search(text);
    let people = |text: String| {
        let (core, staff) = (world.core.clone(), staff.clone());
        async move { core.search_people(&staff, &find(&text)).await.unwrap().items.len() }
    };
    assert_eq!(people("ADA".into()).await, 2);
    assert_eq!(people("ada@".into()).await, 1);
    assert_eq!(people(ada.person_id.to_string()).await, 1);
    for hostile in ["%", "_", "' OR 1=1 --", "\\", "\0%", "🐍"] {
        assert_eq!(people(hostile.into()).await, 0, "{hostile}");
    }
    let found = world.core.search_vivariums(&staff, &find("ada-rep")).await.unwrap().items;
    assert_eq!((found.len(), found[0].members), (1, 1));
    let person = world.core.staff_person(&staff, ada.person_id).await.unwrap();
    assert_eq!((person.row.email.as_str(), person.row.vivariums, person.sessions), ("ada@example.org", 1, 1));
    assert_eq!(person.memberships[0].name, found[0].name);
    let overview = world.core.staff_overview(&staff).await.unwrap();
    assert_eq!((overview.people, overview.people_today, overview.vivariums, overview.staff), (3, 3, 1, 1));
    // Adalbert confirmed his address but never signed in.
    assert_eq!((overview.sessions, overview.staff_sessions), (2, 1));
}

#[tokio::test]
async fn the_list_of_people_is_read_page_by_page() {
    let world = World::new().await;
    let staff = world.staff("grace", StaffRole::Support).await;
    sqlx::query("INSERT INTO core.person (id, email, display_name) SELECT gen_random_uuid(), 'p' || i || '@example.net', 'P' FROM generate_series(1, 120) i")
        .execute(&world.db.owner)
        .await
        .unwrap();
    let mut seen = std::collections::BTreeSet::new();
    let mut cursor = None;
    loop {
        let page = world.core.search_people(&staff, &StaffSearch { cursor, ..StaffSearch::default() }).await.unwrap();
        for row in &page.items {
            assert!(seen.insert(row.id), "no row twice");
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 121);
}

#[tokio::test]
async fn every_reason_is_kept_beside_the_log_and_not_in_it() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let vivarium = ada.vivarium.as_ref().unwrap().id;
    let staff = world.staff("grace", StaffRole::Moderator).await;
    let core = &world.core;
    core.suspend_person(&staff, ada.person_id, &reason("Sold the same boa twice")).await.unwrap();
    core.reinstate_person(&staff, ada.person_id, &reason("It was two boas")).await.unwrap();
    core.suspend_vivarium(&staff, vivarium, &reason("Under review")).await.unwrap();
    // Again changes nothing, so nothing is kept of it.
    core.suspend_vivarium(&staff, vivarium, &reason("Under review again")).await.unwrap();
    let person = core.staff_person(&staff, ada.person_id).await.unwrap();
    let kept: Vec<(bool, &str)> = person.suspensions.iter().map(|row| (row.suspended, row.reason.as_str())).collect();
    assert_eq!(kept, [(false, "It was two boas"), (true, "Sold the same boa twice")]);
    assert_eq!((person.suspensions[0].staff_id, person.row.suspended_at), (staff.person_id, None));
    let found = core.staff_vivarium(&staff, vivarium).await.unwrap();
    assert_eq!((found.suspensions.len(), found.members.len(), found.row.suspended_at.is_some()), (1, 1, true));
    let lines: Vec<String> =
        sqlx::query_scalar("SELECT line FROM core.audit_event").fetch_all(&world.db.owner).await.unwrap();
    assert!(lines.iter().any(|line| line.contains("reason_id")));
    assert!(!lines.iter().any(|line| line.contains("boa")), "a text that somebody typed stands in no line");
}

#[tokio::test]
async fn reasons_are_for_staff() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let staff = world.staff("grace", StaffRole::Moderator).await;
    world.core.suspend_person(&staff, ada.person_id, &reason("Because of a test")).await.unwrap();
    let mut tx = world.db.db.begin(repti_db::Scope::Person(ada.person_id)).await.unwrap();
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM core.suspension").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(seen, 0);
    assert_eq!(code(world.core.staff_vivarium(&ada, VivariumId::new()).await), ErrorCode::Forbidden);
    assert_eq!(code(world.core.staff_vivarium(&staff, VivariumId::new()).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn at_the_admin_portal_a_suspended_stranger_looks_like_a_wrong_password() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let staff = world.staff("grace", StaffRole::Moderator).await;
    let form = SignIn { email: "ada@example.org".into(), password: PASSWORD.into() };
    let before = Problem::from(world.core.sign_in(Portal::Admin, &form, &client()).await.unwrap_err());
    world.core.suspend_person(&staff, ada.person_id, &reason("Because of a test")).await.unwrap();
    let after = Problem::from(world.core.sign_in(Portal::Admin, &form, &client()).await.unwrap_err());
    assert_eq!((before.code, before.detail), (ErrorCode::Unauthenticated, after.detail));
}
