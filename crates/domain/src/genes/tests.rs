use super::*;
use repti_model::genes::{CrossLine, GeneCross, GeneLink, GeneRisk};
use std::collections::HashSet;

/// Every gene's page with the slug of its species.
fn pages() -> Vec<repti_model::genes::GenePage> {
    let genes = species::all().iter().flat_map(|species| species.genes());
    let page = |found: Found| gene(&found.species.slug, &gene_link(found.allele).slug).unwrap();
    genes.map(page).collect()
}

fn lines(cross: &GeneCross) -> Vec<String> {
    let line = |line: &CrossLine| {
        let words = [line.sex.as_str(), &line.eggs, &line.look, &line.carries].map(str::to_owned);
        let dead = line.lethal.then(|| "dies".to_owned());
        words.into_iter().chain(line.living.clone()).chain(dead).filter(|word| !word.is_empty()).collect::<Vec<_>>()
    };
    cross.lines.iter().map(|row| line(row).join(" ")).collect()
}

fn cross_of(taxon: &str, gene_slug: &str, title: &str) -> Vec<String> {
    let page = gene(taxon, gene_slug).unwrap();
    let found = page.crosses.iter().find(|cross| cross.title == title);
    lines(found.unwrap_or_else(|| panic!("{title} is none of {:?}", page.crosses)))
}

#[test]
fn nine_species_have_the_slugs_of_the_registry() {
    let slugs: Vec<&str> = species::all().iter().map(|species| species.slug.as_str()).collect();
    let known = [
        "ball-python",
        "corn-snake",
        "western-hognose",
        "boa",
        "leopard-gecko",
        "crested-gecko",
        "bearded-dragon",
        "carpet-python",
        "reticulated-python",
    ];
    assert_eq!(slugs, known);
    let boa = taxon("boa", None).unwrap().taxon;
    assert_eq!((boa.name.as_str(), boa.scientific_name.as_str()), ("Boa", "Boa imperator"));
    assert!(taxon("zw-species", None).is_none() && taxon("", None).is_none());
}

#[test]
fn every_page_has_an_address_of_its_own_and_answers() {
    let paths = addresses();
    let once: HashSet<&String> = paths.iter().collect();
    assert_eq!(once.len(), paths.len(), "an address stands twice");
    assert!(paths.len() > 280, "{}", paths.len());
    for path in &paths {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-/".contains(&byte);
        assert!(path.bytes().all(allowed), "{path}");
        let parts: Vec<&str> = path.split('/').skip(2).collect();
        let there = match parts.as_slice() {
            [] => true,
            [of] => taxon(of, None).is_some(),
            [of, "combos", slug] => combo(of, slug).is_some(),
            [of, slug] => gene(of, slug).is_some(),
            _ => false,
        };
        assert!(there, "{path}");
    }
    assert!(gene("ball-python", "no-such-gene").is_none() && combo("ball-python", "clown").is_none());
}

#[test]
fn lists_and_pages_link_to_what_there_is() {
    for species in species::all() {
        let list = taxon(&species.slug, None).unwrap();
        let grouped: usize = list.groups.iter().map(|group| group.genes.len()).sum();
        assert_eq!(grouped + list.singles.len(), list.taxon.genes as usize, "{}", species.slug);
        assert_eq!(list.counts.iter().map(|(_, count)| count).sum::<u32>(), list.taxon.genes);
        let there = |link: &GeneLink| gene(&species.slug, &link.slug).is_some();
        let tagged = |link: &GeneLink| list.tags.iter().any(|tag| tag.link == *link);
        for card in &list.combos {
            let page = combo(&species.slug, &card.link.slug).unwrap();
            let parts = page.card.parts.iter().chain(page.others.iter().flatten());
            for part in parts {
                assert!(part.genes.iter().all(there) && !part.words.is_empty(), "{}: {part:?}", card.link.name);
            }
            assert!(page.card.tags.iter().all(tagged), "{}", card.link.name);
            assert!(!page.sources.is_empty(), "{}", card.link.name);
        }
    }
    for page in pages() {
        let of = page.taxon.slug.as_str();
        let there = |link: &GeneLink| gene(of, &link.slug).is_some();
        let name = &page.card.link.name;
        assert!(!page.sources.is_empty() && !page.summary.is_empty() && !page.crosses.is_empty(), "{name}");
        assert!(page.combos.iter().all(|card| combo(of, &card.link.slug).is_some()), "{name}");
        assert!(page.namesakes.iter().flat_map(|(_, links)| links).all(there), "{name}");
        assert!(page.linked.iter().all(|(link, _)| there(link)), "{name}");
        let complex = page.complex.iter();
        assert!(complex.flat_map(|complex| &complex.mates).all(|mate| there(&mate.gene.link)), "{name}");
        assert_eq!(page.card.risk, page.rules.first().map(|rule| rule.risk), "{name}");
    }
}

#[test]
fn a_recessive_gives_a_quarter_and_sixty_six_per_cent() {
    assert_eq!(cross_of("ball-python", "clown", "het Clown × het Clown"), ["75% Normal 66% het Clown", "25% Clown"]);
    assert_eq!(cross_of("ball-python", "clown", "Visual Clown × het Clown"), ["50% Clown", "50% Normal het Clown"]);
    assert_eq!(cross_of("ball-python", "clown", "Visual Clown × Normal"), ["100% Normal het Clown"]);
    assert_eq!(cross_of("ball-python", "clown", "het Clown × Normal"), ["100% Normal 50% het Clown"]);
}

