//! Whole papers: the same for the same words, readable by others' readers, and whole whatever stands in them.

use repti_paper::{
    Format,
    card::{self, Card},
    certificate::{self, Certificate, Parent},
    pedigree::{self, Ancestor, Pedigree, Tone},
};

fn ancestor(name: &str, depth: u8) -> Option<Box<Ancestor>> {
    let tones = [Tone::Declared, Tone::Recorded, Tone::Confirmed, Tone::Disputed];
    let words = ["Declared", "Record", "Confirmed", "Disputed"];
    let which = name.len() % 4;
    let parents = if depth == 0 {
        [None, None]
    } else {
        [ancestor(&format!("{name}s"), depth - 1), ancestor(&format!("{name}da"), depth - 1)]
    };
    Some(Box::new(Ancestor {
        name: name.to_owned(),
        code: format!("CR-{:03}", name.len()),
        morph: "Banana Pied 66% het Clown".into(),
        born: "2021".into(),
        breeder: "Cedar Ridge".into(),
        blank: false,
        state: format!("{} by the keeper", words[which]),
        short: words[which].into(),
        tone: tones[which],
        parents,
    }))
}

fn pedigree(generations: u8) -> Pedigree {
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    Pedigree {
        name: "Saffron".into(),
        morph: "Banana Pied het Clown".into(),
        species: "Ball python".into(),
        latin: "Python regius".into(),
        facts: vec![
            fact("Code", "CR-062"),
            fact("Sex", "Female"),
            fact("Inbreeding (F)", "6.25%; 62% of five generations known"),
        ],
        parents: [ancestor("Onyx", generations - 1), ancestor("Pearl", generations - 1)],
        generations,
        check: "https://example.org/animals/0193#pedigree".into(),
        logo: None,
        source: "Made from what everybody can see of the record.".into(),
        printed: "27 November 2026".into(),
        date: (2026, 11, 27),
    }
}

fn certificate() -> Certificate {
    let parent = |side: &str, name: &str| Parent {
        side: side.into(),
        name: name.into(),
        morph: "Pastel Clown".into(),
        state: "Confirmed by the other breeder".into(),
    };
    Certificate {
        name: "Saffron".into(),
        morph: "Banana Pied het Clown".into(),
        species: "Ball python".into(),
        latin: "Python regius".into(),
        issuer: "Cedar Ridge".into(),
        facts: ["Code", "Sex", "Hatched or born", "Origin", "Bred by", "Kept by"]
            .map(|label| (label.to_owned(), "CR-062".to_owned()))
            .into(),
        parents: [parent("Sire", "Onyx (CR-001)"), parent("Dam", "Pearl (CR-002)")],
        statement: "Cedar Ridge states that its record said this of the animal on 27 November 2026.".into(),
        logo: None,
        check: "https://example.org/check/AAAAAAAAAAAAAAAAAAAAAA".into(),
        code: "3F9A-22C1-08BE-77D0".into(),
        issued: "27 November 2026".into(),
        date: (2026, 11, 27),
    }
}

fn card(pedigree: bool) -> Card {
    Card {
        name: "Saffron".into(),
        morph: "Banana Pied het Clown".into(),
        species: "Ball python".into(),
        facts: vec!["Female · hatched August 2024".into()],
        breeder: "Cedar Ridge".into(),
        parents: [ancestor("Onyx", 2), None],
        pedigree,
        date: (2026, 11, 27),
    }
}

/// The words of a drawing, line by line, with where each stands: glyphs' outlines would tell nobody anything.
fn words(svg: &str) -> String {
    svg.lines()
        .filter_map(|line| {
            let (place, text) = line.split_once("</g><text")?.1.split_once('>')?;
            let of = |name: &str| {
                place.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or("?")
            };
            Some(format!("{:>7} {:>7} {:>5} {}\n", of("x"), of("y"), of("font-size"), text.split("</text>").next()?))
        })
        .collect()
}

