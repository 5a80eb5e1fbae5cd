//! Claims about genes where they are used: reckoned with, found by, made out of texts, and kept current whatever changes.

mod anew;

use crate::{
    genotype::said,
    support::{BALL_PYTHON, BOA, World, code, with_role},
};
use repti_animal::{AnimalError, GeneReading};
use repti_db::Scope;
use repti_model::{
    Actor, AnimalId, ErrorCode, Role,
    animal::{Sex, Visibility},
    genotype::{ClaimBasis, ClaimMany, GenotypeSource, ManyClaimed, NewGenotypeClaims},
    mates::MateQuery,
    plans::PlanQuery,
    public::PublicQuery,
    registry::{AnimalFilter, AnimalPatch, AnimalSort, BulkSelection, NewSavedView},
};

impl World {
    async fn typed(&self, actor: &Actor, name: &str, sex: Sex, text: &str) -> AnimalId {
        let animal = self.animal(actor, |a| (a.name, a.sex, a.genotype_text) = (name.into(), sex, text.into()));
        animal.await.id
    }

    /// The names of the animals that have these genes.
    async fn carriers(&self, actor: &Actor, genes: &[&str]) -> Vec<String> {
        let filter =
            AnimalFilter { gene: genes.iter().map(|gene| gene.parse().unwrap()).collect(), ..AnimalFilter::default() };
        let page = self.animals.list(actor, &filter, AnimalSort::Name, None, 50).await.unwrap();
        page.items.into_iter().map(|animal| animal.name).collect()
    }

    async fn found(&self, genes: &[&str]) -> u32 {
        let gene = genes.iter().map(|gene| gene.parse().unwrap()).collect();
        let query = PublicQuery { gene, ..PublicQuery::default() };
        self.animals.public_search(&query, None, 10).await.unwrap().total
    }
}

#[tokio::test]
async fn mates_and_plans_go_by_claims_and_say_so() {
    let world = World::new().await;
    let north = &world.north;
    let zeus = world.typed(north, "Zeus", Sex::Male, "Normal").await;
    let nana = world.typed(north, "Nana", Sex::Female, "66% het Clown").await;
    let kiwi = world.typed(north, "Kiwi", Sex::Female, "het Clown").await;
    let odd = world.typed(north, "Odd", Sex::Female, "Zebra nonsense").await;
    world.claim_genes(north, zeus, "het Clown", ClaimBasis::TestBred).await;
    world.claim_genes(north, nana, "Clown", ClaimBasis::Visual).await;
    world.claim_genes(north, odd, "het Clown", ClaimBasis::SellerStated).await;
    let query = MateQuery { goal: "Clown".into(), ..MateQuery::default() };
    let found = world.animals.mates(north, zeus, &query).await.unwrap();
    assert_eq!((found.reckoned.words.as_str(), found.reckoned.source), ("het Clown", GenotypeSource::Claims));
    assert!(found.reckoned.differs.as_deref().unwrap().contains("Normal"), "{:?}", found.reckoned.differs);
    let told: Vec<(&str, f64, GenotypeSource)> =
        found.mates.iter().map(|mate| (mate.label.as_str(), mate.odds.unwrap().goal, mate.reckoned.source)).collect();
    // Two hets are alike here, and stand by their codes.
    assert_eq!(
        told,
        [
            ("Nana", 0.5, GenotypeSource::Claims),
            ("Kiwi", 0.25, GenotypeSource::Text),
            ("Odd", 0.25, GenotypeSource::Claims)
        ]
    );
    let of_odd = found.mates.iter().find(|mate| mate.id == odd).unwrap();
    assert!(of_odd.reckoned.differs.as_deref().unwrap().contains("can’t be read"), "{:?}", of_odd.reckoned);
    assert_eq!(found.mates.iter().find(|mate| mate.id == kiwi).unwrap().reckoned.differs, None);

    let plans = PlanQuery { taxon: BALL_PYTHON, goal: "Clown".into() };
    let plans = world.animals.plans(north, &plans).await.unwrap();
    assert_eq!((plans.animals, plans.left_out), (4, 0));
    let best = &plans.direct[0];
    assert_eq!((best.per_egg, best.dam.label.as_str(), best.dam.reckoned.words.as_str()), (0.5, "Nana", "Clown"));
    assert_eq!(best.sire.reckoned.source, GenotypeSource::Claims);
}

