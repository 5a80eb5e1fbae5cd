use super::*;

fn ask(taxon: &str, sire: &str, dam: &str, eggs: u32) -> Answer {
    let question = Question { taxon: taxon.to_owned(), sire: sire.to_owned(), dam: dam.to_owned(), eggs };
    Calculator::seeded(taxon).unwrap().answer(&question)
}

fn forecast(taxon: &str, sire: &str, dam: &str, eggs: u32) -> Forecast {
    let answer = ask(taxon, sire, dam, eggs);
    answer.forecast.unwrap_or_else(|| panic!("{:?} {:?} {:?}", answer.sire.hints, answer.dam.hints, answer.refused))
}

#[test]
fn uncertain_parents_are_mixed_before_anything_is_conditioned_on() {
    let forecast = forecast("Ball python", "66% het Clown", "het Clown", 6);
    let rows: Vec<_> = forecast.young.iter().map(|young| (young.name.as_str(), young.per_egg.text.as_str())).collect();
    assert_eq!(rows, [("60% het Clown", "5/6"), ("Clown", "1/6")]);
}

#[test]
fn eggs_of_one_clutch_depend_on_what_the_parents_really_are() {
    let forecast = forecast("Ball python", "66% het Clown", "Clown", 6);
    let clown = forecast.young.iter().find(|young| young.name == "Clown").unwrap();
    // Σ prior·(1 − (1 − v)ⁿ) = 2/3·63/64 = 21/32, not 1 − (2/3)⁶.
    assert!((clown.clutch.unwrap() - 21.0 / 32.0).abs() < 1e-12);
    let class = forecast.genes[0].classes.iter().find(|class| !class.plain).unwrap();
    assert!((class.clutch.unwrap() - 21.0 / 32.0).abs() < 1e-12);
}

#[test]
fn kinds_sum_to_one_and_what_dies_stands_last() {
    let forecast = forecast("Ball python", "Spider Pastel", "Spider", 0);
    let sum: f64 = forecast.young.iter().map(|young| young.per_egg.p).sum();
    assert!((sum - 1.0).abs() < 1e-12);
    let last = forecast.young.last().unwrap();
    assert!(last.lethal && last.per_survivor.is_none());
    assert_eq!(forecast.viable.text, "3/4");
    assert!(forecast.concerns.iter().any(|concern| concern.per_egg.text == "1/4"));
    assert!(forecast.young.iter().all(|young| young.clutch.is_none()));
}

#[test]
fn an_error_in_a_text_leaves_the_forecast_out_and_offers_the_whole_text_mended() {
    let answer = ask("Ball python", "Pastel Clwn", "Normal", 6);
    assert!(answer.forecast.is_none() && !answer.sire.is_sound() && answer.dam.is_sound());
    let hint = &answer.sire.hints[0];
    assert_eq!((hint.weight, hint.code.as_str()), (Weight::Error, "unknown-gene"));
    assert!(hint.choices.contains(&("clown".to_owned(), "Pastel clown".to_owned())), "{:?}", hint.choices);
}

#[test]
fn a_text_of_the_other_sex_is_refused() {
    let answer = ask("Ball python", "0.1 Pastel", "Normal", 6);
    assert_eq!(answer.sire.hints[0].code, "other-sex");
    assert!(answer.forecast.is_none());
}

#[test]
fn an_empty_text_is_a_normal_animal() {
    let forecast = forecast("Ball python", "", "  ", 6);
    assert_eq!(forecast.young.len(), 1);
    assert_eq!((forecast.young[0].name.as_str(), forecast.young[0].per_egg.text.as_str()), ("Normal", "1"));
}

#[test]
fn sexes_that_differ_are_told_apart_and_the_maker_is_said() {
    let forecast = forecast("Ball python", "Banana male maker", "Normal", 4);
    assert!(forecast.by_sex);
    let of =
        |sex| forecast.young.iter().filter(|young| young.sex == Some(sex)).map(|young| young.per_egg.p).sum::<f64>();
    assert!((of(Sex::Female) - 0.5).abs() < 1e-12 && (of(Sex::Male) - 0.5).abs() < 1e-12);
    let sons =
        forecast.young.iter().find(|young| young.sex == Some(Sex::Male) && young.name.contains("Banana")).unwrap();
    assert!(sons.per_egg.p > 0.4, "{sons:?}");
}