#[test]
fn papers_say_what_they_are_given_where_it_belongs() {
    for (name, scene) in [
        ("pedigree_4", pedigree::draw(&pedigree(4))),
        ("pedigree_5", pedigree::draw(&pedigree(5))),
        ("certificate", certificate::draw(&certificate())),
        ("card", card::draw(&card(false))),
        ("card_pedigree", card::draw(&card(true))),
    ] {
        let svg = String::from_utf8(scene.paint(Format::Svg, 1.0).unwrap()).unwrap();
        insta::assert_snapshot!(name, words(&svg));
    }
}

#[test]
fn the_same_words_give_the_same_bytes() {
    for format in Format::ALL {
        let paint = || pedigree::draw(&pedigree(4)).paint(format, 1.0).unwrap();
        assert_eq!(paint(), paint(), "{format:?}");
    }
}

#[test]
fn a_pdf_has_title_language_date_and_embedded_fonts_and_stays_small() {
    let pdf = pedigree::draw(&pedigree(4)).paint(Format::Pdf, 1.0).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.starts_with("%PDF-1."));
    for part in ["/Lang", "Pedigree of Saffron", "/DisplayDocTitle true", "/FontFile2", "/ToUnicode", "D:20261127"] {
        assert!(text.contains(part), "{part}");
    }
    assert!(pdf.len() < 120_000, "{} bytes", pdf.len());
}

#[test]
fn a_picture_has_the_size_that_was_asked_for() {
    let size = |png: &[u8]| {
        let reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        (reader.info().width, reader.info().height)
    };
    assert_eq!(size(&card::draw(&card(false)).paint(Format::Png, 1.0).unwrap()), (1200, 630));
    assert_eq!(size(&pedigree::draw(&pedigree(4)).paint(Format::Png, 2.0).unwrap()), (1684, 1191));
    assert!(pedigree::draw(&pedigree(5)).paint(Format::Png, 40.0).is_err());
}

#[test]
fn the_code_of_a_certificate_is_read_by_a_camera() {
    let png = certificate::draw(&certificate()).paint(Format::Png, 2.0).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().unwrap();
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[(y * width + x) * 3]);
    let found: Vec<String> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    assert_eq!(found, ["https://example.org/check/AAAAAAAAAAAAAAAAAAAAAA"]);
}

#[test]
fn hostile_names_break_no_paper() {
    let long = "Wyrm ".repeat(2_000);
    for name in [
        "</text><script>alert(1)</script>&\"'",
        "\u{202e}שלום\u{202c} Кобра 🐍\u{200d}🔥 ♂♀",
        "\u{0}\u{1b}[31m\u{fffe}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}",
        long.as_str(),
        "",
    ] {
        let mut sheet = pedigree(5);
        sheet.name = name.to_owned();
        sheet.morph = name.to_owned();
        sheet.source = name.to_owned();
        for fact in &mut sheet.facts {
            fact.1 = name.to_owned();
        }
        if let Some(sire) = &mut sheet.parents[0] {
            (sire.name, sire.morph, sire.code, sire.state) =
                (name.to_owned(), name.to_owned(), name.to_owned(), name.to_owned());
        }
        let scene = pedigree::draw(&sheet);
        let svg = String::from_utf8(scene.paint(Format::Svg, 1.0).unwrap()).unwrap();
        assert!(
            !svg.contains("<script") && !svg.contains('\u{202e}') && !svg.contains('\u{0}') && !svg.contains('\u{1b}')
        );
        assert_eq!(svg.matches("<svg").count(), 1);
        assert!(svg.len() < 900_000, "{}", svg.len());
        for format in [Format::Pdf, Format::Png] {
            assert!(!scene.paint(format, 1.0).unwrap().is_empty());
        }
        let card = Card { name: name.to_owned(), morph: name.to_owned(), breeder: name.to_owned(), ..card(false) };
        card::draw(&card).paint(Format::Png, 1.0).unwrap();
        let paper =
            Certificate { name: name.to_owned(), issuer: name.to_owned(), check: name.to_owned(), ..certificate() };
        certificate::draw(&paper).paint(Format::Pdf, 1.0).unwrap();
    }
}