#[test]
fn what_shows_in_one_copy_has_a_form_of_two() {
    let rows = cross_of("ball-python", "yellow-belly", "Yellow Belly × Yellow Belly");
    assert_eq!(rows, ["50% Yellow Belly", "25% Normal", "25% Ivory"]);
    assert_eq!(cross_of("ball-python", "pastel", "Super Pastel × Normal"), ["100% Pastel"]);
    let rows = cross_of("ball-python", "leopard", "Leopard (one copy) × Leopard (one copy)");
    assert_eq!(rows, ["75% Leopard 33% two copies", "25% Normal"]);
}

#[test]
fn what_does_not_live_is_told_of_eggs_and_of_the_living() {
    let page = gene("ball-python", "spider").unwrap();
    assert_eq!(page.card.risk, Some(GeneRisk::Lethal));
    let titles: Vec<&str> = page.crosses.iter().map(|cross| cross.title.as_str()).collect();
    assert_eq!(titles, ["Spider (one copy) × Normal", "Spider (one copy) × Spider (one copy)"]);
    let rows = lines(&page.crosses[1]);
    assert_eq!(
        rows,
        ["50% Spider one copy 66%", "25% Normal 33%", "25% Spider two copies dies"],
        "living shares add up without the dead"
    );
    let compound = page.complex.unwrap().mates.into_iter().find(|mate| mate.gene.link.slug == "champagne").unwrap();
    assert!(compound.lethal);
    let once = page.rules.iter().filter(|rule| rule.text.contains("Champagne")).count();
    assert_eq!(once, 1, "a pair that two rules find deadly is told once: {:?}", page.rules);
}

#[test]
fn a_maker_passes_it_to_one_sex() {
    let page = gene("ball-python", "banana").unwrap();
    assert!(page.recombination.starts_with("2.5%"), "{}", page.recombination);
    let rows = cross_of("ball-python", "banana", "Banana male (female maker) × Normal");
    assert_eq!(rows, ["Females 48% Banana", "Females 1% Normal", "Males 48% Normal", "Males 1% Banana"]);
}

#[test]
fn complexes_series_and_masks_are_told() {
    let mojave = gene("ball-python", "mojave").unwrap();
    let complex = mojave.complex.unwrap();
    assert_eq!(complex.name, "BluEL complex");
    let mystic = complex.mates.iter().find(|mate| mate.gene.link.slug == "mystic").unwrap();
    assert_eq!(mystic.combo.as_ref().unwrap().name, "Mystic Potion");
    assert!(mojave.masks.iter().any(|mask| mask.hides && mask.hidden == ["every other gene"]));
    let stripe = gene("corn-snake", "stripe").unwrap().complex.unwrap();
    assert_eq!(stripe.series.iter().map(|link| link.name.as_str()).collect::<Vec<_>>(), ["Motley", "Stripe"]);
    assert_eq!(stripe.mates[0].together, "Motley");
    let albino = gene("ball-python", "albino").unwrap().complex.unwrap();
    assert_eq!(albino.name, "Albino complex (TYR)");
    let hypo = gene("corn-snake", "hypo").unwrap();
    assert!(hypo.masks.iter().any(|mask| !mask.hides && mask.when[0].contains("Amelanistic")), "{:?}", hypo.masks);
}

#[test]
fn a_filter_keeps_the_counts_and_leaves_the_rest_out() {
    let all = taxon("corn-snake", None).unwrap();
    let dominant = taxon("corn-snake", Some(GeneInheritance::Dominant)).unwrap();
    assert_eq!(all.counts, dominant.counts);
    assert_eq!(dominant.singles.iter().map(|card| card.link.name.as_str()).collect::<Vec<_>>(), ["Tessera"]);
    assert!(dominant.combos.is_empty() && dominant.tags.is_empty() && !all.tags.is_empty());
}

#[test]
fn names_aliases_combos_and_tags_are_found() {
    let first = |q: &str| index(q).hits.first().map(|hit| (hit.path.clone(), hit.alias.clone()));
    let path = |text: &str| text.to_owned();
    assert_eq!(first("clown"), Some((path("/genes/ball-python/clown"), None)));
    assert_eq!(first("yellowbelly"), Some((path("/genes/ball-python/yellow-belly"), None)));
    assert_eq!(first("coral glow"), Some((path("/genes/ball-python/banana"), Some("Coral Glow".to_owned()))));
    assert_eq!(first("bumblebee"), Some((path("/genes/ball-python/combos/bumblebee"), None)));
    assert_eq!(first("dalmatian"), Some((path("/genes/crested-gecko#dalmatian"), None)));
    assert_eq!(first("retic clown"), Some((path("/genes/reticulated-python/clown"), None)));
    assert_eq!(first("boa"), Some((path("/genes/boa"), None)));
    for nothing in ["", "   ", "🐍", "zzzzqqqq", "\0"] {
        assert_eq!(index(nothing).found, 0, "{nothing}");
    }
    assert_eq!(index("").taxa.len(), 9);
    assert!(index(&"a".repeat(100_000)).hits.is_empty());
}

#[test]
fn a_page_that_is_kept_is_the_one_that_was_made() {
    let first = gene("ball-python", "clown").unwrap();
    assert_eq!(gene("ball-python", "clown").unwrap(), first);
    assert_ne!(gene("ball-python", "pastel").unwrap().card.link, first.card.link);
}
