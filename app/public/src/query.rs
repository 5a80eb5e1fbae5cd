//! A search as an address: every facet is a link, so it works without JavaScript and can be shared.

use leptos_router::params::ParamsMap;
use repti_model::{
    animal::{Origin, Sex},
    genotype::GeneFilter,
    public::{PublicQuery, PublicSort},
};

/// The facets by their names in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    Taxon,
    Sex,
    Origin,
    Gene,
}

/// The search that an address asks for; words that name nothing are left out.
pub fn read(params: &ParamsMap) -> PublicQuery {
    let all = |name: &str| params.get_all(name).unwrap_or_default();
    PublicQuery {
        q: params.get("q").unwrap_or_default().trim().to_owned(),
        taxon: all("taxon"),
        sex: all("sex").iter().filter_map(|word| word.parse().ok()).collect(),
        origin: all("origin").iter().filter_map(|word| word.parse().ok()).collect(),
        gene: all("gene").iter().filter_map(|word| word.parse().ok()).take(GeneFilter::MOST).collect(),
        sort: params.get("sort").and_then(|word| word.parse().ok()).unwrap_or_default(),
    }
}

/// The address of a search, at a page of it.
pub fn href(query: &PublicQuery, cursor: Option<&str>) -> String {
    let genes: Vec<String> = query.gene.iter().map(ToString::to_string).collect();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    if !query.q.is_empty() {
        pairs.push(("q", &query.q));
    }
    pairs.extend(query.taxon.iter().map(|taxon| ("taxon", taxon.as_str())));
    pairs.extend(query.sex.iter().map(|sex| ("sex", sex.as_str())));
    pairs.extend(query.origin.iter().map(|origin| ("origin", origin.as_str())));
    pairs.extend(genes.iter().map(|gene| ("gene", gene.as_str())));
    if query.sort != PublicSort::default() {
        pairs.push(("sort", query.sort.as_str()));
    }
    pairs.extend(cursor.map(|cursor| ("after", cursor)));
    app_ui::with_params("/search", &pairs)
}

/// The search with one value of a facet chosen, or given up when it was.
pub fn toggled(query: &PublicQuery, facet: Facet, value: &str) -> PublicQuery {
    fn flip<T: PartialEq>(all: &mut Vec<T>, one: T) {
        match all.iter().position(|known| *known == one) {
            Some(index) => {
                all.remove(index);
            }
            None => all.push(one),
        }
    }
    let mut next = query.clone();
    match facet {
        Facet::Taxon => flip(&mut next.taxon, value.to_owned()),
        Facet::Sex => value.parse::<Sex>().into_iter().for_each(|sex| flip(&mut next.sex, sex)),
        Facet::Origin => value.parse::<Origin>().into_iter().for_each(|origin| flip(&mut next.origin, origin)),
        Facet::Gene => {
            if let Ok(wanted) = value.parse::<GeneFilter>() {
                // A gene is asked for in one way at a time.
                let had = next.gene.contains(&wanted);
                next.gene.retain(|known| known.gene() != wanted.gene());
                if !had {
                    next.gene.push(wanted);
                }
            }
        }
    }
    next
}

/// The search without any value of a facet.
pub fn without(query: &PublicQuery, facet: Facet) -> PublicQuery {
    let mut next = query.clone();
    match facet {
        Facet::Taxon => next.taxon.clear(),
        Facet::Sex => next.sex.clear(),
        Facet::Origin => next.origin.clear(),
        Facet::Gene => next.gene.clear(),
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_every_word_and_nothing_of_its_own() {
        let query = PublicQuery { q: "50% het & #1".into(), sex: vec![Sex::Female], ..PublicQuery::default() };
        assert_eq!(href(&query, None), "/search?q=50%25+het+%26+%231&sex=female");
        let sorted = PublicQuery { sort: PublicSort::Eldest, ..PublicQuery::default() };
        assert_eq!(href(&sorted, None), "/search?sort=eldest");
        assert_eq!(href(&PublicQuery::default(), Some("ab")), "/search?after=ab");
    }

    #[test]
    fn choosing_a_value_twice_gives_it_up() {
        let chosen = toggled(&PublicQuery::default(), Facet::Taxon, "boa");
        assert_eq!(chosen.taxon, ["boa"]);
        assert_eq!(toggled(&chosen, Facet::Taxon, "boa"), PublicQuery::default());
        assert_eq!(toggled(&chosen, Facet::Sex, "hen"), chosen);
    }

    #[test]
    fn a_gene_is_asked_for_in_one_way_at_a_time() {
        let clown = toggled(&PublicQuery::default(), Facet::Gene, "clown");
        let het = toggled(&clown, Facet::Gene, "clown:het");
        assert_eq!(href(&het, None), "/search?gene=clown%3Ahet");
        assert_eq!(toggled(&het, Facet::Gene, "clown:het"), PublicQuery::default());
        let two = toggled(&het, Facet::Gene, "yellow-belly");
        assert_eq!(href(&two, None), "/search?gene=clown%3Ahet&gene=yellow-belly");
        assert_eq!(without(&two, Facet::Gene), PublicQuery::default());
        assert_eq!(toggled(&clown, Facet::Gene, "%"), clown);
    }
}
