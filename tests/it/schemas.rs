//! The schemas in `schemas/` are those of the types that read the files.
//!
//! `UPDATE_SCHEMAS=1 cargo test --test it schemas` writes them anew.

use std::path::Path;

use kvalitetsstandard::content::schema;

#[test]
fn the_schema_files_are_those_of_the_types() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let wiring = std::fs::read_to_string(root.join(".taplo.toml")).expect(".taplo.toml is there");
    for file in schema::all() {
        let path = root.join("schemas").join(format!("{}.json", file.name));
        let json = serde_json::to_string_pretty(&file.schema).expect("a schema is JSON") + "\n";
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(&path, &json).expect("the schema can be written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, json, "{} is out of date: see the top of this test", path.display());
        let wired = wiring.contains(&format!("schemas/{}.json", file.name));
        // Front matter stands in Markdown, which no TOML tool opens.
        assert!(wired || file.name == "side", "{} is not in .taplo.toml", file.name);
    }
}
