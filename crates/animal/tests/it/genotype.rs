//! Claims about genes: recorded, replaced, taken back, put back; never overwritten, never of another vivarium.

use crate::support::{BOA, World, code, message, with_role};
use repti_model::{
    Actor, AnimalId, ErrorCode, Role,
    animal::{Sex, Visibility},
    genotype::{ChangeGenotypeClaim, ClaimBasis, ClaimLook, ClaimedGene, GenotypeClaim, NewGenotypeClaims},
    lineage::Chance,
    registry::AnimalPatch,
};

impl World {
    /// Claims what a text says.
    pub async fn claim_genes(
        &self,
        actor: &Actor,
        animal: AnimalId,
        text: &str,
        basis: ClaimBasis,
    ) -> Vec<GenotypeClaim> {
        self.animals.add_genotype_claims(actor, animal, &said(text, basis)).await.expect("the claims are right")
    }
}

pub fn said(text: &str, basis: ClaimBasis) -> NewGenotypeClaims {
    NewGenotypeClaims { text: text.to_owned(), basis, ..NewGenotypeClaims::default() }
}

fn words(claims: &[GenotypeClaim]) -> Vec<&str> {
    claims.iter().map(|claim| claim.words.as_str()).collect()
}

#[tokio::test]
async fn a_text_becomes_claims_that_keep_how_they_are_known() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.named(north, "Kiwi", Sex::Male).await;
    let new = NewGenotypeClaims {
        evidence: "  Told by Ana  ".into(),
        evidence_on: Some(jiff::civil::date(2024, 5, 17)),
        ..said("66% het Clown Pastel Spider", ClaimBasis::SellerStated)
    };
    let added = world.animals.add_genotype_claims(north, kiwi, &new).await.unwrap();
    assert_eq!(added.len(), 3);
    let record = world.animals.genotype(north, kiwi).await.unwrap();
    assert_eq!(record.name.as_deref(), Some("Bumblebee 66% het Clown"));
    assert_eq!(words(&record.claims), ["Pastel", "Spider", "66% het Clown"]);
    let clown = &record.claims[2];
    assert_eq!((clown.claimed.chance, clown.look), (Chance::new(2, 3).unwrap(), ClaimLook::Possible));
    assert_eq!((clown.evidence.as_str(), clown.declared_by.as_deref()), ("Told by Ana", Some("Keeper of north")));
    assert_eq!(clown.evidence_on, Some(jiff::civil::date(2024, 5, 17)));
    let history = world.animals.history(north, kiwi, None, 10).await.unwrap().items;
    assert_eq!(history.iter().filter(|change| change.field == "genotype_claim").count(), 3);
    assert_eq!(history[0].new["claim"], "Spider");
}

#[tokio::test]
async fn a_refused_text_names_its_word_and_records_nothing() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.named(north, "Kiwi", Sex::Female).await;
    let add = async |text: &str| {
        message(world.animals.add_genotype_claims(north, kiwi, &said(text, ClaimBasis::Visual)).await)
    };
    assert!(add("Pastel Clwn").await.contains("clwn"));
    assert!(add("het Axanthic").await.contains("Axanthic"));
    assert!(add("Lesser Mojave Phantom").await.contains("BluEL"));
    assert!(add("1.0 Pastel").await.contains("another sex"));
    assert!(add("").await.contains("at least one gene"));
    assert!(world.animals.genotype(north, kiwi).await.unwrap().claims.is_empty());
    world.claim_genes(north, kiwi, "Lesser", ClaimBasis::Visual).await;
    assert!(add("Enchi Lesser").await.contains("Lesser is claimed already"));
    let gene = NewGenotypeClaims { genes: vec![ClaimedGene::certain("nothing", 1)], ..NewGenotypeClaims::default() };
    assert!(message(world.animals.add_genotype_claims(north, kiwi, &gene).await).contains("“nothing”"));
    assert_eq!(world.animals.genotype(north, kiwi).await.unwrap().claims.len(), 1);
}

