//! Files beside claims: who adds, reads and removes them, and what a certificate does.

use crate::support::{World, code, message, third, with_role};
use repti_model::{
    Actor, ErrorCode, EvidenceId, Problem, Role, StaffRole,
    animal::ParentBasis,
    evidence::{CertificateState, EvidenceFile, EvidenceGone, EvidenceKind, NewEvidence},
    genotype::{ChangeGenotypeClaim, ClaimBasis, NewGenotypeClaims},
    lineage::{ClaimPatch, VerificationForm, VerificationState, VerificationStep, VerifiedClaim},
};

const REASON: &str = "The report names this animal.";

fn pdf(text: &str) -> NewEvidence {
    let bytes = format!("%PDF-1.7\n{text}").into_bytes();
    NewEvidence { name: format!("{text}.pdf"), bytes, certificate: false, with_message: false }
}

fn certificate(text: &str) -> NewEvidence {
    NewEvidence { certificate: true, ..pdf(text) }
}

async fn moderator(world: &World) -> Actor {
    Actor { vivarium: None, staff: Some(StaffRole::Moderator), ..third(&world.test, "office").await }
}

impl World {
    async fn put(&self, actor: &Actor, claim: impl Into<VerifiedClaim>, new: &NewEvidence) -> EvidenceFile {
        self.animals.add_evidence(actor, claim, new).await.expect("the file is right")
    }

    async fn bodies(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM animal.evidence_body").fetch_one(&self.test.owner).await.unwrap()
    }

