//! The catalogue of genes as data: what is published, by whom, and what a proposal would do.

use crate::support::{BALL_PYTHON, World, administrator, code, message};
use repti_animal::AnimalError;
use repti_genetics::{
    calculator::Calculator,
    catalogue::{Catalogue, Edition},
};
use repti_model::{
    Actor, CatalogueProposalId, ErrorCode, Problem, StaffRole,
    animal::Visibility,
    catalogue::{
        CatalogueEdit, ComboFields, EditKind, GeneFields, NewProposal, ProposalState, ProposalStep, RowKind, RuleFields,
    },
    genes::GeneRisk,
};

pub const BALL: &str = "ball python";

fn with_staff(actor: &Actor, role: StaffRole) -> Actor {
    Actor { staff: Some(role), ..administrator(actor) }
}

fn said() -> NewProposal {
    NewProposal {
        title: "Another name of the Clown".into(),
        reason: "Breeders write it so.".into(),
        sources: "a price list".into(),
    }
}

/// The change of a gene that has one more name.
pub async fn alias(world: &World, actor: &Actor, gene: &str, name: &str) -> CatalogueEdit {
    let mut fields = world.animals.catalogue_gene(actor, BALL, gene).await.unwrap().fields;
    fields.aliases = [fields.aliases.as_str(), name].join(";").trim_matches(';').to_owned();
    CatalogueEdit::ChangeGene { species: BALL.into(), gene: gene.into(), fields }
}

/// A proposal with one edit, up for discussion: its id and version.
pub async fn open(world: &World, actor: &Actor, edit: &CatalogueEdit) -> (CatalogueProposalId, i32) {
    let animals = &world.animals;
    let id = animals.propose(actor, &said()).await.unwrap();
    animals.put_edit(actor, id, 1, None, edit).await.unwrap();
    animals.step_proposal(actor, id, 2, ProposalStep::Discuss, "").await.unwrap();
    (id, 3)
}

