//! Renders the gallery to a file with a built style sheet inside, to look at it without a server:
//! `cargo run -p app-ui --features ssr --example gallery -- target/css/breeder.css out.html [light|dark] [comfort|compact|barn]`.

use std::{env, fs, io};

use app_ui::{Density, Theme, gallery::GalleryPage};
use leptos::prelude::*;

fn main() -> io::Result<()> {
    let mut args = env::args().skip(1);
    let (Some(css), Some(out)) = (args.next(), args.next()) else {
        return Err(io::Error::other("give the style sheet and the file to write"));
    };
    let theme = Theme::parse(&args.next().unwrap_or_default());
    let density = Density::parse(&args.next().unwrap_or_default());
    let fonts = format!("file://{}/../../frontend-breeder/assets/fonts/", env!("CARGO_MANIFEST_DIR"));
    let css = fs::read_to_string(css)?.replace("/fonts/", &fonts);
    let owner = Owner::new();
    let body = owner.with(|| view! { <GalleryPage theme density/> }.to_html());
    fs::write(
        out,
        format!(
            r#"<!DOCTYPE html><html lang="en" data-theme="{}" data-density="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Gallery</title><style>{css}</style></head><body>{body}</body></html>"#,
            theme.as_str(),
            density.as_str()
        ),
    )
}
