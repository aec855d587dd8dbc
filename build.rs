//! Minifies style sheets and scripts before they are put into the program: one that can't be read
//! stops the build, and the program holds no compiler for either.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Features, Targets};

/// What is read, and below the build's own folder what is written.
const FOLDERS: [(&str, &str); 3] =
    [("static/css", "css"), ("static/css/components", "css/components"), ("static/js", "js")];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    for (from, to) in FOLDERS {
        println!("cargo::rerun-if-changed={from}");
        let to = Path::new(&out).join(to);
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(from)? {
            let file = entry?.path();
            let minify = match file.extension().and_then(|ending| ending.to_str()) {
                Some("css") => minified_css,
                Some("js") => minified_js,
                _ => continue,
            };
            let minified = minify(&fs::read_to_string(&file)?)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            fs::write(to.join(file.file_name().unwrap_or_default()), minified)?;
        }
    }
    Ok(())
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
