//! Another vivarium's animal is not found, whatever is asked of it; and behind the services the tables say so themselves.

use crate::support::{World, code};
use repti_db::Scope;
use repti_model::{
    AnimalId, ErrorCode, GenotypeClaimId, ImportJobId, PairingId, ParentLinkId, SavedViewId,
    animal::{ParentSide, Sex, Visibility},
    exchange::{ImportOptions, Mapping, RowFilter},
    genotype::{ChangeGenotypeClaim, ClaimBasis, ClaimMany, NewGenotypeClaims},
    kinship::KinshipQuery,
    lineage::{ClaimPatch, NewParent},
    pairing::{NewPairing, PairingEnd, PairingFilter, PairingPatch},
    registry::{AnimalFilter, AnimalPatch, AnimalSort, BulkChange, BulkEdit, BulkSelection},
};
use serde_json::json;
use sqlx::Row;
use uuid::Uuid;

fn pair(sire: AnimalId, dam: AnimalId) -> NewPairing {
    NewPairing { sire, dam, season: 2027, planned: None, wish: String::new(), note: String::new(), hybrid_ok: false }
}

#[tokio::test]
async fn every_verb_answers_not_found_to_a_forged_id() {
    let world = World::new().await;
    let (north, south, animals) = (&world.north, &world.south, &world.animals);
    let foreign = world.animal(south, |a| a.name = "Secret".into()).await;
    let sire = world.named(south, "Unsexed", Sex::Unknown).await;
    let claim = animals.add_parent(south, foreign.id, &NewParent::existing(sire, ParentSide::Sire)).await.unwrap();
    let link = claim.claim.id;
    let warning = claim.warnings[0].id;
    let clown = NewGenotypeClaims { text: "het Clown".into(), ..NewGenotypeClaims::default() };
    let gene = animals.add_genotype_claims(south, foreign.id, &clown).await.unwrap()[0].id;
    let pairing = animals.plan_pairing(south, &pair(sire, foreign.id)).await.unwrap().pairing.id;
    let view = animals.save_view(south, serde_json::from_value(json!({ "name": "Mine" })).unwrap()).await.unwrap().id;
    let bulk = BulkEdit {
        selection: BulkSelection::Ids(vec![foreign.id]),
        change: BulkChange { visibility: Some(Visibility::Public), ..BulkChange::default() },
    };
    let batch = animals.bulk_edit(south, &BulkEdit { selection: BulkSelection::Ids(vec![sire]), ..bulk.clone() }).await;
    let batch = batch.unwrap().undo.unwrap();
    let mine = world.named(north, "Mine", Sex::Unknown).await;
    let patch = AnimalPatch { version: 1, name: Some("Stolen".into()), ..AnimalPatch::default() };
    let claim_patch = ClaimPatch { version: 1, note: Some("mine".into()), ..ClaimPatch::default() };

    let many = |ids| ClaimMany { selection: BulkSelection::Ids(ids), basis: ClaimBasis::Visual };
    for id in [foreign.id, AnimalId::new()] {
        let parent = NewParent::existing(id, ParentSide::Sire);
        let answers = [
            code(animals.get(north, id).await),
            code(animals.update(north, id, &patch).await),
            code(animals.archive(north, id).await),
            code(animals.restore(north, id).await),
            code(animals.history(north, id, None, 10).await),
            code(animals.pedigree(north, id, 5).await),
            code(animals.descendants(north, id, None, 10).await),
            code(animals.siblings(north, id).await),
            code(animals.ancestry(north, id).await),
            code(animals.what_if(north, mine, id).await),
            code(animals.kinship(north, &KinshipQuery { ids: vec![mine, id] }).await),
            code(animals.add_parent(north, id, &NewParent::existing(mine, ParentSide::Sire)).await),
            code(animals.add_parent(north, mine, &parent).await),
            code(animals.public_animal(id).await),
            code(animals.public_pedigree(id, 5).await),
            code(animals.public_siblings(id).await),
            code(animals.public_ancestry(id).await),
            code(animals.bulk_edit(north, &BulkEdit { selection: BulkSelection::Ids(vec![id]), ..bulk.clone() }).await),
            code(animals.genotype(north, id).await),
            code(animals.genotype_odds(north, id).await),
            code(animals.public_genotype(id).await),
            code(animals.add_genotype_claims(north, id, &clown).await),
            code(animals.preview_text_claims(north, &BulkSelection::Ids(vec![mine, id])).await),
            code(animals.claim_texts(north, &many(vec![mine, id])).await),
            code(animals.plan_pairing(north, &pair(mine, id)).await),
            code(animals.plan_pairing(north, &pair(id, mine)).await),
        ];
        assert_eq!(answers, [ErrorCode::NotFound; 26]);
        assert!(animals.reckoned_genotypes(north, &[id]).await.unwrap().is_empty());
        assert!(animals.public_offspring(id, 10).await.unwrap().is_empty());
        let filter = PairingFilter { animal: Some(id), ..PairingFilter::default() };
        assert_eq!(animals.pairings(north, &filter, None, 10).await.unwrap().items.len(), 0);
    }
    for gene in [gene, GenotypeClaimId::new()] {
        let answers = [
            code(animals.change_genotype_claim(north, gene, &ChangeGenotypeClaim::default()).await),
            code(animals.retract_genotype_claim(north, gene).await),
            code(animals.restore_genotype_claim(north, gene).await),
        ];
        assert_eq!(answers, [ErrorCode::NotFound; 3]);
    }
    for pairing in [pairing, PairingId::new()] {
        let end = PairingEnd { reason: "mine".into() };
        let answers = [
            code(animals.pairing(north, pairing).await),
            code(animals.change_pairing(north, pairing, &PairingPatch { version: 1, ..PairingPatch::default() }).await),
            code(animals.cancel_pairing(north, pairing, &end).await),
            code(animals.restore_pairing(north, pairing).await),
        ];
        assert_eq!(answers, [ErrorCode::NotFound; 4]);
    }
    for (link, warning, view, batch) in
        [(link, warning, view, batch), (ParentLinkId::new(), Uuid::now_v7(), SavedViewId::new(), Uuid::now_v7())]
    {
        let answers = [
            code(animals.change_claim(north, link, &claim_patch).await),
            code(animals.retract_parent(north, link).await),
            code(animals.answer_warning(north, warning, "fine").await),
            code(animals.delete_view(north, view).await),
            code(animals.undo_bulk(north, batch).await),
            code(animals.undo_text_claims(north, batch).await),
            code(animals.find_by_code(north, "BP-002").await),
        ];
        assert_eq!(answers, [ErrorCode::NotFound; 7]);
    }
    assert!(animals.collection_genes(north, None).await.unwrap().is_empty());
    let clown = AnimalFilter { gene: vec!["clown".parse().unwrap()], ..AnimalFilter::default() };
    assert_eq!(animals.count(north, &clown).await.unwrap().count, 0);
    assert_eq!(animals.count(south, &clown).await.unwrap().count, 1);
    let list = animals.list(north, &AnimalFilter::default(), AnimalSort::Code, None, 100).await.unwrap();
    assert_eq!(list.items.iter().map(|a| a.id).collect::<Vec<_>>(), [mine]);
    let found = AnimalFilter { q: "secret".into(), ..AnimalFilter::default() };
    assert_eq!(animals.count(north, &found).await.unwrap().count, 0);
    let kept = animals.get(south, foreign.id).await.unwrap();
    assert_eq!((kept.fields, kept.parents.len(), kept.version), (foreign.fields, 1, foreign.version));
}

