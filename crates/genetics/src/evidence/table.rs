//! Tables over a few discrete variables, the factors of variable elimination.

use super::Arithmetic;

/// A function of the variables in `scope` (ascending). Values stand in the order of counting, the last variable fastest.
#[derive(Debug, Clone)]
pub(super) struct Table<N> {
    pub(super) scope: Vec<u32>,
    pub(super) values: Vec<N>,
}

/// How many states each variable has.
pub(super) type Sizes = [u32];

pub(super) fn size_of(sizes: &Sizes, variable: u32) -> usize {
    sizes.get(variable as usize).map_or(1, |&size| size as usize)
}

/// The number of values of a table over `scope`, saturating.
pub(super) fn volume(sizes: &Sizes, scope: &[u32]) -> usize {
    scope.iter().fold(1, |volume: usize, &variable| volume.saturating_mul(size_of(sizes, variable)))
}

/// Counts through the values of a table and tells for each where another table, over other variables, has its value.
pub(super) struct Walk {
    digits: Vec<(usize, usize, usize)>,
    offset: usize,
    left: usize,
}

impl Walk {
    /// Over all of `outer`, in its order; variables that `inner` doesn't have don't move the offset.
    pub(super) fn new(sizes: &Sizes, outer: &[u32], inner: &[u32]) -> Self {
        let strides = strides(sizes, inner);
        let stride =
            |variable: &u32| inner.binary_search(variable).ok().and_then(|at| strides.get(at)).copied().unwrap_or(0);
        let digits = outer.iter().map(|variable| (0, size_of(sizes, *variable), stride(variable))).collect();
        Self { digits, offset: 0, left: volume(sizes, outer) }
    }
}

impl Iterator for Walk {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let here = self.offset;
        for (digit, size, stride) in self.digits.iter_mut().rev() {
            *digit += 1;
            self.offset += *stride;
            if *digit < *size {
                break;
            }
            self.offset -= *stride * *size;
            *digit = 0;
        }
        Some(here)
    }
}

/// How far apart two values are that differ by one state of each variable.
pub(super) fn strides(sizes: &Sizes, scope: &[u32]) -> Vec<usize> {
    let mut strides = vec![1; scope.len()];
    let mut step = 1;
    for (stride, &variable) in strides.iter_mut().zip(scope).rev() {
        *stride = step;
        step *= size_of(sizes, variable);
    }
    strides
}

/// The places of a table's values in another, in runs along the first's last variable: how long a run is, how far apart its places are,
/// and a [`Walk`] over where each run starts.
fn runs(sizes: &Sizes, outer: &[u32], inner: &[u32]) -> (usize, usize, Walk) {
    match outer.split_last() {
        None => (1, 0, Walk::new(sizes, outer, inner)),
        Some((&last, rest)) => {
            let steps = strides(sizes, inner);
            let step = inner.binary_search(&last).ok().and_then(|at| steps.get(at)).copied().unwrap_or(0);
            (size_of(sizes, last).max(1), step, Walk::new(sizes, rest, inner))
        }
    }
}

impl<N: Arithmetic> Table<N> {
    /// One everywhere.
    pub(super) fn ones(sizes: &Sizes, scope: Vec<u32>) -> Self {
        let values = vec![N::one(); volume(sizes, &scope)];
        Self { scope, values }
    }

    /// Multiplies by a table over some of the same variables. `None` when a product leaves the range of the type.
    pub(super) fn multiply(&mut self, sizes: &Sizes, other: &Self) -> Option<()> {
        let (length, step, starts) = runs(sizes, &self.scope, &other.scope);
        for (run, start) in self.values.chunks_mut(length).zip(starts) {
            let factors = other.values.get(start..)?.iter().step_by(step.max(1));
            if step == 0 {
                let factor = other.values.get(start)?;
                for value in run {
                    *value = value.times(factor)?;
                }
            } else {
                for (value, factor) in run.iter_mut().zip(factors) {
                    *value = value.times(factor)?;
                }
            }
        }
        Some(())
    }

