//! Cycles among parent links: no animal is its own ancestor.

use std::{collections::HashMap, hash::Hash};

/// The way round that a new link from `child` to `parent` would close, given the links (child, parent) among the ancestors of
/// `parent`: `child, parent, …, child`, each followed by one of its parents. The shortest such way; `None` when there is none.
pub fn cycle_through<T: Copy + Eq + Hash>(links: &[(T, T)], child: T, parent: T) -> Option<Vec<T>> {
    if child == parent {
        return Some(vec![child, child]);
    }
    let mut parents: HashMap<T, Vec<T>> = HashMap::with_capacity(links.len());
    for &(below, above) in links {
        parents.entry(below).or_default().push(above);
    }
    // Breadth first and without recursion: a pedigree may be ten thousand generations deep.
    let mut reached_from: HashMap<T, T> = HashMap::new();
    let mut frontier = vec![parent];
    while !frontier.is_empty() {
        let mut next = Vec::new();
        for node in frontier {
            for &above in parents.get(&node).map_or(&[][..], Vec::as_slice) {
                if above == parent || reached_from.contains_key(&above) {
                    continue;
                }
                reached_from.insert(above, node);
                if above == child {
                    // Back down to the parent, then turned round: child, parent, …, child.
                    let mut round = vec![child];
                    let mut at = child;
                    while let Some(&below) = reached_from.get(&at) {
                        round.push(below);
                        at = below;
                    }
                    round.push(child);
                    round.reverse();
                    return Some(round);
                }
                next.push(above);
            }
        }
        frontier = next;
    }
    None
}

/// Some cycle among links (child, parent), each animal followed by one of its parents and the first repeated at the end. For
/// checking a whole file of links at once, in time linear in their number.
pub fn find_cycle<T: Copy + Eq + Hash>(links: impl IntoIterator<Item = (T, T)>) -> Option<Vec<T>> {
    let mut index: HashMap<T, usize> = HashMap::new();
    let mut names: Vec<T> = Vec::new();
    let mut parents: Vec<Vec<usize>> = Vec::new();
    let mut number = |animal: T, parents: &mut Vec<Vec<usize>>, names: &mut Vec<T>| {
        *index.entry(animal).or_insert_with(|| {
            names.push(animal);
            parents.push(Vec::new());
            names.len() - 1
        })
    };
    for (child, parent) in links {
        let child = number(child, &mut parents, &mut names);
        let parent = number(parent, &mut parents, &mut names);
        parents[child].push(parent);
    }

    // Peel off, again and again, animals without parents left (Kahn). What can't be peeled has a parent that can't.
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
    let mut left: Vec<usize> = vec![0; names.len()];
    for (child, above) in parents.iter().enumerate() {
        left[child] = above.len();
        for &parent in above {
            children[parent].push(child);
        }
    }
    let mut free: Vec<usize> = (0..names.len()).filter(|&animal| left[animal] == 0).collect();
    let mut peeled = 0;
    while let Some(animal) = free.pop() {
        peeled += 1;
        for &child in &children[animal] {
            left[child] -= 1;
            if left[child] == 0 {
                free.push(child);
            }
        }
    }
    if peeled == names.len() {
        return None;
    }

    // Walk up among the rest until an animal comes round again.
    let mut at = (0..names.len()).find(|&animal| left[animal] > 0)?;
    let mut seen_at: HashMap<usize, usize> = HashMap::new();
    let mut path = Vec::new();
    loop {
        if let Some(&start) = seen_at.get(&at) {
            let mut cycle: Vec<T> = path[start..].iter().map(|&animal: &usize| names[animal]).collect();
            cycle.push(names[at]);
            return Some(cycle);
        }
        seen_at.insert(at, path.len());
        path.push(at);
        at = *parents[at].iter().find(|&&parent| left[parent] > 0)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Links name every step of a cycle that is claimed.
    fn is_real(cycle: &[u16], links: &[(u16, u16)]) -> bool {
        cycle.len() >= 2
            && cycle.first() == cycle.last()
            && cycle.windows(2).all(|step| links.contains(&(step[0], step[1])))
    }

    #[test]
    fn the_whole_way_round_is_named() {
        let links = [(2, 3), (3, 4), (4, 1), (3, 5)];
        assert_eq!(cycle_through(&links, 1, 2), Some(vec![1, 2, 3, 4, 1]));
        assert_eq!(cycle_through(&links, 5, 2), Some(vec![5, 2, 3, 5]));
        assert_eq!(cycle_through(&links, 9, 2), None);
        assert_eq!(cycle_through(&links, 7, 7), Some(vec![7, 7]));
        assert_eq!(cycle_through(&[(2, 1)], 1, 2), Some(vec![1, 2, 1]));
    }

    #[test]
    fn a_loop_by_inbreeding_is_no_cycle() {
        assert_eq!(find_cycle([(1, 2), (1, 3), (2, 4), (3, 4), (4, 5), (3, 5)]), None);
        assert_eq!(find_cycle([(1, 1)]), Some(vec![1, 1]));
    }

    #[test]
    fn ten_thousand_generations_are_walked_without_recursion() {
        let deep: Vec<(u32, u32)> = (0..10_000).map(|n| (n, n + 1)).collect();
        assert_eq!(find_cycle(deep.iter().copied()), None);
        assert_eq!(cycle_through(&deep, 10_000, 0).map(|path| path.len()), Some(10_002));
        assert_eq!(find_cycle(deep.into_iter().chain([(10_000, 0)])).map(|path| path.len()), Some(10_002));
    }

    proptest! {
        #[test]
        fn no_accepted_set_of_links_has_a_cycle(wanted in prop::collection::vec((0_u16..24, 0_u16..24), 0..120)) {
            let mut accepted: Vec<(u16, u16)> = Vec::new();
            for (child, parent) in wanted {
                match cycle_through(&accepted, child, parent) {
                    None => accepted.push((child, parent)),
                    Some(cycle) => {
                        let mut links = accepted.clone();
                        links.push((child, parent));
                        prop_assert_eq!((cycle[0], cycle[1]), (child, parent));
                        prop_assert!(is_real(&cycle, &links), "{:?}", cycle);
                        prop_assert!(find_cycle(links).is_some());
                    }
                }
                prop_assert_eq!(find_cycle(accepted.iter().copied()), None);
            }
        }

        #[test]
        fn a_cycle_that_is_found_is_real(links in prop::collection::vec((0_u16..12, 0_u16..12), 0..40)) {
            if let Some(cycle) = find_cycle(links.iter().copied()) {
                prop_assert!(is_real(&cycle, &links), "{:?}", cycle);
            }
        }
    }
}