#[tokio::test]
async fn an_import_of_another_vivarium_is_not_found() {
    let world = World::new().await;
    let (north, south, animals) = (&world.north, &world.south, &world.animals);
    let file = b"id,name,species\nS-1,Secret,Ball python\n".to_vec();
    let job = animals.upload_import(south, "secret.csv", file).await.unwrap();
    let mapped = animals.map_import(south, job.summary.id, &job.mapping, &job.options).await.unwrap();
    for id in [job.summary.id, ImportJobId::new()] {
        let answers = [
            code(animals.import(north, id).await),
            code(animals.import_rows(north, id, RowFilter::All, None, 10).await),
            code(animals.choose_import_sheet(north, id, "x").await),
            code(animals.map_import(north, id, &Mapping::default(), &ImportOptions::default()).await),
            code(animals.commit_import(north, id).await),
            code(animals.revert_import(north, id).await),
            code(animals.discard_import(north, id).await),
        ];
        assert_eq!(answers, [ErrorCode::NotFound; 7]);
    }
    assert!(animals.imports(north, None, 10).await.unwrap().items.is_empty());
    let kept = animals.import(south, job.summary.id).await.unwrap();
    assert_eq!((kept.summary.state, kept.summary.id), (mapped.summary.state, mapped.summary.id));
}

