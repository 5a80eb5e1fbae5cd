//! Writes one of each paper into a folder, and says how long each took: `cargo run -p repti-paper --example papers -- FOLDER`.
#![expect(clippy::print_stdout, reason = "an example that says what it did")]

use repti_paper::{
    Format, Picture, Scene,
    card::{self, Card},
    certificate::{self, Certificate, Parent},
    pedigree::{self, Ancestor, Pedigree, Tone},
};
use std::{fs, path::Path, time::Instant};

const NAMES: [&str; 12] = [
    "Onyx",
    "Pearl",
    "Saga",
    "Žofie",
    "Ember",
    "Moss",
    "Juniper of Cedar Ridge",
    "Ash",
    "Nimbus",
    "Kirin",
    "Vesper",
    "Ловро",
];
const MORPHS: [&str; 5] =
    ["Banana Pied", "Pastel Clown 66% het Pied", "Super Mojave", "Axanthic (VPI) het Clown 50% het Ghost", ""];

fn ancestor(seed: usize, depth: u8) -> Option<Box<Ancestor>> {
    if seed % 11 == 9 && depth < 3 {
        return None;
    }
    let (tone, state, short) = match seed % 5 {
        0 => (Tone::Recorded, "Breeding record", "Record"),
        1 => (Tone::Confirmed, "Confirmed by the other breeder", "Confirmed"),
        2 => (Tone::Confirmed, "DNA test", "DNA"),
        3 if seed.is_multiple_of(2) => (Tone::Disputed, "Disputed", "Disputed"),
        _ => (
            Tone::Declared,
            "Declared by the keeper · 66% likely · or one other",
            "Declared · 66% likely · or one other",
        ),
    };
    let blank = seed % 13 == 7;
    let parents = if depth == 0 || blank {
        [None, None]
    } else {
        [ancestor(seed * 2 + 1, depth - 1), ancestor(seed * 2 + 2, depth - 1)]
    };
    Some(Box::new(Ancestor {
        name: if blank { "Private animal".into() } else { NAMES[seed % NAMES.len()].into() },
        code: if blank { String::new() } else { format!("CR-{seed:03}") },
        morph: if blank { String::new() } else { MORPHS[seed % MORPHS.len()].into() },
        born: if blank { String::new() } else { (2024 - seed % 12).to_string() },
        breeder: if blank { String::new() } else { "Cedar Ridge Reptiles".into() },
        blank,
        state: state.into(),
        short: short.into(),
        tone,
        parents,
    }))
}

/// Rings in a disc, on nothing.
fn logo() -> Picture {
    let (width, height) = (600_u32, 240_u32);
    let pixels: Vec<u8> = (0..width * height)
        .flat_map(|at| {
            let (x, y) = ((at % width) as f32 - 120.0, (at / width) as f32 - 120.0);
            let far = x.hypot(y);
            let seen = far < 118.0 && far % 30.0 < 18.0 || (x > 150.0 && y.abs() < 30.0);
            [0x3f, 0x5d, 0x2c, if seen { 255 } else { 0 }]
        })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    Picture::read("rings".into(), &bytes).expect("a logo")
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
            fact("Sex", "Female ♀"),
            fact("Hatched or born", "2 August 2024"),
            fact("Bred by", "Cedar Ridge Reptiles"),
            fact("Genotype verified", "Pied: DNA test; het Clown: confirmed by Nocturne Morphs"),
            fact("Inbreeding (F)", "6.25%; 62% of five generations known"),
        ],
        parents: [ancestor(1, generations - 1), ancestor(2, generations - 1)],
        generations,
        check: "https://reptidex.example/animals/01935000-0000-7000-8000-000000000001#pedigree".into(),
        logo: Some(logo()),
        source: "Made from what everybody can see of the record that Cedar Ridge Reptiles keeps. Ancestors whose owners keep them private aren’t named.".into(),
        printed: "27 November 2026".into(),
        date: (2026, 11, 27),
    }
}

fn certificate() -> Certificate {
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let parent = |side: &str, name: &str, morph: &str, state: &str| Parent {
        side: side.into(),
        name: name.into(),
        morph: morph.into(),
        state: state.into(),
    };
    Certificate {
        name: "Saffron".into(),
        morph: "Banana Pied het Clown".into(),
        species: "Ball python".into(),
        latin: "Python regius".into(),
        issuer: "Cedar Ridge Reptiles".into(),
        facts: vec![
            fact("Code", "CR-062"),
            fact("Sex", "Female (certain)"),
            fact("Hatched or born", "2 August 2024"),
            fact("Origin", "Captive bred"),
            fact("Bred by", "Cedar Ridge Reptiles"),
            fact("Kept by", "Cedar Ridge Reptiles"),
            fact("Genotype as recorded", "Banana Pied het Clown"),
            fact("Of it verified", "Pied: DNA test; het Clown: confirmed by Nocturne Morphs"),
        ],
        parents: [
            parent("Sire", "Onyx (CR-001)", "Pastel Clown 66% het Pied", "Confirmed by the other breeder"),
            parent("Dam", "Pearl of the long and winding river (CR-002)", "Banana Pied", "Breeding record"),
        ],
        statement: "Cedar Ridge Reptiles states that its record said this of the animal on 27 November 2026. Parents are claims, and each says how it is known: ReptiDex vouches for those only that another breeder confirmed or a DNA certificate shows.".into(),
        logo: Some(logo()),
        check: "https://reptidex.example/check/AbCdEfGhIjKlMnOpQrStUv".into(),
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
        facts: vec!["Female · born 2 August 2024".into(), "Captive bred".into(), "CR-062".into()],
        breeder: "Kept by Cedar Ridge Reptiles".into(),
        parents: [ancestor(1, 2), ancestor(2, 2)],
        pedigree,
        date: (2026, 11, 27),
    }
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let papers: [(&str, fn() -> Scene, f32); 5] = [
        ("pedigree-4", || pedigree::draw(&pedigree(4)), 2.0),
        ("pedigree-5", || pedigree::draw(&pedigree(5)), 2.0),
        ("certificate", || certificate::draw(&certificate()), 2.0),
        ("card", || card::draw(&card(false)), 1.0),
        ("card-pedigree", || card::draw(&card(true)), 1.0),
    ];
    for (name, draw, scale) in papers {
        for format in Format::ALL {
            let begun = Instant::now();
            let painted = draw().paint(format, scale);
            let took = begun.elapsed();
            match painted {
                Ok(bytes) => {
                    let path = Path::new(&folder).join(format!("{name}.{}", format.extension()));
                    let written = fs::write(&path, &bytes)
                        .map_or_else(|error| error.to_string(), |()| path.display().to_string());
                    println!("{written}: {} kB in {:.1} ms", bytes.len() / 1000, took.as_secs_f64() * 1000.0);
                }
                Err(error) => println!("{name}: {error}"),
            }
        }
    }
}
