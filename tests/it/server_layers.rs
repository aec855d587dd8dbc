//! The files of the server have no cyclic dependencies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files that each file of the server uses, without its tests.
fn named() -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|ending| ending == "rs"));
    let texts: BTreeMap<String, String> = files
        .map(|file| {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&file).unwrap();
            let own = text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
            (name, own)
        })
        // These two use all the others.
        .filter(|(name, _)| name != "mod" && name != "fuzz")
        .collect();
    let uses = regex::Regex::new(r"super::(\{[^}]*\}|[a-z_]+)").unwrap();
    let word = regex::Regex::new(r"[a-z_]+").unwrap();
    let names = |text: &str| -> BTreeSet<String> {
        let groups = uses.captures_iter(text).map(|found| found[1].to_owned());
        let words = groups.flat_map(|group| {
            word.find_iter(&group).map(|one| one.as_str().to_owned()).collect::<Vec<_>>()
        });
        words.filter(|one| texts.contains_key(one)).collect()
    };
    texts.iter().map(|(name, text)| (name.clone(), names(text))).collect()
}

#[test]
fn server_files_have_no_cyclic_dependencies() {
    let named = named();
    assert!(named.len() > 20 && named["service"].contains("state"), "{named:?}");
    for start in named.keys() {
        let (mut needed, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(file) = open.pop() {
            open.extend(named[file].iter().filter(|next| needed.insert(next.as_str())));
        }
        assert!(!needed.contains(start.as_str()), "{start} needs itself: {:?}", named[start]);
    }
}