#[tokio::test]
async fn what_animals_are_reckoned_with_is_asked_at_once_and_only_of_what_may_be_seen() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let kiwi = world.typed(north, "Kiwi", Sex::Female, "Pastel").await;
    let bare = world.typed(north, "Bare", Sex::Female, "").await;
    world.claim_genes(north, kiwi, "Pastel 66% het Clown", ClaimBasis::Visual).await;
    let hidden = world.typed(south, "Hidden", Sex::Male, "Clown").await;
    let public = world
        .animal(south, |a| {
            (a.name, a.visibility, a.genotype_text) = ("Open".into(), Visibility::Public, "Clown".into());
        })
        .await
        .id;
    let told = world.animals.reckoned_genotypes(north, &[kiwi, bare, hidden, public]).await.unwrap();
    assert_eq!(told.len(), 3);
    assert_eq!((told[&kiwi].words.as_str(), told[&kiwi].source), ("Pastel 66% het Clown", GenotypeSource::Claims));
    assert_eq!((told[&bare].words.as_str(), told[&bare].source), ("", GenotypeSource::Nothing));
    assert_eq!((told[&public].words.as_str(), told[&public].source), ("Clown", GenotypeSource::Text));
}

#[tokio::test]
async fn the_list_is_narrowed_by_genes_as_texts_and_claims_come_and_go() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.typed(north, "Kiwi", Sex::Female, "Pastel het Clown").await;
    let nana = world.typed(north, "Nana", Sex::Female, "").await;
    world.typed(north, "Zoe", Sex::Male, "66% het Clown Pied").await;
    world
        .animal(north, |a| (a.name, a.taxon_id, a.genotype_text) = ("Boa".into(), BOA, "het Albino (Kahl)".into()))
        .await;
    assert_eq!(world.carriers(north, &["clown"]).await, ["Kiwi", "Zoe"]);
    assert_eq!(world.carriers(north, &["clown:possible"]).await, ["Zoe"]);
    assert_eq!(world.carriers(north, &["clown", "pastel:visual"]).await, ["Kiwi"]);
    assert_eq!(world.carriers(north, &["albino-kahl"]).await, ["Boa"]);
    // A claim is found at once, and what it says of a gene counts before the text.
    let claims = world.claim_genes(north, nana, "Clown", ClaimBasis::Visual).await;
    assert_eq!(world.carriers(north, &["clown:visual"]).await, ["Nana"]);
    let none = NewGenotypeClaims {
        genes: vec![serde_json::from_value(serde_json::json!({ "gene": "clown", "copies": 0 })).unwrap()],
        ..said("", ClaimBasis::TestBred)
    };
    world.animals.add_genotype_claims(north, kiwi, &none).await.unwrap();
    assert_eq!(world.carriers(north, &["clown"]).await, ["Nana", "Zoe"]);
    assert_eq!(world.carriers(north, &["pastel"]).await, ["Kiwi"]);
    world.animals.retract_genotype_claim(north, claims[0].id).await.unwrap();
    assert_eq!(world.carriers(north, &["clown"]).await, ["Zoe"]);
    world.animals.restore_genotype_claim(north, claims[0].id).await.unwrap();
    assert_eq!(world.carriers(north, &["clown"]).await, ["Nana", "Zoe"]);
    // So is another text.
    let patch = AnimalPatch { version: 1, genotype_text: Some("Ivory".into()), ..AnimalPatch::default() };
    world.animals.update(north, nana, &patch).await.unwrap();
    assert_eq!(world.carriers(north, &["yellow-belly:visual"]).await, ["Nana"]);
    let names = |taxon| world.animals.collection_genes(north, taxon);
    let all: Vec<String> = names(None).await.unwrap().into_iter().map(|gene| gene.name).collect();
    assert_eq!(all, ["Albino (Kahl)", "Clown", "Pastel", "Piebald", "Yellow Belly"]);
    assert_eq!(names(Some(BOA)).await.unwrap().len(), 1);
    let many = AnimalFilter { gene: vec!["clown".parse().unwrap(); 9], ..AnimalFilter::default() };
    assert_eq!(code(world.animals.count(north, &many).await), ErrorCode::Invalid);
}

