//! One edit of a proposal: a gene, a combo or a rule as it shall stand, or two genes that are one.

use super::parts::CERTAINTIES;
use crate::{
    api::catalogue::{SaveEdit, load_edit},
    pages::words::address,
};
use app_shared::{
    AppError, FormProblem, FormState, PostForm,
    loaded::{Loaded, page_data},
    use_onward,
};
use app_ui::{
    Alert, Button, ButtonLink, Chip, ChipRow, Choice, Fieldset, FormActions, HiddenInput, Look, PageHeader, Select,
    TextInput, Textarea, Tone,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use repti_model::{
    CatalogueProposalId, ErrorCode, Problem,
    catalogue::{CatalogueEdit, ComboFields, EditDesk, EditKind, GeneFields, RuleFields},
    genes::GeneRisk,
};

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    id: Option<CatalogueProposalId>,
    at: Option<usize>,
    kind: EditKind,
    species: String,
    name: String,
    grade: GeneRisk,
}

/// `/catalogue/proposals/:id/edit?kind=…&species=…&name=…`, or `?at=` for an edit that is in it already.
#[component]
pub fn EditPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let part = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        Asked {
            id: params.with(|params| params.get_str("id").and_then(|id| id.parse().ok())),
            at: part("at").parse().ok(),
            kind: part("kind").parse().unwrap_or(EditKind::AddGene),
            species: part("species"),
            name: part("name"),
            grade: part("grade").parse().unwrap_or(GeneRisk::Welfare),
        }
    });
    let data = page_data(
        move || asked.get(),
        |asked| async move {
            let Asked { id, at, kind, species, name, grade } = asked;
            match id {
                Some(id) => load_edit(id, at, kind, species, name, grade).await,
                None => Err(AppError::from(Problem::of(ErrorCode::NotFound))),
            }
        },
    );
    view! { <Loaded data what="The form" view=|desk| view! { <Shown desk/> }/> }.into_any()
}

#[component]
fn Shown(desk: EditDesk) -> impl IntoView {
    let EditDesk { proposal, title, version, at, edit, species, genes } = desk;
    let back = format!("/catalogue/proposals/{proposal}");
    let trail = vec![
        ("Catalogue".to_owned(), "/catalogue".to_owned()),
        ("Proposals".to_owned(), "/catalogue/proposals".to_owned()),
        (title, back.clone()),
    ];
    let form = use_onward::<SaveEdit>();
    let kind = edit.kind();
    let new = matches!(kind, EditKind::AddGene | EditKind::AddCombo | EditKind::AddRule);
    let heading =
        if new { kind.label().to_owned() } else { format!("{}: {} ({})", kind.label(), edit.target(), edit.species()) };
    let target = (!new).then(|| view! { <HiddenInput name="target" value=edit.target().to_owned()/> });
    let target_grade = match &edit {
        CatalogueEdit::ChangeRule { rule, .. } | CatalogueEdit::RemoveRule { rule, .. } => {
            Some(view! { <HiddenInput name="target_grade" value=rule.grade.as_str()/> })
        }
        _ => None,
    };
    let own = edit.species().to_owned();
    let place = if new {
        let choices = species.into_iter().map(|name| Choice::new(name.clone(), name)).collect();
        view! { <Select name="species" label="Species" choices value=form.value("species", own) blank="Choose a species" required=true error=form.field("species")/> }
            .into_any()
    } else {
        view! { <HiddenInput name="species" value=own/> }.into_any()
    };
    // Another kind of new entry is another form.
    let kinds = (new && at.is_none()).then(|| {
        let chips = [EditKind::AddGene, EditKind::AddCombo, EditKind::AddRule]
            .into_iter()
            .map(|other| {
                let pairs = [("kind", other.as_str()), ("species", edit.species())];
                let href = address(&format!("/catalogue/proposals/{proposal}/edit"), &pairs);
                view! { <Chip label=other.label() href current=other == kind/> }
            })
            .collect_view();
        view! { <div class="mb-4"><ChipRow label="What to add">{chips}</ChipRow></div> }
    });
    let fields = match edit {
        CatalogueEdit::AddGene { fields, .. } | CatalogueEdit::ChangeGene { fields, .. } => gene(form, fields),
        CatalogueEdit::MergeGenes { gene, into, .. } => merge(form, &gene, into, genes),
        CatalogueEdit::AddCombo { fields, .. } | CatalogueEdit::ChangeCombo { fields, .. } => combo(form, fields),
        CatalogueEdit::AddRule { fields, .. } | CatalogueEdit::ChangeRule { fields, .. } => rule(form, fields),
        CatalogueEdit::RemoveCombo { combo, .. } => {
            view! { <Alert tone=Tone::Warning>{format!("Texts that say “{combo}” won’t be read as its genes any more.")}</Alert> }
                .into_any()
        }
        CatalogueEdit::RemoveRule { rule, .. } => {
            view! { <Alert tone=Tone::Warning>{format!("Nothing will be said of {} any more, of this grade.", rule.when)}</Alert> }
                .into_any()
        }
    };
    let button = if at.is_some() { "Save the edit" } else { "Put it into the proposal" };
    view! {
        <Title text=heading.clone()/>
        <PageHeader title=heading trail/>
        {kinds}
        <PostForm form class="stack max-w-3xl">
            <FormProblem state=form/>
            <HiddenInput name="id" value=proposal.to_string()/>
            <HiddenInput name="version" value=version.to_string()/>
            {at.map(|at| view! { <HiddenInput name="at" value=at.to_string()/> })}
            <HiddenInput name="kind" value=kind.as_str()/>
            {target}
            {target_grade}
            {place}
            {fields}
            <FormActions>
                <Button look=Look::Primary busy=form.pending>{button}</Button>
                <ButtonLink href=back look=Look::Ghost>"Cancel"</ButtonLink>
            </FormActions>
        </PostForm>
    }
    .into_any()
}