#[tokio::test]
async fn a_change_replaces_and_what_was_said_stays() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.named(north, "Kiwi", Sex::Female).await;
    let old = world.claim_genes(north, kiwi, "66% het Clown", ClaimBasis::BreedingOdds).await.remove(0);
    let patch = ChangeGenotypeClaim {
        chance: Some(Chance::CERTAIN),
        basis: Some(ClaimBasis::TestBred),
        evidence: Some("Threw a visual in 2026".into()),
        ..ChangeGenotypeClaim::default()
    };
    let new = world.animals.change_genotype_claim(north, old.id, &patch).await.unwrap();
    assert_eq!((new.words.as_str(), new.basis), ("het Clown", ClaimBasis::TestBred));
    assert_ne!(new.id, old.id);
    // The old one no longer stands: a second change from the same page is told what stands now.
    let again = ChangeGenotypeClaim { basis: Some(ClaimBasis::Visual), ..patch.clone() };
    let met = world.animals.change_genotype_claim(north, old.id, &again).await;
    assert!(message(met).contains("het Clown now (proven by breeding)"));
    assert_eq!(code(world.animals.retract_genotype_claim(north, old.id).await), ErrorCode::Conflict);
    let record = world.animals.genotype(north, kiwi).await.unwrap();
    assert_eq!((record.claims.len(), record.retracted.len()), (1, 0));
    let kept: (String, i32, bool) = sqlx::query_as(
        "SELECT basis, chance_numerator, retracted_at IS NOT NULL FROM animal.genotype_claim WHERE id = $1",
    )
    .bind(old.id.0)
    .fetch_one(&world.test.owner)
    .await
    .unwrap();
    assert_eq!(kept, ("breeding_odds".to_owned(), 2, true));
    let history = world.animals.history(north, kiwi, None, 10).await.unwrap().items;
    assert_eq!((&history[0].old["claim"], &history[0].new["claim"]), (&"66% het Clown".into(), &"het Clown".into()));
    // Nothing to change is no change.
    assert_eq!(
        world.animals.change_genotype_claim(north, new.id, &ChangeGenotypeClaim::default()).await.unwrap().id,
        new.id
    );
    let dna = ChangeGenotypeClaim {
        basis: Some(ClaimBasis::Dna),
        evidence: Some(String::new()),
        ..ChangeGenotypeClaim::default()
    };
    assert_eq!(code(world.animals.change_genotype_claim(north, new.id, &dna).await), ErrorCode::Invalid);
}

#[tokio::test]
async fn a_claim_taken_back_can_be_put_back_unless_another_stands() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.named(north, "Kiwi", Sex::Female).await;
    let first = world.claim_genes(north, kiwi, "het Clown", ClaimBasis::SellerStated).await.remove(0);
    world.animals.retract_genotype_claim(north, first.id).await.unwrap();
    let record = world.animals.genotype(north, kiwi).await.unwrap();
    assert_eq!((record.claims.len(), words(&record.retracted)), (0, vec!["het Clown"]));
    world.animals.restore_genotype_claim(north, first.id).await.unwrap();
    assert_eq!(words(&world.animals.genotype(north, kiwi).await.unwrap().claims), ["het Clown"]);
    // Twice is once.
    world.animals.restore_genotype_claim(north, first.id).await.unwrap();
    world.animals.retract_genotype_claim(north, first.id).await.unwrap();
    world.claim_genes(north, kiwi, "Clown", ClaimBasis::Visual).await;
    let back = world.animals.restore_genotype_claim(north, first.id).await;
    assert!(message(back).contains("Clown is claimed already"));
}

#[tokio::test]
async fn the_text_of_the_record_is_offered_and_overwrites_nothing() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.animal(north, |a| a.genotype_text = "Pastel het Clown".into()).await;
    world.claim_genes(north, kiwi.id, "66% het Clown", ClaimBasis::BreedingOdds).await;
    let record = world.animals.genotype(north, kiwi.id).await.unwrap();
    assert_eq!(record.offered.iter().map(|gene| gene.words.as_str()).collect::<Vec<_>>(), ["Pastel"]);
    let take = NewGenotypeClaims { skip_claimed: true, ..said("Pastel het Clown", ClaimBasis::SellerStated) };
    let added = world.animals.add_genotype_claims(north, kiwi.id, &take).await.unwrap();
    assert_eq!(words(&added), ["Pastel"]);
    assert!(world.animals.add_genotype_claims(north, kiwi.id, &take).await.unwrap().is_empty());
    let record = world.animals.genotype(north, kiwi.id).await.unwrap();
    assert_eq!((words(&record.claims), record.offered.len()), (vec!["Pastel", "66% het Clown"], 0));
    assert_eq!(world.animals.get(north, kiwi.id).await.unwrap().fields.genotype_text, "Pastel het Clown");
    let odd = world.animal(north, |a| a.genotype_text = "Pastel Clwn".into()).await;
    let record = world.animals.genotype(north, odd.id).await.unwrap();
    assert!(record.offered.is_empty() && record.unread.is_some_and(|why| why.contains("clwn")));
}