#[tokio::test]
async fn a_saved_view_keeps_its_gene() {
    let world = World::new().await;
    let filter = AnimalFilter { gene: vec!["clown:het".parse().unwrap()], ..AnimalFilter::default() };
    let new = NewSavedView { name: "Hets".into(), filter: filter.clone(), sort: AnimalSort::Code };
    world.animals.save_view(&world.north, new).await.unwrap();
    assert_eq!(world.animals.saved_views(&world.north).await.unwrap()[0].filter, filter);
}

#[tokio::test]
async fn the_public_search_knows_the_genes_of_public_animals_only() {
    let world = World::new().await;
    let north = &world.north;
    let open = world.animal(north, |a| (a.name, a.visibility) = ("Open".into(), Visibility::Public)).await;
    world.animal(north, |a| (a.name, a.genotype_text) = ("Private".into(), "Clown".into())).await;
    assert_eq!(world.found(&["clown"]).await, 0);
    // The claim leaves the record as it is, and the index learns of it all the same.
    world.claim_genes(north, open.id, "het Clown", ClaimBasis::TestBred).await;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert_eq!((world.found(&["clown"]).await, world.found(&["clown:visual"]).await), (1, 0));
    let hidden =
        AnimalPatch { version: open.version, visibility: Some(Visibility::LineageOnly), ..AnimalPatch::default() };
    world.animals.update(north, open.id, &hidden).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert_eq!(world.found(&["clown"]).await, 0);
    let seen: i64 =
        sqlx::query_scalar("SELECT count(*) FROM animal.public_gene").fetch_one(world.test.db.public()).await.unwrap();
    assert_eq!(seen, 0);
}

#[tokio::test]
async fn reading_a_vivarium_anew_changes_only_what_is_wrong() {
    let world = World::new().await;
    let north = &world.north;
    world.typed(north, "Kiwi", Sex::Female, "Pastel het Clown").await;
    world.typed(&world.south, "Other", Sex::Female, "Clown").await;
    world.sql("DELETE FROM animal.animal_gene WHERE gene = 'clown'").await;
    world.sql("INSERT INTO animal.animal_gene SELECT id, 'gone', vivarium_id, 'het', 100 FROM animal.animal").await;
    assert_eq!(world.carriers(north, &["clown"]).await, [""; 0]);
    let job = GeneReading { vivarium: north.vivarium.as_ref().unwrap().id };
    for _ in 0..2 {
        assert_eq!(world.animals.read_genes(&job).await.unwrap(), 1);
        assert_eq!(world.carriers(north, &["clown:het"]).await, ["Kiwi"]);
        assert_eq!(world.carriers(north, &["gone"]).await, [""; 0]);
    }
    // Another vivarium's rows wait for their own reading.
    assert_eq!(world.carriers(&world.south, &["gone"]).await, ["Other"]);
    // Staff have all of them read, once however often they ask.
    for _ in 0..2 {
        let mut tx = world.test.db.begin(Scope::Staff(north.person_id)).await.unwrap();
        assert_eq!(GeneReading::queue_all(&mut tx).await.unwrap(), 2);
        tx.commit().await.unwrap();
    }
    let queued: i64 = sqlx::query_scalar("SELECT count(*) FROM graphile_worker._private_jobs")
        .fetch_one(&world.test.owner)
        .await
        .unwrap();
    assert_eq!(queued, 2);
}

fn many(selection: BulkSelection) -> ClaimMany {
    ClaimMany { selection, basis: ClaimBasis::SellerStated }
}