fn certainty(form: FormState, value: String) -> AnyView {
    let choices = CERTAINTIES.iter().map(|(letter, label)| Choice::new(*letter, *label)).collect();
    view! {
        <Select name="certainty" label="Certainty" hint="C and D are shown as unproven." choices value=form.value("certainty", value) error=form.field("certainty")/>
    }
    .into_any()
}

fn gene(form: FormState, fields: GeneFields) -> AnyView {
    let GeneFields {
        name,
        aliases,
        inheritance,
        locus,
        form: two,
        issues,
        linkage,
        molecular,
        source,
        certainty: sure,
    } = fields;
    view! {
        <Fieldset legend="Names">
            <TextInput name="name" label="Name" value=form.value("name", name) required=true maxlength=80 autocomplete="off" error=form.field("name")/>
            <TextInput name="aliases" label="Other names" hint="With semicolons between them." value=form.value("aliases", aliases) maxlength=400 autocomplete="off" error=form.field("aliases")/>
        </Fieldset>
        <Fieldset legend="How it is inherited">
            <TextInput name="inheritance" label="Inheritance" hint="Recessive, incomplete dominant or dominant; anything else, such as polygenic, has no odds." value=form.value("inheritance", inheritance) required=true maxlength=120 autocomplete="off" error=form.field("inheritance")/>
            <TextInput name="locus" label="Complex or locus" hint="Genes with the same words here are alleles. Empty: a locus of its own." value=form.value("locus", locus) maxlength=200 autocomplete="off" error=form.field("locus")/>
            <TextInput name="linkage" label="Linkage" hint="autosomal, Z-linked, X-linked or sex-linked XY" value=form.value("linkage", linkage) maxlength=120 autocomplete="off" error=form.field("linkage")/>
            <TextInput name="form" label="Two copies and compounds" hint="What two copies are called, then what compounds are: “Super Lesser; with Phantom: Karma”." value=form.value("form", two) maxlength=300 autocomplete="off" error=form.field("form")/>
        </Fieldset>
        <Fieldset legend="What is known">
            <Textarea name="issues" label="Known issues" hint="In one line. Words such as “wobble”, “kink” or “super is lethal” become rules; a rule of its own is clearer." value=form.value("issues", issues) rows=2 maxlength=500 error=form.field("issues")/>
            <TextInput name="molecular" label="Molecular gene" value=form.value("molecular", molecular) maxlength=200 autocomplete="off" error=form.field("molecular")/>
            <TextInput name="source" label="Source" hint="With semicolons between several." value=form.value("source", source) required=true maxlength=500 autocomplete="off" error=form.field("source")/>
            {certainty(form, sure)}
        </Fieldset>
    }
    .into_any()
}

fn merge(form: FormState, gene: &str, into: String, genes: Vec<String>) -> AnyView {
    let others = genes.into_iter().filter(|name| name != gene).map(|name| Choice::new(name.clone(), name)).collect();
    view! {
        <Alert tone=Tone::Info>
            {format!("The names of {gene} become other names of the gene that stays. Claims and texts that say {gene} are read as that gene.")}
        </Alert>
        <Select name="into" label="The gene that stays" choices=others blank="Choose a gene" value=form.value("into", into) required=true error=form.field("into")/>
    }
    .into_any()
}

fn combo(form: FormState, fields: ComboFields) -> AnyView {
    let ComboFields { name, genotype, source, certainty: sure } = fields;
    view! {
        <TextInput name="name" label="Name" value=form.value("name", name) required=true maxlength=80 autocomplete="off" error=form.field("name")/>
        <TextInput name="genotype" label="Genotype" hint="Super Pastel + Spider, Clown visual + Pastel, Yellow Belly/Spark" value=form.value("genotype", genotype) required=true mono=true maxlength=300 autocomplete="off" error=form.field("genotype")/>
        <TextInput name="source" label="Source" value=form.value("source", source) required=true maxlength=500 autocomplete="off" error=form.field("source")/>
        {certainty(form, sure)}
    }
    .into_any()
}

fn rule(form: FormState, fields: RuleFields) -> AnyView {
    let RuleFields { grade, when, text, certainty: sure } = fields;
    let grades = GeneRisk::ALL.iter().map(|grade| Choice::new(grade.as_str(), grade.label())).collect();
    view! {
        <Select name="grade" label="Grade" choices=grades value=form.value("grade", grade.as_str()) error=form.field("grade")/>
        <TextInput name="when" label="Which animals" hint="Spider: one copy or more. Spider/Spider: two. Spider/Champagne: a compound. visual Clown. Several loci with + between them." value=form.value("when", when) required=true mono=true maxlength=200 autocomplete="off" error=form.field("when")/>
        <TextInput name="text" label="What happens" value=form.value("text", text) required=true maxlength=300 autocomplete="off" error=form.field("text")/>
        {certainty(form, sure)}
    }
    .into_any()
}
