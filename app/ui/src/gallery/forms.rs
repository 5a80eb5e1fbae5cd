use leptos::prelude::*;

use crate::{
    Alert, Button, ButtonLink, Card, Checkbox, Choice, ErrorSummary, Fieldset, FileInput, FormActions, Glyph, Kind,
    Look, RadioGroup, Section, Select, Size, Switch, TextInput, Textarea, Tone,
};

/// Buttons, fields, messages.
#[component]
pub fn Forms() -> impl IntoView {
    let taxa = vec![
        Choice::new("ball-python", "Ball python").group("Pythons"),
        Choice::new("carpet-python", "Carpet python").group("Pythons"),
        Choice::new("leopard-gecko", "Leopard gecko").group("Geckos"),
    ];
    let visibility = vec![
        Choice::new("private", "Private").hint("Only members of the vivarium."),
        Choice::new("lineage_only", "Lineage only")
            .hint("Name, sex and morph in a descendant's pedigree, but no page."),
        Choice::new("public", "Public").hint("A page of its own that search engines may find."),
    ];
    view! {
        <Section title="Buttons">
            <div class="row">
                <Button look=Look::Primary icon=Glyph::Plus kind=Kind::Button>"Add animal"</Button>
                <Button icon=Glyph::Upload kind=Kind::Button>"Import"</Button>
                <Button look=Look::Ghost icon=Glyph::Printer kind=Kind::Button>"Print"</Button>
                <Button look=Look::DangerQuiet icon=Glyph::Archive kind=Kind::Button>"Archive"</Button>
                <Button look=Look::Danger kind=Kind::Button>"Revoke token"</Button>
                <Button kind=Kind::Button disabled=true>"Saved"</Button>
                <Button look=Look::Primary kind=Kind::Button busy=true>"Saving"</Button>
                <Button look=Look::Ghost icon=Glyph::Pencil label="Edit" kind=Kind::Button/>
                <ButtonLink href="/animals" size=Size::Small icon=Glyph::ArrowLeft>"Animals"</ButtonLink>
                <ButtonLink href="/animals" size=Size::Large look=Look::Primary>"Find an animal"</ButtonLink>
            </div>
        </Section>
        <Section title="Form" hint="Works without JavaScript; the server's messages stand under their fields.">
            <Card>
                <form class="stack" method="post" action="/gallery">
                    <ErrorSummary focus=false errors=vec![
                        ("code".to_owned(), "CR-062 is taken by Saffron. Choose another code.".to_owned()),
                        ("born".to_owned(), "Give the year at least.".to_owned()),
                    ]/>
                    <div class="form-grid">
                        <TextInput name="code" label="Code" value="CR-062" mono=true required=true error="CR-062 is taken by Saffron. Choose another code."/>
                        <TextInput name="name" label="Name" value="Saffron" hint="What you call it. It may stay empty."/>
                        <Select name="taxon" label="Taxon" choices=taxa value="carpet-python" required=true/>
                        <TextInput name="born" label="Born" placeholder="2022, 2022-05 or 2022-05-17" error="Give the year at least."/>
                        <TextInput name="weight" label="Weight" kind="number" value="1480" unit="g" inputmode="decimal"/>
                        <TextInput name="email" label="E-mail" kind="email" value="mira@cedar-ridge.example" readonly=true autocomplete="email"/>
                    </div>
                    <Textarea name="notes" label="Private notes" value="Takes frozen-thawed since March." hint="Never leaves the vivarium."/>
                    <Fieldset legend="Who sees it">
                        <RadioGroup name="visibility" legend="Visibility" choices=visibility value="lineage_only"/>
                        <div class="stack">
                            <Checkbox name="hybrid" label="This is a deliberate hybrid" checked=true/>
                            <Checkbox name="accept" label="I may publish these pictures" error="Tick this to publish."/>
                            <Switch name="reminders" label="Weekly summary by e-mail" checked=true hint="Every Monday at 8:00 in the vivarium's time zone."/>
                            <Switch name="offline" label="Keep this collection on the device"/>
                        </div>
                    </Fieldset>
                    <FileInput name="file" label="Collection" accept=".csv,.tsv,.xlsx" hint="CSV, TSV or XLSX, up to 50 MB."/>
                    <FormActions>
                        <Button look=Look::Primary>"Save animal"</Button>
                        <ButtonLink href="/animals">"Cancel"</ButtonLink>
                    </FormActions>
                </form>
            </Card>
        </Section>
        <Section title="Messages">
            <div class="stack">
                <Alert tone=Tone::Info title="Two sires are possible">"Onyx (66%) and Pike (33%). A DNA test would settle it."</Alert>
                <Alert tone=Tone::Success>"312 animals imported. Nothing was changed twice."</Alert>
                <Alert tone=Tone::Warning title="The MorphMarket export removes animals">"Animals missing from the file are marked as sold there."</Alert>
                <Alert tone=Tone::Error title="Saffron can't be her own grandmother">"CR-062 Saffron already descends from CR-014 Juniper."</Alert>
                <Alert>"Codes are counted up by themselves: the next one is CR-063."</Alert>
            </div>
        </Section>
    }
    .into_any()
}