    async fn readings(&self) -> Vec<String> {
        sqlx::query_scalar("SELECT line FROM core.audit_event WHERE action = 'evidence.read' ORDER BY seq")
            .fetch_all(&self.test.owner)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_file_is_what_its_bytes_say_and_nothing_else_is_taken() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let claim = world.claim("Kiwi").await;
    let file = world.put(north, claim.link, &pdf("RGI 1234")).await;
    assert_eq!((file.name.as_str(), file.kind, file.own), ("RGI 1234.pdf", EvidenceKind::Pdf, true));
    assert_eq!(
        (file.by.as_deref(), file.rests, file.certificate),
        (Some("Keeper of north"), false, CertificateState::Plain)
    );
    let read = animals.read_evidence(north, file.id).await.unwrap();
    assert_eq!((read.bytes, read.name), (pdf("RGI 1234").bytes, file.name.clone()));
    assert!(world.readings().await.is_empty(), "one's own file is read without a line");
    for bytes in [&b"<html><script>"[..], b"", b"GIF89a", b"<svg/>"] {
        let page = NewEvidence { name: "picture.png".into(), bytes: bytes.to_vec(), ..pdf("x") };
        let refused = Problem::from(animals.add_evidence(north, claim.link, &page).await.unwrap_err());
        assert_eq!(refused.fields.of("file").len(), 1, "{refused:?}");
    }
    let mut large = pdf("large");
    large.bytes.resize(10 * 1024 * 1024 + 1, b' ');
    assert_eq!(code(animals.add_evidence(north, claim.link, &large).await), ErrorCode::Invalid);
    assert_eq!(animals.evidence_of(north, claim.link).await.unwrap(), [file]);
}

#[tokio::test]
async fn the_same_file_twice_at_once_is_one_and_its_bytes_lie_once() {
    let world = World::new().await;
    let (one, two) = (world.claim("Fig").await, world.claim("Plum").await);
    let new = pdf("card");
    let (a, b, c) = tokio::join!(
        world.animals.add_evidence(&world.north, one.link, &new),
        world.animals.add_evidence(&world.north, one.link, &new),
        world.animals.add_evidence(&world.north, two.link, &new),
    );
    let (a, b, c) = (a.unwrap(), b.unwrap(), c.unwrap());
    assert_eq!(a.id, b.id);
    assert_ne!(a.id, c.id, "beside another claim it is another file");
    assert_eq!(world.bodies().await, 1);
    assert_eq!(world.animals.remove_evidence(&world.north, a.id).await.unwrap(), EvidenceGone::Removed);
    assert_eq!(world.bodies().await, 1, "the other claim's file still names them");
    assert_eq!(world.animals.remove_evidence(&world.north, c.id).await.unwrap(), EvidenceGone::Removed);
    assert_eq!(world.bodies().await, 0);
    assert_eq!(code(world.animals.read_evidence(&world.north, a.id).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn another_vivarium_reads_a_file_only_while_it_is_a_party_and_each_reading_is_written_down() {
    let world = World::new().await;
    let (north, south, animals) = (&world.north, &world.south, &world.animals);
    let east = third(&world.test, "east").await;
    let claim = world.claim("Onyx").await;
    let file = world.put(north, claim.link, &pdf("egg card")).await;
    for stranger in [south, &east] {
        assert_eq!(code(animals.read_evidence(stranger, file.id).await), ErrorCode::NotFound);
        assert_eq!(code(animals.evidence_of(stranger, claim.link).await), ErrorCode::NotFound);
        assert_eq!(code(animals.add_evidence(stranger, claim.link, &pdf("x")).await), ErrorCode::NotFound);
        assert_eq!(code(animals.remove_evidence(stranger, file.id).await), ErrorCode::NotFound);
    }
    assert_eq!(code(animals.read_evidence(north, EvidenceId::new()).await), ErrorCode::NotFound);

    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    let seen = animals.verifications(south).await.unwrap().asked.pop().unwrap().files;
    assert_eq!((seen.len(), seen[0].own, seen[0].by.as_deref()), (1, false, Some("Vivarium north")));
    assert_eq!(animals.read_evidence(south, file.id).await.unwrap().bytes, pdf("egg card").bytes);
    assert_eq!(code(animals.read_evidence(&east, file.id).await), ErrorCode::NotFound);
    let lines = world.readings().await;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].contains(&file.id.to_string()) && !lines[0].contains("egg card"), "{lines:?}");
    assert_eq!(code(animals.remove_evidence(south, file.id).await), ErrorCode::NotFound, "not theirs to take away");

    // The other side's own file, beside its message; a keeper reads, and adds nothing.
    let answer = NewEvidence { with_message: true, ..pdf("loan contract") };
    world.step(south, claim.link, VerificationStep::Declined).await.unwrap();
    let theirs = world.put(south, claim.link, &answer).await;
    let case = animals.verifications_of(north, claim.child).await.unwrap().remove(0);
    let last = case.steps.last().unwrap().id;
    assert_eq!(case.files.iter().find(|known| known.id == theirs.id).and_then(|known| known.step), Some(last));
    assert!(animals.read_evidence(&with_role(north, Role::Keeper), theirs.id).await.is_ok());
    let keeper = with_role(north, Role::Keeper);
    assert_eq!(code(animals.add_evidence(&keeper, claim.link, &pdf("x")).await), ErrorCode::Forbidden);
    assert_eq!(code(animals.remove_evidence(&keeper, file.id).await), ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_withdrawn_request_closes_the_file_to_the_other_side_again() {
    let world = World::new().await;
    let claim = world.claim("Olive").await;
    let file = world.put(&world.north, claim.link, &pdf("card")).await;
    world.step(&world.north, claim.link, VerificationStep::Requested).await.unwrap();
    assert!(world.animals.read_evidence(&world.south, file.id).await.is_ok());
    world.step(&world.north, claim.link, VerificationStep::Withdrawn).await.unwrap();
    assert_eq!(code(world.animals.read_evidence(&world.south, file.id).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn what_a_verification_rests_on_is_withdrawn_and_never_taken_away() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let claim = world.claim("Pear").await;
    let file = world.put(north, claim.link, &pdf("card")).await;
    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    world.step(&world.south, claim.link, VerificationStep::Confirmed).await.unwrap();
    assert_eq!(animals.remove_evidence(north, file.id).await.unwrap(), EvidenceGone::Withdrawn);
    let kept = animals.evidence_of(&world.south, claim.link).await.unwrap().remove(0);
    assert!(kept.withdrawn_at.is_some() && kept.rests);
    assert!(animals.read_evidence(&world.south, file.id).await.is_ok(), "the bytes stay");
    // Sent again it stands there anew; the database takes nothing away either.
    assert_ne!(world.put(north, claim.link, &pdf("card")).await.id, file.id);
    let mut tx = world.test.db.begin(north).await.unwrap();
    for sql in [
        "DELETE FROM animal.evidence_file",
        "UPDATE animal.evidence_file SET withdrawn_at = NULL WHERE withdrawn_at IS NOT NULL",
        "UPDATE animal.evidence_file SET certificate = 'accepted'",
        "DELETE FROM animal.evidence_body",
    ] {
        sqlx::query("SAVEPOINT s").execute(&mut *tx).await.unwrap();
        assert!(sqlx::query(sql).execute(&mut *tx).await.is_err(), "{sql}");
        sqlx::query("ROLLBACK TO s").execute(&mut *tx).await.unwrap();
    }
}

#[tokio::test]
async fn a_full_store_says_so_and_takes_what_it_has_already() {
    let world = World::new().await;
    let claim = world.claim("Ash").await;
    world.put(&world.north, claim.link, &pdf("first")).await;
    world
        .sql(
            // As large as they say, without half a gigabyte for a test.
            "ALTER TABLE animal.evidence_body DROP CONSTRAINT evidence_body_check;
             INSERT INTO animal.evidence_body (vivarium_id, hash, size, bytes)
             SELECT v.vivarium_id, sha256(b.bytes), 10485760, b.bytes
             FROM (SELECT vivarium_id FROM animal.evidence_body LIMIT 1) v
             CROSS JOIN generate_series(1, 50) n
             CROSS JOIN LATERAL (SELECT convert_to(n::text, 'UTF8') AS bytes) b",
        )
        .await;
    let refused = world.animals.add_evidence(&world.north, claim.link, &pdf("second")).await;
    assert!(message(refused).contains("no room"));
    let other = world.claim("Elm").await;
    world.put(&world.north, other.link, &pdf("first")).await;
    // Another vivarium has room of its own.
    world.step(&world.north, claim.link, VerificationStep::Requested).await.unwrap();
    world.put(&world.south, claim.link, &pdf("second")).await;
}

#[tokio::test]
async fn a_dna_basis_comes_out_of_a_certificate_that_a_moderator_saw() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let office = moderator(&world).await;
    let claim = world.claim("Reed").await;
    let version = animals.get(north, claim.child).await.unwrap().parents[0].version;
    let to_dna = ClaimPatch { version, basis: Some(ParentBasis::Dna), ..ClaimPatch::default() };
    let refused = Problem::from(animals.change_claim(north, claim.link, &to_dna).await.unwrap_err());
    assert!(refused.fields.of("basis")[0].contains("certificate"), "{refused:?}");

    let plain = world.put(north, claim.link, &pdf("photo")).await;
    let file = world.put(north, claim.link, &certificate("RGI 7")).await;
    assert_eq!(file.certificate, CertificateState::Waiting);
    assert_eq!(code(animals.judge_certificate(&office, plain.id, true, REASON).await), ErrorCode::Conflict);
    let waiting = animals.certificates(&office).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].id, waiting[0].vivarium.as_str()), (1, file.id, "Vivarium north"));
    assert!(animals.read_evidence_as_staff(&office, file.id).await.is_ok());
    assert_eq!(world.readings().await.len(), 1);
    let support = Actor { staff: Some(StaffRole::Support), ..office.clone() };
    assert_eq!(code(animals.judge_certificate(&support, file.id, true, REASON).await), ErrorCode::Forbidden);
    assert_eq!(code(animals.judge_certificate(north, file.id, true, REASON).await), ErrorCode::Forbidden);
    let insider = crate::support::administrator(north);
    assert!(message(animals.judge_certificate(&insider, file.id, true, REASON).await).contains("A colleague"));
    assert_eq!(code(animals.judge_certificate(&office, file.id, true, "ok").await), ErrorCode::Invalid);

    animals.judge_certificate(&office, file.id, true, REASON).await.unwrap();
    assert_eq!(code(animals.judge_certificate(&office, file.id, false, REASON).await), ErrorCode::Conflict);
    assert_eq!(animals.get(north, claim.child).await.unwrap().parents[0].basis, ParentBasis::Dna);
    let kept = animals.evidence_of(north, claim.link).await.unwrap().pop().unwrap();
    assert_eq!((kept.certificate, kept.judgement.as_str()), (CertificateState::Accepted, REASON));
    assert_eq!(animals.remove_evidence(north, file.id).await.unwrap(), EvidenceGone::Withdrawn);
    assert_eq!(code(animals.read_evidence_as_staff(&office, plain.id).await), ErrorCode::NotFound, "nothing to judge");
    // A word confirms no more than the test has shown.
    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    world.step(&world.south, claim.link, VerificationStep::Confirmed).await.unwrap();
    assert_eq!(animals.get(north, claim.child).await.unwrap().parents[0].basis, ParentBasis::Dna);
    assert_eq!(
        code(animals.add_evidence(&world.south, claim.link, &certificate("theirs")).await),
        ErrorCode::Invalid,
        "the other side sends no certificate"
    );
}

#[tokio::test]
async fn a_gene_is_known_by_dna_while_it_says_what_the_certificate_said() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let office = moderator(&world).await;
    let claim = world.claim("Moss").await;
    let new = NewGenotypeClaims { text: "het Clown".into(), ..NewGenotypeClaims::default() };
    let bare = NewGenotypeClaims { basis: ClaimBasis::Dna, evidence: "RGI 7".into(), ..new.clone() };
    let refused = Problem::from(animals.add_genotype_claims(north, claim.child, &bare).await.unwrap_err());
    assert!(refused.fields.of("basis")[0].contains("certificate"), "{refused:?}");
    let gene = animals.add_genotype_claims(north, claim.child, &new).await.unwrap().remove(0).id;
    let file = world.put(north, gene, &certificate("RGI 7")).await;
    assert_eq!(animals.certificates(&office).await.unwrap()[0].said.basis(), "Stated by the seller");
    animals.judge_certificate(&office, file.id, true, REASON).await.unwrap();
    let known = animals.genotype(north, claim.child).await.unwrap().claims.remove(0);
    assert_eq!((known.id, known.basis), (gene, ClaimBasis::Dna));

    // Another note takes the certificate along, another statement doesn't.
    let note = ChangeGenotypeClaim { evidence: Some("Report 7".into()), ..ChangeGenotypeClaim::default() };
    let noted = animals.change_genotype_claim(north, gene, &note).await.unwrap();
    assert_eq!(noted.basis, ClaimBasis::Dna);
    let carried = animals.evidence_of(north, noted.id).await.unwrap().remove(0);
    assert_eq!((carried.certificate, carried.rests), (CertificateState::Accepted, true));
    let more = ChangeGenotypeClaim { copies: Some(2), ..ChangeGenotypeClaim::default() };
    assert_eq!(code(animals.change_genotype_claim(north, noted.id, &more).await), ErrorCode::Invalid);
    let more = ChangeGenotypeClaim { basis: Some(ClaimBasis::Visual), ..more };
    let changed = animals.change_genotype_claim(north, noted.id, &more).await.unwrap();
    assert_eq!(animals.evidence_of(north, changed.id).await.unwrap()[0].certificate, CertificateState::Plain);
    let mut tx = world.test.db.begin(north).await.unwrap();
    let forged = "INSERT INTO animal.genotype_claim (id, vivarium_id, animal_id, gene, copies, basis)
                  SELECT gen_random_uuid(), vivarium_id, animal_id, 'pied', 1, 'dna' FROM animal.genotype_claim LIMIT 1";
    let error = sqlx::query(forged).execute(&mut *tx).await.unwrap_err();
    assert_eq!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"));
}

#[tokio::test]
async fn a_gene_is_verified_as_a_parent_is_by_the_breeder_who_keeps_one() {
    let world = World::new().await;
    let (north, south, animals) = (&world.north, &world.south, &world.animals);
    let office = moderator(&world).await;
    let claim = world.claim("Fern").await;
    let new = NewGenotypeClaims { text: "het Clown".into(), ..NewGenotypeClaims::default() };
    let gene = animals.add_genotype_claims(north, claim.child, &new).await.unwrap().remove(0).id;
    let step = async |actor: &Actor, step: VerificationStep| {
        let form = VerificationForm { step, message: "Because I was there.".to_owned() };
        animals.verify_claim(actor, gene, &form).await
    };
    let before = animals.verifications_of(north, claim.child).await.unwrap().pop().unwrap();
    assert_eq!((before.claim, before.open()), (gene.into(), vec![VerificationStep::Requested]));
    assert_eq!(code(step(south, VerificationStep::Confirmed).await), ErrorCode::NotFound, "nobody has asked them");
    assert_eq!(code(step(north, VerificationStep::Confirmed).await), ErrorCode::Forbidden);
    step(north, VerificationStep::Requested).await.unwrap();
    assert_eq!(animals.verifications_waiting(south).await.unwrap(), 1);
    let asked = animals.verifications(south).await.unwrap().asked.pop().unwrap();
    assert!(
        matches!(&asked.said, repti_model::lineage::ClaimSaid::Gene { words, .. } if words == "het Clown"),
        "{asked:?}"
    );
    step(south, VerificationStep::Confirmed).await.unwrap();
    assert_eq!(animals.verifications_waiting(south).await.unwrap(), 0);

    world.sql("UPDATE animal.animal SET visibility = 'public' WHERE name = 'Fern young'").await;
    let told = |record: repti_model::genotype::GenotypeRecord| {
        record
            .verified
            .into_iter()
            .map(|answer| (answer.words.clone(), answer.told().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    let shown = told(animals.public_genotype(claim.child).await.unwrap());
    assert_eq!(shown, [("het Clown".to_owned(), "Confirmed by Vivarium south".to_owned())]);
    step(south, VerificationStep::Disputed).await.unwrap();
    assert_eq!(animals.disputes(&office).await.unwrap()[0].claim, gene.into());
    animals.settle_dispute(&office, gene, false, REASON).await.unwrap();
    let record = animals.public_genotype(claim.child).await.unwrap();
    assert!(record.claims.is_empty());
    assert_eq!(told(record), [("het Clown".to_owned(), "Overturned".to_owned())]);
    assert_eq!(code(animals.restore_genotype_claim(north, gene).await), ErrorCode::Conflict);
    assert_eq!(code(animals.add_genotype_claims(north, claim.child, &new).await), ErrorCode::Conflict);
    let weaker = NewGenotypeClaims { text: "50% het Clown".into(), ..NewGenotypeClaims::default() };
    assert!(animals.add_genotype_claims(north, claim.child, &weaker).await.is_ok(), "that says less");
}

#[tokio::test]
async fn where_no_other_breeder_keeps_a_parent_nobody_is_asked_about_a_gene() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let alone = world.named(north, "Alone", repti_model::animal::Sex::Male).await;
    let new = NewGenotypeClaims { text: "het Clown".into(), ..NewGenotypeClaims::default() };
    let gene = animals.add_genotype_claims(north, alone, &new).await.unwrap().remove(0).id;
    let case = animals.verifications_of(north, alone).await.unwrap().remove(0);
    assert_eq!((case.state, case.open()), (VerificationState::Unverified, vec![]));
    let ask = VerificationForm { step: VerificationStep::Requested, message: String::new() };
    assert!(message(animals.verify_claim(north, gene, &ask).await).contains("nobody can be asked"));
}
