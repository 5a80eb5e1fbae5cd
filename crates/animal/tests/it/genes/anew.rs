//! Genes read anew by the job that a publication and a verdict leave in the queue: what is found is what is so now.

use crate::{
    catalogue::{BALL, alias, open},
    support::{World, administrator, third},
};
use repti_animal::GeneReading;
use repti_db::Job as _;
use repti_model::{
    Actor, GenotypeClaimId, StaffRole,
    animal::Sex,
    catalogue::{CatalogueEdit, ProposalStep},
    genotype::ClaimBasis,
    lineage::{VerificationForm, VerificationStep},
};
use serde_json::Value;

const NOBODY: [&str; 0] = [];

impl World {
    /// Does what the worker does once the jobs are due: by what stands in the queue, which is empty then. Gives how many animals were read.
    async fn read_anew(&self) -> u64 {
        let waiting: Vec<Value> = sqlx::query_scalar(
            "DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
             WHERE t.id = j.task_id AND t.identifier = $1 RETURNING j.payload",
        )
        .bind(GeneReading::TASK)
        .fetch_all(&self.test.owner)
        .await
        .unwrap();
        let mut read = 0;
        for payload in waiting {
            let job: GeneReading = serde_json::from_value(payload).expect("the payload is the job");
            read += self.animals.read_genes(&job).await.unwrap();
        }
        read
    }

    async fn publish(&self, edit: &CatalogueEdit) {
        let admin = administrator(&self.north);
        let (id, version) = open(self, &admin, edit).await;
        self.animals.step_proposal(&admin, id, version, ProposalStep::Publish, "").await.unwrap().expect("a version");
    }

    /// Takes steps in the verification of a gene, by north where they are the claim's side's.
    async fn verify(&self, gene: GenotypeClaimId, steps: &[VerificationStep]) {
        for &step in steps {
            let actor = if step == VerificationStep::Requested { &self.north } else { &self.south };
            let form = VerificationForm { step, message: "Because I was there.".to_owned() };
            self.animals.verify_claim(actor, gene, &form).await.unwrap();
        }
    }

    /// A claim of north's young animal, whose sire is south's, beside another that nobody is asked about.
    async fn claimed_het(&self, name: &str) -> GenotypeClaimId {
        let child = self.claim(name).await.child;
        let claims = self.claim_genes(&self.north, child, "Pastel het Clown", ClaimBasis::SellerStated).await;
        claims.iter().find(|claim| claim.claimed.gene == "clown").expect("the Clown").id
    }
}

#[tokio::test]
async fn a_gene_is_found_by_a_name_that_was_published_once_the_texts_are_read_anew() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    world.typed(north, "Kiwi", Sex::Female, "Pastel het Jokerzz").await;
    world.typed(south, "Other", Sex::Male, "Jokerzz").await;
    assert_eq!(world.carriers(north, &["clown"]).await, NOBODY);
    world.publish(&alias(&world, &administrator(north), "Clown", "Jokerzz").await).await;
    // This process reads it so at once; what was read before stays until the job comes.
    assert_eq!(world.carriers(north, &["clown"]).await, NOBODY);
    assert_eq!(world.carriers(south, &["clown"]).await, NOBODY);
    assert_eq!(world.read_anew().await, 2);
    assert_eq!(world.carriers(north, &["clown:het", "pastel"]).await, ["Kiwi"]);
    assert_eq!(world.carriers(south, &["clown:visual"]).await, ["Other"]);
    assert_eq!(world.read_anew().await, 0, "once");
}

#[tokio::test]
async fn a_merged_gene_is_found_as_the_one_that_stays() {
    let world = World::new().await;
    let north = &world.north;
    world.typed(north, "Kiwi", Sex::Female, "Butter").await;
    let nana = world.typed(north, "Nana", Sex::Female, "").await;
    world.claim_genes(north, nana, "Butter", ClaimBasis::Visual).await;
    assert_eq!(world.carriers(north, &["lesser"]).await, NOBODY);
    let merge = CatalogueEdit::MergeGenes { species: BALL.into(), gene: "Butter".into(), into: "Lesser".into() };
    world.publish(&merge).await;
    assert_eq!(world.carriers(north, &["butter"]).await, ["Kiwi", "Nana"], "as they were read");
    assert_eq!(world.read_anew().await, 2);
    assert_eq!(world.carriers(north, &["lesser"]).await, ["Kiwi", "Nana"]);
    assert_eq!(world.carriers(north, &["butter"]).await, NOBODY);
}

#[tokio::test]
async fn a_proposal_that_is_not_published_has_nothing_read() {
    let world = World::new().await;
    let admin = administrator(&world.north);
    world.typed(&world.north, "Kiwi", Sex::Female, "het Jokerzz").await;
    let (id, version) = open(&world, &admin, &alias(&world, &admin, "Clown", "Jokerzz").await).await;
    world.animals.step_proposal(&admin, id, version, ProposalStep::Decline, "Nobody says so.").await.unwrap();
    assert_eq!(world.read_anew().await, 0);
    assert_eq!(world.carriers(&world.north, &["clown"]).await, NOBODY);
}

#[tokio::test]
async fn an_overturned_gene_is_found_no_more_and_an_upheld_or_a_declined_one_is() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let office = Actor { vivarium: None, staff: Some(StaffRole::Moderator), ..third(&world.test, "office").await };
    let [ash, elm, fern] =
        [world.claimed_het("Ash").await, world.claimed_het("Elm").await, world.claimed_het("Fern").await];
    let all = ["Ash young", "Elm young", "Fern young"];
    let disputed = [VerificationStep::Requested, VerificationStep::Confirmed, VerificationStep::Disputed];
    world.verify(ash, &[VerificationStep::Requested, VerificationStep::Declined]).await;
    world.verify(elm, &disputed).await;
    world.verify(fern, &disputed).await;
    animals.settle_dispute(&office, elm, true, "The clutch card says so.").await.unwrap();
    assert_eq!(world.read_anew().await, 0, "nothing has changed yet");
    assert_eq!(world.carriers(north, &["clown"]).await, all);
    animals.settle_dispute(&office, fern, false, "The clutch card says otherwise.").await.unwrap();
    assert_eq!(world.carriers(north, &["clown"]).await, all, "as they were read");
    assert_eq!(world.read_anew().await, 3, "north's");
    assert_eq!(world.carriers(north, &["clown"]).await, ["Ash young", "Elm young"]);
    assert_eq!(world.carriers(north, &["pastel"]).await, all, "what else is claimed stands");
}
