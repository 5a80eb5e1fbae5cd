//! Variable elimination both ways: a tree of tables in which every variable's marginal can be read.
//!
//! Upwards each bucket multiplies its tables, sums its variable out and hands the rest on (Elston & Stewart 1971 peel so in pedigrees
//! without loops; Cannings, Thompson & Skolnick 1978 with them; Dechter 1999 for any order). Downwards each bucket gives back the
//! marginal of what it got, divided by it (Jensen, Lauritzen & Olesen 1990), so that all posteriors cost twice what one does.

use super::{
    Arithmetic,
    table::{Table, size_of},
};

pub(super) struct Tree<N> {
    buckets: Vec<Bucket<N>>,
    /// The bucket of each variable.
    place: Vec<u32>,
    /// The product of the tables' total over all parts: the likelihood of the evidence. When scaled, only whether it is zero counts.
    pub(super) total: N,
    scaled: bool,
}

struct Bucket<N> {
    variable: u32,
    table: Table<N>,
    /// What was handed on, and the bucket that got it.
    up: Table<N>,
    parent: Option<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl<N: Arithmetic> Tree<N> {
    /// Eliminates in the order given. Tables over variables that aren't in it must have been left out. `None` when a number leaves the
    /// range of its type. `scaled` divides every message by its largest value.
    pub(super) fn up<'a>(
        sizes: &[u32],
        tables: impl Iterator<Item = &'a Table<N>>,
        order: &[u32],
        scaled: bool,
    ) -> Option<Self>
    where
        N: 'a,
    {
        let mut place = vec![NOWHERE; sizes.len()];
        for (at, &variable) in (0u32..).zip(order) {
            *place.get_mut(variable as usize)? = at;
        }
        let first = |scope: &[u32]| scope.iter().filter_map(|&one| place.get(one as usize).copied()).min();
        let mut own: Vec<Vec<&Table<N>>> = vec![Vec::new(); order.len()];
        let mut total = N::one();
        for table in tables {
            match first(&table.scope) {
                Some(at) => own.get_mut(at as usize)?.push(table),
                None => total = total.times(&table.total()?)?,
            }
        }
        let mut buckets: Vec<Bucket<N>> = Vec::with_capacity(order.len());
        let mut got: Vec<Vec<u32>> = vec![Vec::new(); order.len()];
        for (at, &variable) in (0u32..).zip(order) {
            let tables = own.get(at as usize)?;
            let messages = got.get(at as usize)?;
            let message = |from: &u32| buckets.get(*from as usize).map(|bucket: &Bucket<N>| &bucket.up);
            let all = || tables.iter().copied().chain(messages.iter().filter_map(message));
            let mut scope: Vec<u32> = all().flat_map(|table| table.scope.iter().copied()).chain([variable]).collect();
            scope.sort_unstable();
            scope.dedup();
            let mut table = Table::ones(sizes, scope);
            for factor in all() {
                table.multiply(sizes, factor)?;
            }
            let rest: Vec<u32> = table.scope.iter().copied().filter(|&other| other != variable).collect();
            let mut up = table.sum_to(sizes, &rest)?;
            if scaled {
                up.scale()?;
            }
            let parent = first(&rest);
            match parent {
                Some(parent) => got.get_mut(parent as usize)?.push(at),
                None => total = total.times(&up.total()?)?,
            }
            buckets.push(Bucket { variable, table, up, parent });
        }
        Some(Self { buckets, place, total, scaled })
    }

    /// Turns each bucket's table into the joint probability of its variables and the evidence of its part.
    pub(super) fn down(&mut self, sizes: &[u32]) -> Option<()> {
        for at in (0..self.buckets.len()).rev() {
            let (earlier, later) = self.buckets.split_at_mut(at + 1);
            let Some(bucket) = earlier.last_mut() else { continue };
            let Some(parent) = bucket.parent else { continue };
            // A parent stands later in the order, and is done already.
            let parent = later.get((parent as usize).checked_sub(at + 1)?)?;
            let mut message = parent.table.sum_to(sizes, &bucket.up.scope)?;
            for (value, sent) in message.values.iter_mut().zip(&bucket.up.values) {
                // Nothing comes back where nothing was sent.
                *value = if sent.is_zero() { N::zero() } else { value.over(sent)? };
            }
            bucket.table.multiply(sizes, &message)?;
            if self.scaled {
                bucket.table.scale()?;
            }
        }
        Some(())
    }

    /// P(variables | evidence) after [`Tree::down`], for one variable or two that stand together in a table. In the order given.
    pub(super) fn marginal(&self, sizes: &[u32], variables: &[u32]) -> Option<Vec<N>> {
        let places = variables.iter().map(|&variable| self.place.get(variable as usize).copied());
        let bucket = self.buckets.get(places.collect::<Option<Vec<u32>>>()?.into_iter().min()? as usize)?;
        let mut sorted = variables.to_vec();
        sorted.sort_unstable();
        if sorted.iter().any(|variable| bucket.table.scope.binary_search(variable).is_err()) {
            return None;
        }
        let table = bucket.table.sum_to(sizes, &sorted)?;
        let total = table.total()?;
        let values = table.values.iter().map(|value| value.over(&total)).collect::<Option<Vec<N>>>()?;
        match variables {
            [one, other] if one > other => Some(turned(&values, size_of(sizes, *other), size_of(sizes, *one))),
            _ => Some(values),
        }
    }

    /// The buckets' variables and tables, each before the buckets that depend on it.
    pub(super) fn roots_first(&self) -> impl Iterator<Item = (u32, &Table<N>)> {
        self.buckets.iter().rev().map(|bucket| (bucket.variable, &bucket.table))
    }
}

/// Rows and columns changed about.
pub(super) fn turned<N: Clone>(values: &[N], rows: usize, columns: usize) -> Vec<N> {
    (0..columns)
        .flat_map(|column| (0..rows).map(move |row| row * columns + column))
        .filter_map(|at| values.get(at).cloned())
        .collect()
}
