//! Generates types, tables and schemas from the crate's own spec, or from the folder that `VIDU_SPEC` names.

use std::env;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-env-changed=VIDU_SPEC");
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(why) = generate() {
        why.lines().for_each(|line| println!("cargo::error={line}"));
    }
}

/// Every fault is in the text, so that one build shows all of them.
fn generate() -> Result<(), String> {
    let spec = spec_folder()?;
    println!("cargo::rerun-if-changed={}", spec.display());
    let into = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: this is a build script, cargo runs it")?;
    vidu_codegen::build::generate(&spec, Path::new(&into)).map_err(|why| why.to_string())
}

fn spec_folder() -> Result<PathBuf, String> {
    let Some(named) = env::var_os("VIDU_SPEC").filter(|named| !named.is_empty()) else {
        let own = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set: cargo runs this")?;
        return canonical(&Path::new(&own).join("spec"));
    };
    let named = PathBuf::from(named);
    if named.is_relative() {
        return Err(format!(
            "VIDU_SPEC is the relative path `{}`: a build script runs in the folder of this crate, not in yours. \
             Give an absolute path, or set it in .cargo/config.toml as \
             `[env] VIDU_SPEC = {{ value = \"{0}\", relative = true }}`, which cargo makes absolute",
            named.display()
        ));
    }
    canonical(&named)
}

fn canonical(folder: &Path) -> Result<PathBuf, String> {
    folder
        .canonicalize()
        .map_err(|why| format!("{}: {why}; a spec folder with vocabulary.toml belongs there", folder.display()))
}