    /// Sums over the variables that aren't in `keep` (ascending, all of them in the scope).
    pub(super) fn sum_to(&self, sizes: &Sizes, keep: &[u32]) -> Option<Self> {
        let mut values = vec![N::zero(); volume(sizes, keep)];
        let (length, step, starts) = runs(sizes, &self.scope, keep);
        for (run, start) in self.values.chunks(length).zip(starts) {
            if step == 0 {
                let sum = values.get_mut(start)?;
                *sum = run.iter().try_fold(sum.clone(), |sum, value| sum.plus(value))?;
            } else {
                for (value, sum) in run.iter().zip(values.get_mut(start..)?.iter_mut().step_by(step)) {
                    *sum = sum.plus(value)?;
                }
            }
        }
        Some(Self { scope: keep.to_vec(), values })
    }

    /// The table with some variables held at a state: `held` tells which.
    pub(super) fn hold(&self, sizes: &Sizes, held: impl Fn(u32) -> Option<u32>) -> Self {
        if self.scope.iter().all(|&variable| held(variable).is_none()) {
            return self.clone();
        }
        let free: Vec<u32> = self.scope.iter().copied().filter(|&variable| held(variable).is_none()).collect();
        let steps = strides(sizes, &self.scope);
        let start: usize =
            self.scope.iter().zip(&steps).filter_map(|(&variable, step)| Some(held(variable)? as usize * step)).sum();
        let values = Walk::new(sizes, &free, &self.scope).map(|at| self.value(start + at)).collect();
        Self { scope: free, values }
    }

    /// The table with each variable reduced to the states in `keep` (ascending), renumbered from zero.
    pub(super) fn restrict(&self, sizes: &Sizes, keep: &[Vec<u32>]) -> Self {
        let steps = strides(sizes, &self.scope);
        let mut offsets = vec![0usize];
        for (&variable, step) in self.scope.iter().zip(&steps) {
            let states = keep.get(variable as usize).map_or(&[][..], Vec::as_slice);
            offsets = offsets
                .iter()
                .flat_map(|&base| states.iter().map(move |&state| base + state as usize * step))
                .collect();
        }
        Self { scope: self.scope.clone(), values: offsets.into_iter().map(|at| self.value(at)).collect() }
    }

    fn value(&self, at: usize) -> N {
        self.values.get(at).cloned().unwrap_or_else(N::zero)
    }

    /// Divides by the largest value, so that a long product of tables stays in range. Nothing changes where all is zero.
    pub(super) fn scale(&mut self) -> Option<()> {
        let largest =
            self.values.iter().map(N::approximate).zip(&self.values).max_by(|one, other| one.0.total_cmp(&other.0));
        let Some(largest) = largest.map(|(_, value)| value.clone()).filter(|value| !value.is_zero()) else {
            return Some(());
        };
        self.values.iter_mut().try_for_each(|value| {
            *value = value.over(&largest)?;
            Some(())
        })
    }

    /// The sum of all values.
    pub(super) fn total(&self) -> Option<N> {
        self.values.iter().try_fold(N::zero(), |sum, value| sum.plus(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_sums_and_slices_agree_with_the_definition() {
        let sizes = [2, 3, 2];
        let left = Table { scope: vec![0, 1], values: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0] };
        let right = Table { scope: vec![1, 2], values: vec![1.0, 10.0, 2.0, 20.0, 3.0, 30.0] };
        let mut product = Table::ones(&sizes, vec![0, 1, 2]);
        product.multiply(&sizes, &left).expect("in range");
        product.multiply(&sizes, &right).expect("in range");
        assert_eq!(product.values, [1., 10., 4., 40., 9., 90., 4., 40., 10., 100., 18., 180.]);
        assert_eq!(product.sum_to(&sizes, &[0, 2]).expect("in range").values, [14., 140., 32., 320.]);
        assert_eq!(product.sum_to(&sizes, &[]).expect("in range").values, [506.]);
        let held = product.hold(&sizes, |variable| (variable == 1).then_some(2));
        assert_eq!((held.scope, held.values), (vec![0, 2], vec![9., 90., 18., 180.]));
        let few = product.restrict(&sizes, &[vec![1], vec![0, 2], vec![0, 1]]);
        assert_eq!(few.values, [4., 40., 18., 180.]);
    }
}
