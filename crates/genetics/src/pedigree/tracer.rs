//! Walking up from animals, each ancestor visited once and before its own parents.

use super::nodes::Nodes;

/// What is known of a node while walking; half a cache line, and never in two of them.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(32))]
struct Cell {
    parents: [u32; 2],
    /// Fraction of the walked animal's genes that comes through this node; 0 when it isn't reached or is done with.
    part: f64,
    /// The same for the animal that is held, times the Mendelian variance.
    held: f64,
    level: u32,
}

/// Where a walk begins: a node and the part of the animal's genes it stands for.
pub(super) type Seed = (u32, f64);

#[derive(Debug, Clone)]
pub(super) struct Tracer {
    cells: Vec<Cell>,
    mendelian: Vec<f64>,
    /// Nodes to be visited, those of level k from `start[k]` to `end[k]`. Level 0 is node 0 alone, level 1 are the founders.
    waiting: Vec<u32>,
    start: Vec<u32>,
    end: Vec<u32>,
    holding: Vec<u32>,
}

impl Tracer {
    pub(super) fn of(nodes: &Nodes) -> Self {
        let mut cells: Vec<Cell> = nodes.parents.iter().map(|&parents| Cell { parents, ..Cell::default() }).collect();
        let mut start = vec![0];
        for (level, range) in (1_u32..).zip(nodes.level.windows(2)) {
            cells[range[0] as usize..range[1] as usize].iter_mut().for_each(|cell| cell.level = level);
            // One place more than there are nodes, for what is written and not kept.
            start.push(range[0] + level);
        }
        let waiting = vec![0; nodes.len() + start.len() + 1];
        Self { mendelian: vec![0.0; cells.len()], cells, waiting, end: start.clone(), start, holding: Vec::new() }
    }

    pub(super) fn set_mendelian(&mut self, node: usize, variance: f64) {
        self.mendelian[node] = variance;
    }

    pub(super) fn mendelian(&self, node: usize) -> f64 {
        self.mendelian[node]
    }

    /// Hands `part` to a node, which is put on its level's list if it isn't there. No branch: whether an ancestor was met before is a toss.
    #[inline(always)]
    fn reach(cells: &mut [Cell], waiting: &mut [u32], end: &mut [u32], node: u32, part: f64) {
        let cell = &mut cells[node as usize];
        let end = &mut end[cell.level as usize];
        waiting[*end as usize] = node;
        *end += u32::from(cell.part == 0.0);
        cell.part += part;
    }

    /// Walks up from `seeds`; `visit` is given each ancestor, the part that reaches it and what is held there. Returns how many there were.
    #[inline(always)]
    fn walk(&mut self, seeds: &[Seed], mut visit: impl FnMut(u32, f64, &mut f64)) -> usize {
        let (cells, waiting, end) = (&mut self.cells[..], &mut self.waiting[..], &mut self.end[..]);
        let mut top = 0;
        for &(node, part) in seeds {
            Self::reach(cells, waiting, end, node, part);
            top = top.max(cells[node as usize].level as usize);
        }
        let mut visits = 0;
        for level in (1..=top).rev() {
            let (first, last) = (self.start[level], end[level]);
            end[level] = first;
            visits += (last - first) as usize;
            for at in first..last {
                let node = waiting[at as usize];
                let cell = &mut cells[node as usize];
                let part = cell.part;
                cell.part = 0.0;
                visit(node, part, &mut cell.held);
                if level > 1 {
                    let parents = cell.parents;
                    // Unknown parents are walked to like others, into cell 0, instead of being asked for each time.
                    Self::reach(cells, waiting, end, parents[0], 0.5 * part);
                    Self::reach(cells, waiting, end, parents[1], 0.5 * part);
                }
            }
        }
        end[0] = 0;
        cells[0].part = 0.0;
        visits
    }