#[tokio::test]
async fn texts_of_many_become_claims_in_one_step_that_can_be_taken_back() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.typed(north, "Kiwi", Sex::Female, "Pastel 66% het Clown").await;
    let zoe = world.typed(north, "Zoe", Sex::Male, "Pied").await;
    let odd = world.typed(north, "Odd", Sex::Male, "Pastel Clwn").await;
    let claimed = world.typed(north, "Claimed", Sex::Male, "Clown").await;
    let plain = world.typed(north, "Plain", Sex::Male, "Normal").await;
    world.claim_genes(north, claimed, "het Clown", ClaimBasis::TestBred).await;
    let ids = BulkSelection::Ids(vec![kiwi, zoe, odd, claimed, plain]);
    let preview = world.animals.preview_text_claims(north, &ids).await.unwrap();
    assert_eq!((preview.animals, preview.genes, preview.unreadable, preview.claimed, preview.empty), (2, 3, 1, 1, 1));
    assert_eq!(preview.will[0].words, ["Pastel", "66% het Clown"]);
    assert!(preview.wont[0].label == "Odd" && preview.wont[0].why.contains("clwn"), "{:?}", preview.wont);

    let done = world.animals.claim_texts(north, &many(ids.clone())).await.unwrap();
    assert_eq!((done.animals, done.genes), (2, 3));
    let record = world.animals.genotype(north, kiwi).await.unwrap();
    assert_eq!(record.name.as_deref(), Some("Pastel 66% het Clown"));
    assert!(record.claims.iter().all(|claim| claim.basis == ClaimBasis::SellerStated && claim.declared_by.is_some()));
    assert!(world.animals.history(north, zoe, None, 10).await.unwrap().items[0].new["claim"] == "Piebald");
    // Twice is once.
    assert_eq!(world.animals.claim_texts(north, &many(ids)).await.unwrap(), ManyClaimed::default());
    // What was changed since stays when the step is taken back.
    let pastel = record.claims.iter().find(|claim| claim.claimed.gene == "pastel").unwrap();
    world.animals.retract_genotype_claim(north, pastel.id).await.unwrap();
    world.claim_genes(north, kiwi, "Super Pastel", ClaimBasis::Visual).await;
    let undone = world.animals.undo_text_claims(north, done.undo.unwrap()).await.unwrap();
    assert_eq!((undone.animals, undone.genes, undone.undo), (2, 2, None));
    assert_eq!(world.animals.genotype(north, kiwi).await.unwrap().name.as_deref(), Some("Super Pastel"));
    assert!(world.animals.genotype(north, zoe).await.unwrap().claims.is_empty());
    assert_eq!(world.animals.genotype(north, claimed).await.unwrap().claims.len(), 1);
    // By its text it is found again.
    assert_eq!(world.carriers(north, &["pied"]).await, ["Zoe"]);
}

#[tokio::test]
async fn who_may_not_write_lineage_claims_no_texts_and_a_dna_test_is_no_bulk_basis() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.typed(north, "Kiwi", Sex::Female, "Clown").await;
    let ids = || BulkSelection::Ids(vec![kiwi]);
    for role in [Role::Keeper, Role::Handler] {
        let other = with_role(north, role);
        assert_eq!(code(world.animals.preview_text_claims(&other, &ids()).await), ErrorCode::Forbidden);
        assert_eq!(code(world.animals.claim_texts(&other, &many(ids())).await), ErrorCode::Forbidden);
    }
    let dna = ClaimMany { basis: ClaimBasis::Dna, ..many(ids()) };
    let refused = world.animals.claim_texts(north, &dna).await.unwrap_err();
    assert!(matches!(&refused, AnimalError::Invalid(fields) if fields.of("basis").len() == 1), "{refused}");
    let none = many(BulkSelection::Ids(Vec::new()));
    assert_eq!(code(world.animals.claim_texts(north, &none).await), ErrorCode::Invalid);
    let all = many(BulkSelection::Filter(AnimalFilter::default()));
    assert_eq!(world.animals.claim_texts(north, &all).await.unwrap().animals, 1);
}
