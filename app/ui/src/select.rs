use leptos::prelude::*;

use crate::{
    Field, Text,
    field::{described_by, field_id, invalid},
};

/// One entry of a `Select` or a `RadioGroup`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// A line below it; radio groups show it.
    pub hint: Option<String>,
    /// The heading it stands under; entries of a group must follow each other.
    pub group: Option<String>,
}

impl Choice {
    /// An entry by value and label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, group: None }
    }

    /// The same with a line that explains it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same under a heading.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

impl<V: Into<String>, L: Into<String>> From<(V, L)> for Choice {
    fn from((value, label): (V, L)) -> Self {
        Self::new(value, label)
    }
}

/// A native select: `<Select name="sex" label="Sex" value=sex choices=vec![Choice::new("male", "Male"), …]/>`.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    /// The value chosen now.
    #[prop(optional, into)]
    value: Text,
    /// An empty first entry with this text.
    #[prop(optional, into)]
    blank: Text,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] id: Text,
    #[prop(optional)] required: bool,
    #[prop(optional)] disabled: bool,
    #[prop(optional)] hide_label: bool,
    #[prop(optional, into)] class: Text,
) -> impl IntoView {
    let id = field_id(&id, &name);
    let chosen = value.or("");
    let groups = group(choices)
        .into_iter()
        .map(|(heading, entries)| {
            let options = entries
                .into_iter()
                .map(|choice| view! { <option value=choice.value.clone() selected=choice.value == chosen>{choice.label}</option> })
                .collect_view();
            match heading {
                Some(heading) => view! { <optgroup label=heading>{options}</optgroup> }.into_any(),
                None => options.into_any(),
            }
        })
        .collect_view();
    view! {
        <Field id=id.clone() label hint=hint.clone() error required hide_label class>
            <select
                class="select"
                id=id.clone()
                name=name
                required=required
                disabled=disabled
                aria-invalid=invalid(error)
                aria-describedby=described_by(&id, hint.is_some(), error)
            >
                {blank.get().map(|blank| view! { <option value="">{blank}</option> })}
                {groups}
            </select>
        </Field>
    }
}

fn group(choices: Vec<Choice>) -> Vec<(Option<String>, Vec<Choice>)> {
    let mut groups: Vec<(Option<String>, Vec<Choice>)> = Vec::new();
    for choice in choices {
        match groups.last_mut() {
            Some((heading, entries)) if *heading == choice.group => entries.push(choice),
            _ => groups.push((choice.group.clone(), vec![choice])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{Choice, group};

    #[test]
    fn neighbours_of_one_group_stand_together() {
        let groups = group(vec![
            Choice::new("", "Any"),
            Choice::new("bp", "Ball python").group("Pythons"),
            Choice::new("rt", "Reticulated python").group("Pythons"),
        ]);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[1].1.len(), 2);
    }
}
