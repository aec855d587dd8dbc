//! What goes into the program besides its code: the style sheet, combined and minified; the scripts,
//! minified; and the content files. Anything that can't be read stops the build.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The layers of the style sheet, weakest first, so that precedence doesn't depend on file order.
const LAYERS: [&str; 5] = ["tokens", "base", "layout", "components", "print"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=static");
    println!("cargo::rerun-if-changed=content");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (from, to) in [("static/js/side.js", "side.js"), ("static/edit/edit.js", "edit.js")] {
        fs::write(out.join(to), minified_js(&fs::read_to_string(from)?)?)?;
    }
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
    let mut content = String::new();
    list_content(&env::current_dir()?.join("content"), "", &mut content)?;
    fs::write(out.join("content.rs"), format!("const CONTENT: &[(&str, &str)] = &[{content}];"))?;
    Ok(())
}

/// Path and text of each content file, as Rust source. `README.md` is the editors' guide.
fn list_content(folder: &Path, below: &str, list: &mut String) -> Result<(), Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        let name =
            path.file_name().and_then(|name| name.to_str()).ok_or("a name that is no text")?;
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            list_content(&path, &format!("{below}{name}/"), list)?;
        } else if matches!(ending, Some("toml" | "md")) && name != "README.md" {
            let text = path.to_str().ok_or("a path that is no text")?;
            writeln!(list, "({:?}, include_str!({text:?})),", format!("{below}{name}"))?;
        }
    }
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

/// Replaces spellings with shorter ones, except in quotation marks and in numbers such as `10.5`.
fn tight(text: &str, spellings: &[(&str, &str)]) -> String {
    let mut short = text.to_owned();
    if text.contains(['"', '\'']) {
        return short;
    }
    for (long, brief) in spellings {
        let parts: Vec<&str> = short.split(long).collect();
        let joined = parts.windows(2).map(|pair| {
            let digit = pair[0].ends_with(|last: char| last.is_ascii_digit());
            let kept = if long.starts_with('0') && digit { long } else { brief };
            format!("{kept}{}", pair[1])
        });
        short = parts.iter().take(1).map(|part| (*part).to_owned()).chain(joined).collect();
    }
    short
}

/// Removes comments and indentation. The source has one declaration per line, so no more is needed;
/// the tests check that browsers understand the result.
fn minified_css(css: &str) -> Result<String, String> {
    let (mut bare, mut rest) = (String::new(), css);
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").ok_or("a comment without an end")?.1;
    }
    bare.push_str(rest);
    let lines = bare.lines().map(str::trim).map(|line| {
        if let Some(selector) = line.strip_suffix(" {") {
            return format!("{}{{", tight(selector, &[(" > ", ">"), (" ~ ", "~"), (", ", ",")]));
        }
        match line.split_once(": ") {
            Some((name, value)) if line.ends_with(';') => {
                format!("{name}:{}", tight(value, &[(", ", ","), ("0.", ".")]))
            }
            _ => line.to_owned(),
        }
    });
    let minified = lines.collect::<String>().replace(";}", "}");
    let (opened, closed) = (minified.matches('{').count(), minified.matches('}').count());
    if opened == closed { Ok(minified) } else { Err(format!("{opened} {{ and {closed} }}")) }
}
