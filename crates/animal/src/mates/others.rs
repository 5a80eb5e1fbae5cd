//! Which of the animals that others have opened are ranked: all of them or, of very many, those that promise the most.

use crate::{
    Result,
    store::mate::{OpenAnimal, OpenGenes, Others, count_open, find_open, list_open, list_open_genes},
};
use repti_genetics::calculator::{Promise, Promised};
use repti_model::mates::Mates;
use sqlx::PgConnection;
use uuid::Uuid;

/// Those to be ranked, and how many there are.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) animals: Vec<OpenAnimal>,
    /// At most [`Mates::MOST_OPEN`] are counted.
    pub(super) open: usize,
}

/// By the genes that lists know of them, which costs a fraction of what reckoning with each would. Without a wish the newest.
pub(super) async fn choose(tx: &mut PgConnection, of: Others<'_>, promise: Option<&Promise>) -> Result<Chosen> {
    let bound = |most: usize| i64::try_from(most).unwrap_or(i64::MAX);
    let mut newest = list_open(tx, of, bound(Mates::MOST + 1)).await?;
    if newest.len() <= Mates::MOST {
        return Ok(Chosen { open: newest.len(), animals: newest });
    }
    let Some(promise) = promise else {
        newest.truncate(Mates::MOST);
        let open = count_open(tx, of, bound(Mates::MOST_OPEN)).await?;
        return Ok(Chosen { animals: newest, open: usize::try_from(open).unwrap_or(Mates::MOST_OPEN) });
    };
    let genes: Vec<String> = promise.genes().map(str::to_owned).collect();
    let known = list_open_genes(tx, of, &genes, bound(Mates::MOST_OPEN)).await?;
    let open = known.len();
    Ok(Chosen { animals: find_open(tx, of, &best(known, promise, Mates::MOST)).await?, open })
}

/// The most promising; of equal ones those that came first.
fn best(known: Vec<(Uuid, OpenGenes)>, promise: &Promise, most: usize) -> Vec<Uuid> {
    let promised =
        |genes: &OpenGenes| promise.of(genes.iter().map(|(gene, kind, percent)| (gene.as_str(), *kind, *percent)));
    let mut ranked: Vec<(Promised, Uuid)> = known.iter().map(|(id, genes)| (promised(genes), *id)).collect();
    ranked.sort_by(|(a, _), (b, _)| b.fits.total_cmp(&a.fits).then(b.brings.total_cmp(&a.brings)));
    ranked.into_iter().take(most).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_genetics::{calculator::Calculator, cross::Sex};
    use repti_model::genotype::GeneKind;

    #[test]
    fn the_most_promising_are_ranked_and_of_equal_ones_the_newest() {
        let calculator = Calculator::seeded("ball-python").unwrap();
        let goal = calculator.goal("Clown").unwrap();
        let own = calculator.parent("het Clown", Sex::Male).unwrap();
        let promise = calculator.promise(Some(&own), &goal);
        let gene = promise.genes().next().unwrap().to_owned();
        let has = |kind, percent| vec![(gene.clone(), kind, percent)];
        let known = [
            Vec::new(),
            has(GeneKind::Possible, 66),
            has(GeneKind::Het, 100),
            Vec::new(),
            has(GeneKind::Visual, 100),
            has(GeneKind::Het, 100),
        ];
        let known = (0_u128..).map(Uuid::from_u128).zip(known).collect();
        let found: Vec<u128> = best(known, &promise, 5).iter().map(Uuid::as_u128).collect();
        assert_eq!(found, [4, 2, 5, 1, 0]);
    }
}
