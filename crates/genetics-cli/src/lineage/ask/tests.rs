use super::*;

const LIMITS: PedigreeLimits = PedigreeLimits::SHARED;
/// Two full sibs, their young, and somebody else.
const SIBS: &str = "id,sire,dam\na,,\nb,,\nc,a,b\nd,a,b\ne,c,d\nf,,\n";

fn book(text: &str) -> Book {
    Book::of_csv(text.as_bytes(), Strictness::Refuse, LIMITS).unwrap()
}

fn row<'a>(id: &'a str, sire: &'a str, dam: &'a str) -> Row<'a> {
    Row { id, sire, dam, ..Row::default() }
}

fn wrong<T: std::fmt::Debug>(found: Result<T, Refusal>) -> Vec<(String, String)> {
    match found {
        Err(Refusal::Wrong(list)) => list.into_iter().map(|one| (one.field, one.reason)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn text_and_rows_give_the_same_figures() {
    let rows = [
        row("a", "", ""),
        row("b", "", ""),
        row("c", "a", "b"),
        row("d", "a", "b"),
        row("e", "c", "d"),
        row("f", "", ""),
    ];
    let expected = [("a", 0.0), ("b", 0.0), ("c", 0.0), ("d", 0.0), ("e", 0.25), ("f", 0.0)];
    for book in [book(SIBS), Book::of_rows(rows, LIMITS).unwrap()] {
        assert_eq!(book.inbreeding(&mut || true).unwrap(), expected);
        let pairs = [["c", "d"], ["e", "e"], ["f", "e"]].map(|pair| pair.map(str::to_owned));
        let found: Vec<f64> = book.kinship(&pairs, &mut || true).unwrap().iter().map(|one| one.kinship).collect();
        assert_eq!(found, [0.25, 0.625, 0.0]);
        let (ids, matrix) = book.matrix(&["e", "c"].map(str::to_owned), &mut || true).unwrap();
        assert_eq!((ids, matrix), (vec!["e", "c"], vec![vec![0.625, 0.375], vec![0.375, 0.5]]));
        assert_eq!(book.matrix(&[], &mut || true).unwrap().0.len(), 6);
        let measures = Measures { generations: 3, top: 2 };
        let all = book.metrics(&[], measures, &mut || true).unwrap();
        assert_eq!((&all["population"]["animals"], &all["references"][0]["reference"]), (&json!(6), &json!("all")));
        let youngest = book.metrics(&[Reference::Youngest], measures, &mut || true).unwrap();
        assert_eq!(youngest["references"][0]["mean_inbreeding"], 0.125);
        assert_eq!(youngest["references"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn what_is_wrong_is_named_by_the_place_that_the_asker_knows() {
    let cyclic = "id,sire,dam\nQueen,King,\nKing,Rook,\nRook,Queen,\nx,,\n";
    let found = wrong(book(cyclic).inbreeding(&mut || true));
    assert!(found[0].0 == "animals" && found[0].1.contains("King ← Rook ← Queen ← King"), "{found:?}");
    let measures = Measures { generations: 1, top: 1 };
    assert!(matches!(book(cyclic).metrics(&[], measures, &mut || true), Err(Refusal::Wrong(_))));
    let own = wrong(Book::of_rows([row("a", "", ""), row("b", "b", "a")], LIMITS).unwrap().inbreeding(&mut || true));
    assert_eq!(own[0].0, "animals[1]");
    assert_eq!(wrong(book("id,sire,dam\na,,\nb,b,a\n").inbreeding(&mut || true))[0].0, "line 3");
    assert_eq!(wrong(Book::of_csv(b"id,sire,dam\na,,\nb\n", Strictness::Refuse, LIMITS))[0].0, "line 3");
    assert_eq!(wrong(Book::of_csv(b"id;sire\n", Strictness::Refuse, LIMITS))[0].0, "line 1");
    assert_eq!(wrong(Book::of_csv(b"", Strictness::Refuse, LIMITS))[0].0, "animals");
    let pairs = [["a", "b"], ["a", "zz"]].map(|pair| pair.map(str::to_owned));
    let Err(Refusal::Wrong(list)) = book(SIBS).kinship(&pairs, &mut || true) else { panic!() };
    assert_eq!((list[0].entry.as_deref(), list[0].field.as_str()), (Some("zz"), "pairs[1]"));
}

#[test]
fn the_check_names_bad_rows_and_goes_on() {
    let text = "id,sire,dam\na,,\nb\nc,a,c\n";
    let book = Book::of_csv(text.as_bytes(), Strictness::Name, LIMITS).unwrap();
    let found = book.check(&mut || true).unwrap();
    assert_eq!((&found["sound"], &found["omitted"]), (&json!(false), &json!(0)));
    assert_eq!((&found["summary"]["animals"], &found["summary"]["blocking"]), (&json!(2), &json!(2)));
    let messages: Vec<&str> =
        found["faults"].as_array().unwrap().iter().filter_map(|one| one["message"].as_str()).collect();
    assert!(messages[0].contains("1 fields") && messages[1].contains("its own parent"), "{messages:?}");
    let few = PedigreeLimits { listed: 1, ..LIMITS };
    let short = Book::of_csv(text.as_bytes(), Strictness::Name, few).unwrap().check(&mut || true).unwrap();
    assert_eq!(short["faults"].as_array().map(Vec::len), Some(1));
    assert_eq!(short["omitted"].as_u64(), Some(messages.len() as u64 - 1));
    assert_eq!(self::book(SIBS).check(&mut || true).unwrap()["sound"], true);
}

#[test]
fn a_long_way_round_is_cut_short() {
    let count = 2_000;
    let ring: String = (0..count).map(|at| format!("animal{at},animal{},\n", (at + 1) % count)).collect();
    let text = format!("id,sire,dam\n{ring}");
    let found = book(&text).check(&mut || true).unwrap();
    let fault = &found["faults"][0];
    assert_eq!((&fault["code"], fault["path"].as_array().map(Vec::len)), (&json!("cycle"), Some(LONGEST_PATH)));
    assert!(fault["message"].as_str().is_some_and(|text| text.len() < 2_100 && text.ends_with('…')), "{fault}");
    assert!(wrong(book(&text).inbreeding(&mut || true))[0].1.ends_with('…'));
}

#[test]
fn limits_are_named() {
    let few = PedigreeLimits { animals: 5, ..LIMITS };
    let refused = Book::of_csv(SIBS.as_bytes(), Strictness::Refuse, few).unwrap_err();
    assert_eq!(refused, Refusal::TooMany { what: "rows", count: 6, limit: 5 });
    // Three rows that name six animals.
    let parents = "id,sire,dam\na,b,c\nd,e,f\n";
    let refused = Book::of_csv(parents.as_bytes(), Strictness::Refuse, few).unwrap_err();
    assert_eq!(refused, Refusal::TooMany { what: "animals", count: 6, limit: 5 });
    let refused = Book::of_rows([row("a", "b", "c"), row("d", "e", "f")], few).unwrap_err();
    assert_eq!(refused, Refusal::TooMany { what: "animals", count: 6, limit: 5 });
    let wide = vec!["x"; 65].join(",");
    assert!(matches!(
        Book::of_csv(wide.as_bytes(), Strictness::Refuse, LIMITS),
        Err(Refusal::TooMany { what: "columns", .. })
    ));
    let long = "x".repeat(201);
    assert_eq!(
        wrong(Book::of_csv(format!("id,sire,dam\n{long},,\n").as_bytes(), Strictness::Refuse, LIMITS))[0].0,
        "line 2"
    );
    assert_eq!(wrong(Book::of_rows([row("a", "", ""), row(&long, "", "")], LIMITS))[0].0, "animals[1]");
    let tight = PedigreeLimits { pairs: 1, matrix: 2, steps: 0, ..LIMITS };
    let book = |limits| Book::of_csv(SIBS.as_bytes(), Strictness::Refuse, limits).unwrap();
    assert_eq!(book(tight).inbreeding(&mut || true), Err(Refusal::TooMuchWork));
    let pairs = [["a", "b"], ["a", "c"]].map(|pair| pair.map(str::to_owned));
    assert!(matches!(
        book(tight).kinship(&pairs, &mut || true),
        Err(Refusal::TooMany { what: "pairs", count: 2, limit: 1 })
    ));
    assert!(matches!(book(tight).matrix(&[], &mut || true), Err(Refusal::TooMany { count: 6, limit: 2, .. })));
    assert_eq!(book(LIMITS).kinship(&pairs, &mut || false), Err(Refusal::Late));
    assert_eq!(book(LIMITS).matrix(&[], &mut || false).unwrap_err(), Refusal::Late);
}

/// Each question ends the work where it is asked, and none is left to ask after the last.
#[test]
fn what_nobody_waits_for_any_more_ends_between_its_parts() {
    // Long enough for several questions of whichever method is the quickest: two lines, bred to each other in each generation.
    let rows: String =
        (1..2_000).map(|at| format!("s{at},s{},d{}\nd{at},s{},d{}\n", at - 1, at - 1, at - 1, at - 1)).collect();
    let (measures, text) = (Measures { generations: 3, top: 2 }, format!("id,sire,dam\n{rows}"));
    let book = book(&text);
    type Ask<'a> = &'a mut dyn FnMut() -> bool;
    let works: [(&str, usize, &dyn Fn(Ask<'_>) -> Result<(), Refusal>); 3] = [
        ("check", 2, &|goes_on| book.check(goes_on).map(drop)),
        ("inbreeding", 3, &|goes_on| book.inbreeding(goes_on).map(drop)),
        ("metrics", 8, &|goes_on| book.metrics(&[], measures, goes_on).map(drop)),
    ];
    for (name, least, work) in works {
        let mut asked = 0;
        let mut count = || {
            asked += 1;
            true
        };
        assert_eq!(work(&mut count), Ok(()), "{name}");
        assert!(asked >= least, "{name} asks {asked} times");
        for until in 0..asked.min(12) {
            let mut left = until;
            let mut goes_on = || {
                let goes_on = left > 0;
                left = left.saturating_sub(1);
                goes_on
            };
            assert_eq!(work(&mut goes_on), Err(Refusal::Late), "{name} after {until}");
        }
    }
}