#[tokio::test]
async fn others_read_what_the_owner_shows_and_never_the_evidence() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let new = NewGenotypeClaims { evidence: "secret".into(), ..said("het Clown", ClaimBasis::SellerStated) };
    for (visibility, shown) in
        [(Visibility::Public, true), (Visibility::LineageOnly, false), (Visibility::Private, false)]
    {
        let id = world.animal(south, |a| a.visibility = visibility).await.id;
        world.animals.add_genotype_claims(south, id, &new).await.unwrap();
        let (seen, public) = (world.animals.genotype(north, id).await, world.animals.public_genotype(id).await);
        assert_eq!((seen.is_ok(), public.is_ok()), (shown, shown), "{visibility}");
        for record in [seen, public].into_iter().flatten() {
            assert_eq!((words(&record.claims), record.claims[0].basis), (vec!["het Clown"], ClaimBasis::SellerStated));
            let claim = &record.claims[0];
            assert!(claim.evidence.is_empty() && claim.declared_by.is_none() && record.retracted.is_empty());
        }
    }
}

#[tokio::test]
async fn two_at_once_record_one_claim() {
    let world = World::new().await;
    let north = &world.north;
    for round in 0..5 {
        let kiwi = world.named(north, &format!("K{round}"), Sex::Unknown).await;
        let (het, visual) = (said("het Clown", ClaimBasis::Visual), said("Clown", ClaimBasis::Visual));
        let (one, other) = tokio::join!(
            world.animals.add_genotype_claims(north, kiwi, &het),
            world.animals.add_genotype_claims(north, kiwi, &visual)
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let claim = one.or(other).unwrap().remove(0);
        let patch = |basis| ChangeGenotypeClaim { basis: Some(basis), ..ChangeGenotypeClaim::default() };
        let (told, bred) = (patch(ClaimBasis::SellerStated), patch(ClaimBasis::TestBred));
        let (one, other) = tokio::join!(
            world.animals.change_genotype_claim(north, claim.id, &told),
            world.animals.change_genotype_claim(north, claim.id, &bred)
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(world.animals.genotype(north, kiwi).await.unwrap().claims.len(), 1);
    }
}

#[tokio::test]
async fn roles_and_species_bound_what_may_be_claimed() {
    let world = World::new().await;
    let kiwi = world.named(&world.north, "Kiwi", Sex::Unknown).await;
    for (role, may) in [(Role::Keeper, false), (Role::Handler, false), (Role::Curator, true)] {
        let actor = with_role(&world.north, role);
        let done = world.animals.add_genotype_claims(&actor, kiwi, &said("Pastel", ClaimBasis::Visual)).await;
        assert_eq!(done.is_ok(), may, "{role:?}");
        assert!(world.animals.genotype(&actor, kiwi).await.is_ok());
    }
    // What a claim says is of its species: in another it is kept as it was written.
    let detail = world.animals.get(&world.north, kiwi).await.unwrap();
    let patch = AnimalPatch { version: detail.version, taxon_id: Some(BOA), ..AnimalPatch::default() };
    world.animals.update(&world.north, kiwi, &patch).await.unwrap();
    let record = world.animals.genotype(&world.north, kiwi).await.unwrap();
    assert_eq!((record.claims[0].look, record.claims[0].words.as_str()), (ClaimLook::Unknown, "pastel"));
}

#[tokio::test]
async fn what_was_said_cannot_be_rewritten_by_the_application() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.named(north, "Kiwi", Sex::Unknown).await;
    world.claim_genes(north, kiwi, "het Clown", ClaimBasis::SellerStated).await;
    for change in ["basis = 'dna'", "copies = 2", "evidence = 'x'", "chance_denominator = 9", "gene = 'pastel'"] {
        let mut tx = world.test.db.begin(north).await.unwrap();
        let sql = format!("UPDATE animal.genotype_claim SET {change}");
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await;
        assert!(done.unwrap_err().to_string().contains("permission denied"), "{change}");
    }
    let mut tx = world.test.db.begin(north).await.unwrap();
    let gone = sqlx::query("DELETE FROM animal.genotype_claim").execute(&mut *tx).await;
    assert!(gone.unwrap_err().to_string().contains("permission denied"));
}
