//! Loops of ancestors: strongly connected components of the graph of children and parents, found in linear time.

use std::collections::{HashMap, VecDeque};

use super::{
    PlanInput,
    lookup::{Node, People},
    parents::Proposed,
};

/// Names that a message lists at most.
const MAX_NAMES: usize = 6;
/// Links of one loop that get a path of their own; the others share the first one's.
const MAX_PATHS: usize = 20;

/// A proposed link that lies on a loop.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub row: usize,
    pub place: usize,
    pub message: String,
}

/// Every proposed link that lies on a loop. Recorded links alone have none, so that without these all loops are gone.
pub(super) fn find(people: &People<'_>, input: &PlanInput<'_>, proposed: &[Proposed]) -> Vec<Broken> {
    let recorded = input
        .registry
        .links
        .iter()
        .filter_map(|link| people.known_node(link.child).zip(people.known_node(link.parent)));
    let edges: Vec<(Node, Node)> = proposed.iter().map(|link| (link.child, link.parent)).chain(recorded).collect();
    let graph = Graph::new(people.len(), &edges);
    let component = graph.components();
    let mut paths: HashMap<usize, (usize, String)> = HashMap::new();
    let mut broken = Vec::new();
    for link in
        proposed.iter().filter(|link| component[link.child] == component[link.parent] && link.child != link.parent)
    {
        let (count, shared) = paths.entry(component[link.child]).or_default();
        *count += 1;
        if *count <= MAX_PATHS {
            *shared = describe(people, &graph.path(link.parent, link.child, &component));
        }
        broken.push(Broken { row: link.row, place: link.place, message: shared.clone() });
    }
    broken
}

/// `path` leads from a parent up to the child again.
fn describe(people: &People<'_>, path: &[Node]) -> String {
    let child = path.last().map(|node| people.label(*node)).unwrap_or_default();
    let parent = path.first().map(|node| people.label(*node)).unwrap_or_default();
    let mut names: Vec<String> = path.iter().take(MAX_NAMES).map(|node| people.label(*node)).collect();
    if path.len() > MAX_NAMES {
        names.push(format!("… ({} more)", path.len() - MAX_NAMES));
        names.push(child.clone());
    }
    format!(
        "{parent} can't be a parent of {child}: it would be its own ancestor ({child} ← {}). None of the links of this loop was made.",
        names.join(" ← ")
    )
}

/// Parents of each node, packed.
struct Graph {
    starts: Vec<usize>,
    parents: Vec<Node>,
}

impl Graph {
    fn new(nodes: usize, edges: &[(Node, Node)]) -> Self {
        let mut starts = vec![0usize; nodes + 1];
        for (child, _) in edges {
            starts[child + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut parents = vec![0; edges.len()];
        for (child, parent) in edges {
            parents[next[*child]] = *parent;
            next[*child] += 1;
        }
        Self { starts, parents }
    }

    fn parents(&self, node: Node) -> &[Node] {
        &self.parents[self.starts[node]..self.starts[node + 1]]
    }

    /// Tarjan's strongly connected components with a stack of our own: a pedigree may be 100,000 generations deep.
    fn components(&self) -> Vec<usize> {
        const NEW: usize = usize::MAX;
        let nodes = self.starts.len() - 1;
        let (mut order, mut low, mut component) = (vec![NEW; nodes], vec![0; nodes], vec![NEW; nodes]);
        let (mut open, mut calls): (Vec<Node>, Vec<(Node, usize)>) = (Vec::new(), Vec::new());
        let (mut time, mut found) = (0, 0);
        for root in 0..nodes {
            if order[root] != NEW {
                continue;
            }
            calls.push((root, 0));
            while let Some((node, edge)) = calls.pop() {
                if edge == 0 {
                    order[node] = time;
                    low[node] = time;
                    time += 1;
                    open.push(node);
                }
                if let Some(parent) = self.parents(node).get(edge).copied() {
                    calls.push((node, edge + 1));
                    if order[parent] == NEW {
                        calls.push((parent, 0));
                    } else if component[parent] == NEW {
                        low[node] = low[node].min(order[parent]);
                    }
                    continue;
                }
                if low[node] == order[node] {
                    while let Some(member) = open.pop() {
                        component[member] = found;
                        if member == node {
                            break;
                        }
                    }
                    found += 1;
                }
                if let Some((caller, _)) = calls.last() {
                    low[*caller] = low[*caller].min(low[node]);
                }
            }
        }
        component
    }

    /// The shortest way from `from` up to `to` within their component, both included.
    fn path(&self, from: Node, to: Node, component: &[usize]) -> Vec<Node> {
        let mut came_from: HashMap<Node, Node> = HashMap::from([(from, from)]);
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            if node == to {
                break;
            }
            for parent in self.parents(node) {
                if component[*parent] == component[from] && !came_from.contains_key(parent) {
                    came_from.insert(*parent, node);
                    queue.push_back(*parent);
                }
            }
        }
        let mut path = vec![to];
        let mut node = to;
        while node != from {
            let Some(before) = came_from.get(&node) else { break };
            node = *before;
            path.push(node);
        }
        path.reverse();
        path
    }
}
