use std::collections::HashMap;

use leptos::prelude::*;
use repti_model::animal::ParentSide;

mod cell;
mod keys;
mod node;

use cell::{Cell, Stub};
pub use keys::walk;
pub use node::{Alternative, ChartKind, ChartNode};

const COLUMNS: [&str; 6] =
    ["Animal", "Parents", "Grandparents", "Great-grandparents", "4th generation", "5th generation"];

/// The pedigree of an animal: a nested list of links, laid out as the classic left-to-right chart where there is room and as
/// an indented list on a phone. Prints on A4 landscape.
///
/// Without JavaScript the links are reached by Tab; in a hydrated page the arrow keys walk the tree: right to the sire, left
/// to the child, up and down within a generation. A page of islands wraps the chart and calls [`walk`] on `keydown`.
#[component]
pub fn PedigreeChart(
    root: ChartNode,
    /// How many generations of ancestors to draw, five at most.
    #[prop(default = 5)]
    generations: usize,
    /// Leaves the headings of the columns out, for a small frame.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let depth = generations.min(5).min(root.generations().max(1));
    let mut seen = HashMap::new();
    count(&root, depth, &mut seen);
    let heads = (!plain).then(|| {
        let heads = COLUMNS.iter().take(depth + 1).map(|name| view! { <span>{*name}</span> }).collect_view();
        view! { <div class="ped-heads" aria-hidden="true">{heads}</div> }
    });
    let label = format!("Pedigree of {}", root.title);
    let taxon = root.taxon.clone();
    let tree = branch(root, None, 0, depth, String::new(), &seen, &taxon);
    view! {
        <div class="pedigree" style=format!("--depth:{depth}")>
            <div class="ped-scroll" role="region" aria-label=label tabindex="0" on:keydown=walk>
                {heads}
                <ul class="ped-root">{tree}</ul>
            </div>
        </div>
    }
}

/// One animal with the list of its parents. `path` is its way from the root in letters: `sd` is the sire's dam.
fn branch(
    mut node: ChartNode,
    side: Option<ParentSide>,
    generation: usize,
    depth: usize,
    path: String,
    seen: &HashMap<String, usize>,
    taxon: &str,
) -> AnyView {
    let (sire, dam) = (node.sire.take(), node.dam.take());
    let deeper = generation < depth && (generation == 0 || sire.is_some() || dam.is_some());
    if deeper {
        // The way on stands at the edge only.
        node.more = None;
    }
    let parents = deeper.then(|| {
        let parent = |parent: Option<Box<ChartNode>>, side: ParentSide| {
            let path = format!("{path}{}", if side == ParentSide::Sire { 's' } else { 'd' });
            match parent {
                Some(parent) => branch(*parent, Some(side), generation + 1, depth, path, seen, taxon),
                None => view! { <li class="ped-item" data-gen={generation + 1}><Stub side path/></li> }.into_any(),
            }
        };
        let (sire, dam) = (parent(sire, ParentSide::Sire), parent(dam, ParentSide::Dam));
        view! { <ul class="ped-parents">{sire}{dam}</ul> }
    });
    let times = node.id.as_ref().and_then(|id| seen.get(id)).copied().unwrap_or(1);
    let small = generation >= 4;
    let foreign = !node.taxon.is_empty() && node.taxon != taxon;
    view! {
        <li class="ped-item" data-gen=generation>
            <Cell node side path compact=small times foreign/>
            {parents}
        </li>
    }
    .into_any()
}

/// How often each animal stands in the part that is drawn: an ancestor met twice is what inbreeding looks like.
fn count(node: &ChartNode, depth: usize, seen: &mut HashMap<String, usize>) {
    if let Some(id) = &node.id {
        *seen.entry(id.clone()).or_default() += 1;
    }
    if depth > 0 {
        for parent in node.parents() {
            count(parent, depth - 1, seen);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::ChartNode;

    use super::count;

    fn animal(id: &str) -> ChartNode {
        ChartNode { id: Some(id.into()), ..ChartNode::default() }
    }

    #[test]
    fn a_common_ancestor_is_counted_in_what_is_drawn_only() {
        let parent = |id| ChartNode { sire: Some(Box::new(animal("atlas"))), ..animal(id) };
        let root = ChartNode { sire: Some(Box::new(parent("a"))), dam: Some(Box::new(parent("b"))), ..animal("root") };
        let mut seen = HashMap::new();
        count(&root, 2, &mut seen);
        assert_eq!(seen.get("atlas"), Some(&2));
        seen.clear();
        count(&root, 1, &mut seen);
        assert_eq!(seen.get("atlas"), None);
    }
}
