//! Lists the locale files that the server compiles in, so that adding one only takes a new file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    // The browser gets its texts from the server.
    if std::env::var_os("CARGO_FEATURE_SSR").is_none() {
        return Ok(());
    }
    println!("cargo:rerun-if-changed=locales");
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());

    let mut locales = String::from("[\n");
    for folder in entries(&here.join("locales"), |path| path.is_dir())? {
        let language = file_name(&folder);
        println!("cargo:rerun-if-changed=locales/{language}");
        let is_fluent = |path: &Path| path.extension().is_some_and(|e| e == "ftl");
        for file in entries(&folder, is_fluent)? {
            let name = file_name(&file);
            writeln!(
                locales,
                "    ({language:?}, {name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/locales/{language}/{name}\"))),"
            )
            .map_err(std::io::Error::other)?;
        }
    }
    locales.push_str("]\n");
    std::fs::write(out.join("locales.rs"), locales)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn entries(folder: &Path, wanted: impl Fn(&Path) -> bool) -> std::io::Result<Vec<PathBuf>> {
    let mut found = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    found.retain(|path| wanted(path));
    found.sort();
    Ok(found)
}