#[tokio::test]
async fn every_tenant_table_hides_and_refuses_other_vivariums_rows() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let foreign = world.named(south, "Secret", Sex::Unknown).await;
    let parent = world.named(south, "Unsexed", Sex::Unknown).await;
    world.parent(south, foreign, parent, ParentSide::Sire).await.unwrap();
    world.animals.save_draft(south, "animal:new", &json!({})).await.unwrap();
    let clown = NewGenotypeClaims { text: "het Clown".into(), ..NewGenotypeClaims::default() };
    world.animals.add_genotype_claims(south, foreign, &clown).await.unwrap();
    world.animals.save_view(south, serde_json::from_value(json!({ "name": "Mine" })).unwrap()).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'vivarium_id'
         WHERE c.relnamespace = 'animal'::regnamespace AND c.relkind = 'r' ORDER BY 1",
    )
    .fetch_all(&world.test.owner)
    .await
    .unwrap();
    assert!(tables.len() >= 7, "{tables:?}");
    let theirs = south.vivarium.as_ref().unwrap().id.0;
    for table in &tables {
        let protected: bool =
            sqlx::query_scalar("SELECT relrowsecurity FROM pg_class WHERE oid = ('animal.' || $1)::regclass")
                .bind(table)
                .fetch_one(&world.test.owner)
                .await
                .unwrap();
        assert!(protected, "{table} has row-level security");
        for scope in [Scope::from(north), Scope::Nobody, Scope::Staff(north.person_id)] {
            let mut tx = world.test.db.begin(scope).await.unwrap();
            let sql = format!("SELECT count(*) FROM animal.{table} WHERE vivarium_id = $1");
            let seen: i64 =
                sqlx::query(sqlx::AssertSqlSafe(sql)).bind(theirs).fetch_one(&mut *tx).await.unwrap().get(0);
            assert_eq!(seen, 0, "{table} under {scope:?}");
            // What can't be seen can't be changed, and nothing can be slipped in.
            let sql = format!("UPDATE animal.{table} SET vivarium_id = vivarium_id WHERE vivarium_id = $1");
            let changed = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(theirs).execute(&mut *tx).await;
            assert!(changed.map_or(true, |done| done.rows_affected() == 0), "{table} under {scope:?}");
        }
    }
    let mut tx = world.test.db.begin(north).await.unwrap();
    let slipped = sqlx::query("INSERT INTO animal.animal (id, vivarium_id, code, taxon_id) VALUES ($1, $2, 'X', $3)")
        .bind(Uuid::now_v7())
        .bind(theirs)
        .bind(crate::support::BALL_PYTHON.0)
        .execute(&mut *tx)
        .await;
    assert!(slipped.unwrap_err().to_string().contains("row-level security"));
    drop(tx);
    // A link whose parent is another's private animal is refused by the fence, not only by the service.
    let mine = world.named(north, "Mine", Sex::Unknown).await;
    let mut tx = world.test.db.begin(north).await.unwrap();
    let slipped = sqlx::query(
        "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis) VALUES ($1, $2, $3, $4, 'sire', 'declared')",
    )
    .bind(Uuid::now_v7())
    .bind(north.vivarium.as_ref().unwrap().id.0)
    .bind(mine.0)
    .bind(foreign.0)
    .execute(&mut *tx)
    .await;
    assert_eq!(slipped.unwrap_err().as_database_error().and_then(|e| e.constraint()), Some("parent_link_visible"));
}
