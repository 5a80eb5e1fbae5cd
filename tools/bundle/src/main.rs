//! A module as cargo leaves it in, what a browser (or Node) takes out.
//!
//! ```text
//! reptidex-bundle web MODULE FOLDER      NAME.js, NAME.wasm, __wasm_split.<22 underscores>.js, a module for each area, and the list of who needs which
//! reptidex-bundle nodejs MODULE FOLDER   NAME.js and NAME_bg.wasm, for benchmarks
//! reptidex-bundle --version              wasm-bindgen's, which has to be the one of the code that is bundled
//! ```

mod strip;

use anyhow::{Context as _, Result, anyhow, bail};
use std::{env, fs, path::Path};
use strip::without_custom_sections;
use wasm_bindgen_cli_support::Bindgen;

/// What a portal's files are called.
const NAME: &str = "reptidex";

/// The loader's name stands in the modules it loads, so it has the length of the hash that will take the underscores' place.
const LOADER: &str = "./__wasm_split.______________________.js";

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--version"] => println!("reptidex-bundle with wasm-bindgen {}", wasm_bindgen_shared::version()),
        ["web", module, folder] => web(Path::new(module), Path::new(folder))?,
        ["nodejs", module, folder] => {
            Bindgen::new().input_path(module).nodejs(true)?.typescript(false).generate(folder)?;
            strip_all(Path::new(folder))?;
        }
        _ => bail!(
            "Say: reptidex-bundle web MODULE FOLDER, reptidex-bundle nodejs MODULE FOLDER, or reptidex-bundle --version"
        ),
    }
    Ok(())
}

/// Cuts a module by its areas and writes the JavaScript around what is left.
///
/// # Errors
/// When the module can't be read or wasn't linked with its relocations (`-Clink-args=--emit-relocs`).
fn web(module: &Path, folder: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("{} can't be read", module.display()))?;
    let rest = module.with_extension("split.wasm");
    let main_module = format!("./{NAME}.js");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &rest;
    options.main_module = &main_module;
    options.link_name = LOADER;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|report| anyhow!("{report:#}"))
        .with_context(|| format!("{} can't be cut", module.display()))?;
    fs::write(folder.join("__wasm_split_manifest.json"), serde_json::to_string(&split.prefetch_map)?)?;

    // The names that the areas' modules import are the linker's.
    Bindgen::new()
        .input_path(&rest)
        .out_name(NAME)
        .web(true)?
        .keep_lld_exports(true)
        .demangle(false)
        .typescript(false)
        .omit_default_module_path(true)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen refuses {}", rest.display()))?;
    fs::remove_file(&rest)?;
    fs::rename(folder.join(format!("{NAME}_bg.wasm")), folder.join(format!("{NAME}.wasm")))?;
    strip_all(folder)
}

/// Nothing else shrinks them: after the linker's own optimising for size, wasm-opt made them 8 to 11 % smaller and, once compressed, 1.3 % at most, some of
/// them larger, for minutes of a first start; and they answered as fast without it (measured).
fn strip_all(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "wasm") {
            let module = without_custom_sections(&fs::read(&path)?).with_context(|| path.display().to_string())?;
            fs::write(&path, module)?;
        }
    }
    Ok(())
}
