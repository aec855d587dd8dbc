//! Puts the style sheet together and minifies it and the script before they go into the program: one that
//! can't be read stops the build, and the program holds no compiler for either.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Features, Targets};

/// The layers of the style sheet, the weakest first, so that strength does not hang on the order of files.
const LAYERS: [&str; 5] = ["tokens", "base", "layout", "components", "print"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=static");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let script = minified_js(&fs::read_to_string("static/js/side.js")?)?;
    fs::write(out.join("side.js"), script)?;
    let mut sheet = format!("@layer {};", LAYERS.join(","));
    for layer in LAYERS {
        write!(sheet, "@layer {layer}{{")?;
        for file in files_of(layer)? {
            let minified = minified_css(&fs::read_to_string(&file)?)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            sheet.push_str(&minified);
        }
        sheet.push('}');
    }
    fs::write(out.join("site.css"), sheet)?;
    let door = minified_css(&fs::read_to_string("static/edit/edit.css")?)?;
    fs::write(out.join("edit.css"), door)?;
    Ok(())
}

/// A layer is a file, or a folder of files that don't depend on each other.
fn files_of(layer: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let folder = Path::new("static/css").join(layer);
    if !folder.is_dir() {
        return Ok(vec![folder.with_extension("css")]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

fn minified_js(script: &str) -> Result<String, String> {
    Ok(minifier::js::minify(script)?.to_string())
}

/// Minified, and lowered to what five-year-old phones read.
fn minified_css(css: &str) -> Result<String, String> {
    let browsers = Browsers {
        chrome: Some(99 << 16),
        firefox: Some(97 << 16),
        ios_saf: Some((15 << 16) | (4 << 8)),
        safari: Some((15 << 16) | (4 << 8)),
        samsung: Some(18 << 16),
        ..Browsers::default()
    };
    // Colours for the dark come by media query, so there is nothing to be made of `color-scheme`.
    let targets =
        Targets { browsers: Some(browsers), exclude: Features::LightDark, ..Targets::default() };
    let mut sheet =
        StyleSheet::parse(css, ParserOptions::default()).map_err(|error| error.to_string())?;
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| error.to_string())?;
    let options = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    Ok(sheet.to_css(options).map_err(|error| error.to_string())?.code)
}