#[tokio::test]
async fn the_first_version_is_what_came_with_the_program() {
    let world = World::new().await;
    let edition = world.animals.refresh_catalogue().await.unwrap();
    assert_eq!((edition.number, edition.is_seeded()), (1, true));
    let staff = with_staff(&world.north, StaffRole::Support);
    let versions = world.animals.catalogue_versions(&staff).await.unwrap();
    assert_eq!((versions.len(), versions[0].published_by.clone()), (1, None));
    let index = world.animals.catalogue_index(&staff, BALL, Some(RowKind::Gene), "clown").await.unwrap();
    assert_eq!((index.species.len(), index.rows.len(), index.edition.number), (9, 1, 1));
    assert!(world.animals.catalogue_index(&staff, BALL, Some(RowKind::Rule), "spider").await.unwrap().found > 0);
    assert_eq!(code(world.animals.catalogue_index(&world.north, "", None, "x").await), ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_proposal_is_discussed_published_and_reckoned_by_at_once() {
    let world = World::new().await;
    let animals = &world.animals;
    let (author, admin) = (with_staff(&world.north, StaffRole::Moderator), administrator(&world.south));
    let edit = alias(&world, &author, "Clown", "Jokerzz").await;
    let id = animals.propose(&author, &said()).await.unwrap();
    assert_eq!(code(animals.step_proposal(&author, id, 1, ProposalStep::Discuss, "").await), ErrorCode::Invalid);
    animals.put_edit(&author, id, 1, None, &edit).await.unwrap();
    // Nobody publishes a draft, and a moderator publishes nothing.
    assert_eq!(code(animals.step_proposal(&admin, id, 2, ProposalStep::Publish, "").await), ErrorCode::Conflict);
    animals.step_proposal(&author, id, 2, ProposalStep::Discuss, "").await.unwrap();
    assert_eq!(code(animals.step_proposal(&author, id, 3, ProposalStep::Publish, "").await), ErrorCode::Forbidden);
    animals.comment_on_proposal(&admin, id, "I have seen it too.").await.unwrap();
    let page = animals.proposal(&admin, id).await.unwrap();
    assert_eq!(page.steps, [ProposalStep::Publish, ProposalStep::Decline]);
    assert_eq!((page.comments.len(), page.edits[0].changes.len(), page.conflicts.len()), (1, 1, 0));
    assert!(page.edits[0].changes[0].fields[0].after.contains("Jokerzz"));
    assert_eq!(animals.step_proposal(&admin, id, 3, ProposalStep::Publish, "").await.unwrap(), Some(2));

    assert!(Catalogue::current().taxon(BALL).unwrap().resolve("Jokerzz").is_ok(), "this process at once");
    assert_eq!(Edition::current().number, 2);
    assert!(Calculator::current(BALL).unwrap().goal("Jokerzz").is_ok());
    let gene = animals.catalogue_gene(&author, BALL, "Clown").await.unwrap();
    assert_eq!((gene.history.len(), gene.history[0].number), (1, 2));
    assert_eq!(animals.catalogue_version(&author, 2).await.unwrap().changes.len(), 1);
    let done = animals.proposal(&author, id).await.unwrap();
    assert_eq!((done.proposal.state, done.proposal.published), (ProposalState::Published, Some(2)));
    assert!(done.steps.is_empty() && done.edits[0].faults.is_empty(), "shown against the version before");
    assert_eq!(code(animals.put_edit(&author, id, 4, None, &edit).await), ErrorCode::Conflict);
    let lines: Vec<String> =
        sqlx::query_scalar("SELECT action FROM core.audit_event WHERE object_id = $1 ORDER BY seq")
            .bind(id.0)
            .fetch_all(&world.test.owner)
            .await
            .unwrap();
    assert_eq!(lines, ["catalogue.proposed", "catalogue.put_up", "catalogue.commented", "catalogue.published"]);
    for sql in [
        "UPDATE animal.catalogue_version SET summary = 'x'",
        "DELETE FROM animal.catalogue_version",
        "TRUNCATE animal.catalogue_comment",
        "UPDATE animal.catalogue_proposal SET state = 'open', published = NULL, decided_by = NULL",
    ] {
        assert!(sqlx::raw_sql(sql).execute(&world.test.owner).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn only_its_author_edits_a_proposal_and_only_from_what_they_have_seen() {
    let world = World::new().await;
    let animals = &world.animals;
    let (author, other) = (with_staff(&world.north, StaffRole::Moderator), administrator(&world.south));
    let support = with_staff(&world.south, StaffRole::Support);
    let edit = alias(&world, &author, "Clown", "Jokerzz").await;
    assert_eq!(code(animals.propose(&support, &said()).await), ErrorCode::Forbidden);
    let id = animals.propose(&author, &said()).await.unwrap();
    assert_eq!(code(animals.put_edit(&other, id, 1, None, &edit).await), ErrorCode::Forbidden);
    assert_eq!(code(animals.comment_on_proposal(&support, id, "x").await), ErrorCode::Forbidden);
    animals.put_edit(&author, id, 1, None, &edit).await.unwrap();
    assert_eq!(code(animals.put_edit(&author, id, 1, None, &edit).await), ErrorCode::Conflict, "seen before the edit");
    assert!(animals.proposal(&support, id).await.unwrap().steps.is_empty());
    let desk = animals.edit_desk(&author, id, Some(0), EditKind::AddGene, "", "", GeneRisk::Welfare).await.unwrap();
    assert_eq!((desk.edit, desk.version), (edit, 2));
    animals.drop_edit(&author, id, 2, 0).await.unwrap();
    animals.step_proposal(&author, id, 3, ProposalStep::Withdraw, "").await.unwrap();
    assert_eq!(animals.catalogue_proposals(&support, Some(ProposalState::Withdrawn)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_edit_that_does_not_fit_names_its_field_and_is_not_kept() {
    let world = World::new().await;
    let author = with_staff(&world.north, StaffRole::Moderator);
    let id = world.animals.propose(&author, &said()).await.unwrap();
    let combo = |genotype: &str| CatalogueEdit::AddCombo {
        species: BALL.into(),
        fields: ComboFields {
            name: "Zzcombo".into(),
            genotype: genotype.into(),
            source: "a test".into(),
            certainty: "B".into(),
        },
    };
    let refused = |result: Result<(), AnimalError>| Problem::from(result.expect_err("refused")).fields;
    let fields = refused(world.animals.put_edit(&author, id, 1, None, &combo("Nothingzz + Pastel")).await);
    assert!(fields.of("genotype")[0].contains("Nothingzz"), "{fields:?}");
    let taken = alias(&world, &author, "Clown", "Pastel").await;
    let fields = refused(world.animals.put_edit(&author, id, 1, None, &taken).await);
    assert!(fields.of("aliases")[0].contains("Pastel"), "{fields:?}");
    assert!(world.animals.proposal(&author, id).await.unwrap().edits.is_empty());
    world.animals.put_edit(&author, id, 1, None, &combo("Clown visual + Pastel")).await.unwrap();
}

#[tokio::test]
async fn what_was_published_of_the_same_gene_since_has_to_be_looked_at_first() {
    let world = World::new().await;
    let animals = &world.animals;
    let admin = administrator(&world.north);
    let (mine, theirs) =
        (alias(&world, &admin, "Clown", "Jokerzz").await, alias(&world, &admin, "Clown", "Foolzz").await);
    let harmless = alias(&world, &admin, "Pastel", "Chalkzz").await;
    let (first, second, third) =
        (open(&world, &admin, &mine).await, open(&world, &admin, &theirs).await, open(&world, &admin, &harmless).await);
    assert_eq!(animals.step_proposal(&admin, second.0, second.1, ProposalStep::Publish, "").await.unwrap(), Some(2));
    let met =
        Problem::from(animals.step_proposal(&admin, first.0, first.1, ProposalStep::Publish, "").await.unwrap_err());
    assert_eq!(met.code, ErrorCode::Conflict);
    assert!(met.current.unwrap().to_string().contains("Foolzz"));
    let page = animals.proposal(&admin, first.0).await.unwrap();
    assert_eq!((page.conflicts.len(), page.newest, page.proposal.base), (1, 2, 1));
    // What met nothing goes through on the newest version.
    assert_eq!(animals.step_proposal(&admin, third.0, third.1, ProposalStep::Publish, "").await.unwrap(), Some(3));
    animals.take_on(&admin, first.0, first.1).await.unwrap();
    assert_eq!(animals.step_proposal(&admin, first.0, first.1 + 1, ProposalStep::Publish, "").await.unwrap(), Some(4));
    let taxon = Catalogue::current().taxon(BALL).unwrap();
    assert!(taxon.resolve("Jokerzz").is_ok() && taxon.resolve("Chalkzz").is_ok());
}

#[tokio::test]
async fn a_decision_needs_a_reason_where_somebody_has_to_live_with_it() {
    let world = World::new().await;
    let admin = administrator(&world.north);
    let edit = alias(&world, &admin, "Clown", "Jokerzz").await;
    let (id, version) = open(&world, &admin, &edit).await;
    let refused = world.animals.step_proposal(&admin, id, version, ProposalStep::Decline, " ").await;
    assert!(message(refused).contains("Say why"));
    world.animals.step_proposal(&admin, id, version, ProposalStep::Decline, "Nobody says so.").await.unwrap();
    assert_eq!(world.animals.proposal(&admin, id).await.unwrap().proposal.decision, "Nobody says so.");
}

#[tokio::test]
async fn what_a_change_would_do_is_counted_over_all_vivariums_and_shows_only_the_public() {
    let world = World::new().await;
    let animals = &world.animals;
    let admin = administrator(&world.north);
    for (actor, text, visibility) in [
        (&world.north, "Pastel Jokerzz", Visibility::Private),
        (&world.south, "Jokerzz", Visibility::Public),
        (&world.south, "Enchi", Visibility::Public),
        (&world.south, "Enchi Spider", Visibility::Private),
    ] {
        world
            .animal(actor, |animal| {
                animal.genotype_text = text.to_owned();
                animal.name = format!("{text} itself");
                animal.visibility = visibility;
                animal.taxon_id = BALL_PYTHON;
            })
            .await;
    }
    world.sql("UPDATE core.vivarium SET listed = true").await;
    let id = animals.propose(&admin, &said()).await.unwrap();
    animals.put_edit(&admin, id, 1, None, &alias(&world, &admin, "Clown", "Jokerzz").await).await.unwrap();
    let deadly = RuleFields {
        grade: GeneRisk::Lethal,
        when: "Enchi/Enchi".into(),
        text: "Two copies don’t live".into(),
        certainty: "C".into(),
    };
    let deadly = CatalogueEdit::AddRule { species: BALL.into(), fields: deadly };
    animals.put_edit(&admin, id, 2, None, &deadly).await.unwrap();
    let enchi = animals.catalogue_gene(&admin, BALL, "Enchi").await.unwrap().fields;
    let recessive = CatalogueEdit::ChangeGene {
        species: BALL.into(),
        gene: "Enchi".into(),
        fields: GeneFields { inheritance: "recessive".into(), form: "visual".into(), ..enchi },
    };
    animals.put_edit(&admin, id, 3, None, &recessive).await.unwrap();
    let effects = animals.proposal_effects(&admin, id).await.unwrap();
    assert_eq!((effects.read, effects.more, effects.edits.len()), (4, false, 3));
    let [alias, rule, change] = effects.edits.as_slice() else { panic!("three edits") };
    assert_eq!((alias.animals[0].species.as_str(), alias.animals[0].animals), ("Ball python", 2));
    assert_eq!(alias.examples.len(), 1, "{:?}", alias.examples);
    assert_eq!((alias.examples[0].text.as_str(), alias.examples[0].after.as_str()), ("Jokerzz", "Clown"));
    assert!(alias.odds.is_empty());
    let together = rule.odds.iter().find(|odds| odds.title == "One copy of Enchi × one copy").expect("its odds change");
    assert!(together.before.iter().all(|line| line.per_living.is_some()));
    assert!(together.after.iter().any(|line| line.per_living.is_none() && line.per_egg == "1/4"));
    assert_eq!(change.animals[0].animals, 2);
    assert!(change.odds.iter().any(|odds| odds.title == "One copy of Enchi × normal"));
    let support = with_staff(&world.south, StaffRole::Support);
    assert_eq!(animals.proposal_effects(&support, id).await.unwrap(), effects);
    assert_eq!(code(animals.proposal_effects(&world.south, id).await), ErrorCode::Forbidden);
}
