use crate::world::World;
use repti_core::AuditEntry;
use repti_db::Scope;
use repti_model::{ErrorCode, Problem, StaffRole, audit::AuditQuery};

async fn ten_lines(world: &World) {
    for i in 0..10 {
        world.core.record_audit(AuditEntry::of_system("test.line").with("i", i)).await.unwrap();
    }
}

#[tokio::test]
async fn the_chain_verifies_and_names_the_first_broken_line() {
    let world = World::new().await;
    ten_lines(&world).await;
    let whole = world.core.verify_audit_chain().await.unwrap();
    assert_eq!((whole.lines, whole.broken), (10, None));
    assert_eq!(world.core.audit_hash(10).await.unwrap(), Some(whole.head), "a kept hash is found again");
    // Only the owner of the database could do these, and only past the trigger.
    for (tamper, seq) in [
        (r#"UPDATE core.audit_event SET line = replace(line, '"i":7', '"i":8') WHERE seq = 8"#, 8),
        ("UPDATE core.audit_event SET action = 'test.other' WHERE seq = 6", 6),
        (
            "UPDATE core.audit_event SET line = line || ' ', hash = sha256(prev_hash || convert_to('5' || E'\\n' || line || ' ', 'UTF8')) WHERE seq = 5",
            6,
        ),
        ("DELETE FROM core.audit_event WHERE seq = 3", 3),
    ] {
        let sql = format!(
            "ALTER TABLE core.audit_event DISABLE TRIGGER USER; {tamper}; ALTER TABLE core.audit_event ENABLE TRIGGER USER"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&world.db.owner).await.unwrap();
        let found = world.core.verify_audit_chain().await.unwrap().broken.unwrap();
        assert_eq!(found.seq, seq, "{tamper}: {found:?}");
    }
}

#[tokio::test]
async fn a_tail_that_was_cut_off_is_missed() {
    let world = World::new().await;
    ten_lines(&world).await;
    sqlx::raw_sql("ALTER TABLE core.audit_event DISABLE TRIGGER USER; DELETE FROM core.audit_event WHERE seq > 8")
        .execute(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(world.core.verify_audit_chain().await.unwrap().broken.unwrap().seq, 9);
}

#[tokio::test]
async fn nobody_changes_or_deletes_a_line() {
    let world = World::new().await;
    ten_lines(&world).await;
    for sql in [
        "UPDATE core.audit_event SET action = 'x'",
        "DELETE FROM core.audit_event",
        "TRUNCATE core.audit_event",
        "INSERT INTO core.audit_event SELECT * FROM core.audit_event",
    ] {
        let mut tx = world.db.db.begin(Scope::Nobody).await.unwrap();
        let refused = sqlx::query(sql).execute(&mut *tx).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{refused}");
    }
    for sql in ["UPDATE core.audit_event SET action = 'x'", "DELETE FROM core.audit_event", "TRUNCATE core.audit_event"]
    {
        let refused = sqlx::query(sql).execute(&world.db.owner).await.unwrap_err();
        assert!(refused.to_string().contains("append only"), "{refused}");
    }
}

#[tokio::test]
async fn a_line_stands_exactly_when_its_cause_does_and_many_writers_make_one_chain() {
    let world = World::new().await;
    let writers = (0..8).map(|i| {
        let db = world.db.db.clone();
        tokio::spawn(async move {
            for n in 0..10 {
                let mut tx = db.begin(Scope::Nobody).await.unwrap();
                repti_core::audit::record(&mut tx, AuditEntry::of_system("test.line").with("writer", i)).await.unwrap();
                // Every other one is given up.
                if n % 2 == 0 { tx.commit().await.unwrap() } else { tx.rollback().await.unwrap() }
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let whole = world.core.verify_audit_chain().await.unwrap();
    assert_eq!((whole.lines, whole.broken), (40, None));
}

#[tokio::test]
async fn staff_search_by_actor_object_and_time_page_by_page() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let staff = world.staff("grace", StaffRole::Support).await;
    for _ in 0..60 {
        world.core.record_audit(AuditEntry::of_system("test.line")).await.unwrap();
    }
    let query = AuditQuery { actor: Some(ada.person_id), ..AuditQuery::default() };
    let lines = world.core.search_audit(&staff, &query).await.unwrap().items;
    assert_eq!(
        lines.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(),
        ["vivarium.founded", "person.signed_up"]
    );
    let query = AuditQuery { object: Some(ada.vivarium.as_ref().unwrap().id.0), ..AuditQuery::default() };
    assert_eq!(world.core.search_audit(&staff, &query).await.unwrap().items.len(), 1);
    let query = AuditQuery { action: Some("test.".into()), ..AuditQuery::default() };
    let first = world.core.search_audit(&staff, &query).await.unwrap();
    let second =
        world.core.search_audit(&staff, &AuditQuery { cursor: first.next.clone(), ..query.clone() }).await.unwrap();
    assert_eq!((first.items.len(), second.items.len(), second.next), (50, 10, None));
    let back = world.core.search_audit(&staff, &AuditQuery { cursor: second.previous, ..query }).await.unwrap();
    assert_eq!(back.items, first.items);
    for (text, lines) in [("ADA@", 2), ("ada", 2), ("nobody", 0), ("%", 0)] {
        let query = AuditQuery { actor_text: Some(text.into()), ..AuditQuery::default() };
        assert_eq!(world.core.search_audit(&staff, &query).await.unwrap().items.len(), lines, "{text}");
    }
    let query =
        AuditQuery { object_text: Some("ada".into()), action: Some("vivarium.".into()), ..AuditQuery::default() };
    let founded = world.core.search_audit(&staff, &query).await.unwrap().items;
    assert_eq!(founded[0].object_name, ada.vivarium.as_ref().map(|vivarium| vivarium.name.clone()));
    let query = AuditQuery { until: Some(jiff::Timestamp::UNIX_EPOCH), ..AuditQuery::default() };
    assert!(world.core.search_audit(&staff, &query).await.unwrap().items.is_empty());
    assert_eq!(
        Problem::from(world.core.search_audit(&ada, &AuditQuery::default()).await.unwrap_err()).code,
        ErrorCode::Forbidden
    );
    assert_eq!(Problem::from(world.core.verify_audit(&staff).await.unwrap_err()).code, ErrorCode::Forbidden);
}

#[tokio::test]
async fn no_line_holds_an_address_or_a_name() {
    let world = World::new().await;
    // Of letters that no id has.
    let names = ["otto", "grace"];
    world.breeder(names[0]).await;
    world.staff(names[1], StaffRole::Support).await;
    let lines: Vec<String> =
        sqlx::query_scalar("SELECT line FROM core.audit_event").fetch_all(&world.db.owner).await.unwrap();
    assert!(lines.len() >= 4);
    for line in lines {
        // A second of the clock looks like the beginning of an address.
        let mut line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert!(line.as_object_mut().unwrap().remove("at").is_some(), "{line}");
        let line = line.to_string();
        for personal in names.into_iter().chain(["example.org", "10."]) {
            assert!(!line.contains(personal), "{line}");
        }
    }
}

#[tokio::test]
async fn an_administrators_check_is_a_line_itself() {
    let world = World::new().await;
    let staff = world.staff("grace", StaffRole::Administrator).await;
    let found = world.core.verify_audit(&staff).await.unwrap();
    assert_eq!(found.broken, None);
    let query = AuditQuery { action: Some("audit.verified".into()), ..AuditQuery::default() };
    let line = world.core.search_audit(&staff, &query).await.unwrap().items.remove(0);
    assert_eq!(line.detail, serde_json::json!({ "lines": found.lines, "whole": true }));
}