#[test]
fn ten_genes_a_parent_are_answered_by_the_likeliest() {
    let text = "Pastel Enchi Spider het Clown Pied Ghost Albino, het Axanthic (VPI), Lavender Albino";
    let forecast = forecast("Ball python", text, text, 8);
    assert!(forecast.young.len() <= MOST_LISTED && forecast.unlisted > 0.0);
    assert!(forecast.young.windows(2).all(|pair| pair[0].per_egg.p >= pair[1].per_egg.p || pair[1].lethal));
}

#[test]
fn sixty_possible_hets_a_parent_are_answered_in_bounded_time() {
    let loci = &Catalogue::seeded().taxon("ball python").unwrap().loci;
    let genes: Vec<&str> = loci.iter().take(60).map(|locus| locus.alleles[0].name.as_str()).collect();
    let text = format!("66% het {}", genes.join(", 66% het "));
    let started = std::time::Instant::now();
    let forecast = forecast("Ball python", &text, &text, 6);
    assert_eq!(forecast.young.len(), MOST_LISTED);
    assert!(forecast.young[0].clutch.is_some(), "the likeliest has its odds, whatever comes after");
    // Half a second on a quiet machine, at the level of tests.
    assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn every_species_answers_and_hostile_texts_do_no_harm() {
    for taxon in &Catalogue::seeded().taxa {
        for text in ["", "🦎", &"het ".repeat(3000), "66% het", "\u{202e}x\0y", &"Pastel x Pastel ".repeat(50)] {
            let question = Question { taxon: String::new(), sire: text.into(), dam: text.into(), eggs: u32::MAX };
            let answer = Calculator::new(taxon).answer(&question);
            assert!(answer.forecast.is_none_or(|forecast| forecast.eggs <= MOST_EGGS));
        }
    }
}

#[test]
fn an_answer_survives_being_sent() {
    let answer = ask("Ball python", "Banana Pastel 66% het Clown", "Enchi het Clown", 6);
    let sent = serde_json::to_string(&answer).unwrap();
    let read: Answer = serde_json::from_str(&sent).unwrap();
    // A decimal may be read one bit off.
    let clutches = |answer: &Answer| {
        let forecast = answer.forecast.as_ref().unwrap();
        let classes = forecast.genes.iter().flat_map(|gene| &gene.classes).map(|class| class.clutch);
        forecast.young.iter().map(|young| young.clutch).chain(classes).map(Option::unwrap).collect::<Vec<f64>>()
    };
    assert!(clutches(&read).iter().zip(clutches(&answer)).all(|(read, own)| (read - own).abs() < 1e-15));
    let without = |mut answer: Answer| {
        let forecast = answer.forecast.as_mut().unwrap();
        forecast.young.iter_mut().for_each(|young| young.clutch = None);
        forecast.genes.iter_mut().flat_map(|gene| &mut gene.classes).for_each(|class| class.clutch = None);
        answer
    };
    assert_eq!(without(read), without(answer));
}

#[test]
fn a_goal_ranks_pairings_by_what_the_young_shall_have() {
    let calculator = Calculator::seeded("ball-python").unwrap();
    let goal = calculator.goal("Clown Pied").unwrap();
    let of = |sire: &str, dam: &str| {
        let (sire, dam) = (calculator.parent(sire, Sex::Male).unwrap(), calculator.parent(dam, Sex::Female).unwrap());
        calculator.prospect(&sire, &dam, Some(&goal), 6).unwrap()
    };
    assert_eq!(of("het Clown het Pied", "het Clown het Pied").per_egg.text, "1/16");
    assert_eq!(of("Clown het Pied", "Pied het Clown").per_egg.text, "1/4");
    assert_eq!(of("Clown", "Pastel").per_egg.text, "0");
    let spiders = of("Spider", "Spider");
    assert!((spiders.dies - 0.25).abs() < 1e-12 && spiders.suffers > 0.0);
    assert!(
        calculator.goal("66% het Clown").is_err() && calculator.goal("").is_err() && calculator.goal("Clwn").is_err()
    );
    // A goal of one copy is met by two as well.
    let pastel = calculator.goal("Pastel").unwrap();
    let pair = calculator.parent("Pastel", Sex::Male).unwrap();
    assert_eq!(calculator.prospect(&pair, &pair, Some(&pastel), 0).unwrap().per_egg.text, "3/4");
}