    /// Numerator relationship of two animals by one walk up from both. When a good part of the pedigree turns out to be their ancestors, the rest is
    /// swept without lists. Lets go of what was held.
    pub(super) fn relationship(&mut self, one: &[Seed], other: &[Seed]) -> f64 {
        self.release();
        let mut top = 0;
        for (seeds, side) in [(one, [1.0, 0.0]), (other, [0.0, 1.0])] {
            for &(node, part) in seeds {
                self.reach_by(node, [side[0] * part, side[1] * part]);
                top = top.max(self.cells[node as usize].level as usize);
            }
        }
        let dense = self.cells.len() / 8;
        let (mut visits, mut sum) = (0, 0.0);
        for level in (1..=top).rev() {
            if visits > dense {
                sum += self.sweep(level);
                break;
            }
            let (first, last) = (self.start[level], self.end[level]);
            self.end[level] = first;
            visits += (last - first) as usize;
            for at in first..last {
                let node = self.waiting[at as usize];
                sum += self.expand(node as usize);
            }
        }
        self.end[0] = 0;
        (self.cells[0].part, self.cells[0].held) = (0.0, 0.0);
        sum
    }

    /// Parts of two animals at once: the second lies where otherwise the held one's is.
    fn reach_by(&mut self, node: u32, [part, other]: [f64; 2]) {
        let cell = &mut self.cells[node as usize];
        let end = &mut self.end[cell.level as usize];
        self.waiting[*end as usize] = node;
        *end += u32::from(cell.part == 0.0 && cell.held == 0.0);
        cell.part += part;
        cell.held += other;
    }

    fn expand(&mut self, node: usize) -> f64 {
        let cell = &mut self.cells[node];
        let (part, other, parents) = (cell.part, cell.held, cell.parents);
        (cell.part, cell.held) = (0.0, 0.0);
        for parent in parents {
            self.reach_by(parent, [0.5 * part, 0.5 * other]);
        }
        part * other * self.mendelian[node]
    }

    /// The rest of a walk by two, from a level up, through all nodes there are.
    fn sweep(&mut self, level: usize) -> f64 {
        let first_above = self.start.get(level + 1).map_or(self.cells.len(), |&start| start as usize - (level + 1));
        self.end[..=level].copy_from_slice(&self.start[..=level]);
        let mut sum = 0.0;
        for node in (1..first_above).rev() {
            let cell = &mut self.cells[node];
            let (part, other, parents) = (cell.part, cell.held, cell.parents);
            if part == 0.0 && other == 0.0 {
                continue;
            }
            (cell.part, cell.held) = (0.0, 0.0);
            sum += part * other * self.mendelian[node];
            for parent in parents {
                let above = &mut self.cells[parent as usize];
                above.part += 0.5 * part;
                above.held += 0.5 * other;
            }
        }
        sum
    }

    fn release(&mut self) {
        for node in std::mem::take(&mut self.holding) {
            self.cells[node as usize].held = 0.0;
        }
    }

    /// Keeps the ancestors of an animal to compare others with. Lets go of those held before.
    pub(super) fn hold(&mut self, seeds: &[Seed]) {
        let mut holding = std::mem::take(&mut self.holding);
        for node in holding.drain(..) {
            self.cells[node as usize].held = 0.0;
        }
        let mendelian = std::mem::take(&mut self.mendelian);
        self.walk(seeds, |node, part, held| {
            *held = part * mendelian[node as usize];
            holding.push(node);
        });
        (self.mendelian, self.holding) = (mendelian, holding);
    }

    /// Has a young of those held be held itself, or not any more. Full sibs differ in nothing else.
    pub(super) fn hold_young(&mut self, node: u32, is_held: bool) {
        self.cells[node as usize].held = if is_held { self.mendelian[node as usize] } else { 0.0 };
    }

    /// Numerator relationship of an animal with the one held.
    pub(super) fn relationship_to_held(&mut self, seeds: &[Seed]) -> f64 {
        let mut sum = 0.0;
        self.walk(seeds, |_, part, held| sum += part * *held);
        sum
    }

    /// How many ancestors a walk visits.
    pub(super) fn count(&mut self, seeds: &[Seed]) -> usize {
        self.walk(seeds, |_, _, _| {})
    }
}
