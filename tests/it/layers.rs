//! Dependencies in `src/`: layers only use earlier ones, no two files use each other, and type
//! names are unique.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// The layers in order. Each uses only earlier ones; modules in the same layer don't use each
/// other.
const LAYERS: [&[&str]; 19] = [
    &["source", "clock", "danish"],
    &["finding"],
    &["content"],
    &["markdown"],
    &["html"],
    &["book"],
    &["search"],
    &["check"],
    &["site"],
    &["render"],
    &["kind"],
    &["pages", "features"],
    &["registry"],
    &["publish"],
    &["edition"],
    &["export", "online", "report", "scaffold"],
    &["server"],
    &["edit"],
    &["commands"],
];

/// Records that refer to each other through handles: a right to its deadline, whose calculator
/// refers to the right; a right to its page, which shows rights; a text to its terms, which are
/// explained by texts.
const NAME_EACH_OTHER: [[&str; 2]; 3] = [
    ["book/data.rs", "book/deadline.rs"],
    ["book/data.rs", "book/page.rs"],
    ["book/term.rs", "book/text.rs"],
];

/// The crate's files, parsed.
struct Crate {
    /// Path below `src/` → file.
    files: BTreeMap<String, Source>,
    /// Module path → file.
    modules: BTreeMap<Vec<String>, String>,
}

/// A file of the crate, without its tests.
#[derive(Default)]
struct Source {
    module: Vec<String>,
    /// The paths it uses, as written.
    paths: BTreeSet<Vec<String>>,
    /// The modules it declares, and whether they are only for tests.
    declares: BTreeMap<String, bool>,
    types: Vec<String>,
}

/// Parsed once for all tests, because parsing is the slowest part.
fn code() -> &'static Crate {
    static CODE: LazyLock<Crate> = LazyLock::new(Crate::read);
    &CODE
}

impl Crate {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("the folder is there") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    let text = std::fs::read_to_string(&path).expect("it is text");
                    let below = path.strip_prefix(&root).expect("below the root");
                    let name = below.to_str().expect("plain").to_owned();
                    files.insert(name.clone(), Source::read(&name, &text));
                }
            }
        }
        let modules = files.iter().map(|(name, file)| (file.module.clone(), name.clone()));
        let modules = modules.filter(|(_, name)| name != "main.rs").collect();
        Self { files, modules }
    }

    /// The files reachable from the crate's root, and whether they are only for tests.
    fn reached(&self) -> BTreeMap<&str, bool> {
        let mut reached = BTreeMap::from([("lib.rs", false), ("main.rs", false)]);
        let mut waiting = vec!["lib.rs"];
        while let Some(name) = waiting.pop() {
            let (file, within_tests) = (&self.files[name], reached[name]);
            for (module, for_tests) in &file.declares {
                let path = [&file.module[..], std::slice::from_ref(module)].concat();
                let child = self.modules.get(&path);
                let child = child.unwrap_or_else(|| panic!("{name} declares {module}"));
                reached.insert(child, within_tests || *for_tests);
                waiting.push(child);
            }
        }
        reached
    }

    /// The files that are not only for tests.
    fn working(&self) -> impl Iterator<Item = (&str, &Source)> {
        let reached = self.reached();
        let working = move |name: &str| reached.get(name) == Some(&false);
        self.files
            .iter()
            .map(|(name, file)| (name.as_str(), file))
            .filter(move |(name, _)| working(name))
    }

    /// The files that a file uses.
    fn reads(&self, file: &Source) -> BTreeSet<&str> {
        file.paths.iter().filter_map(|path| self.meant(file, path)).collect()
    }

    /// The file that a path leads to.
    fn meant(&self, file: &Source, path: &[String]) -> Option<&str> {
        let (first, rest) = path.split_first()?;
        let full = match first.as_str() {
            "crate" => rest.to_vec(),
            "self" => [&file.module[..], rest].concat(),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                let above = &file.module[..file.module.len().checked_sub(up)?];
                [above, &path[up..]].concat()
            }
            child if file.declares.contains_key(child) => [&file.module[..], path].concat(),
            _ => return None,
        };
        (1..=full.len())
            .rev()
            .find_map(|length| self.modules.get(&full[..length]))
            .map(String::as_str)
    }
}

impl Source {
    fn read(name: &str, text: &str) -> Self {
        let mut module: Vec<String> =
            name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
            module.pop();
        }
        let mut source = Self { module, ..Self::default() };
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        source.visit_file(&file);
        source
    }

    /// Adds `prefix` with each path in a `use` tree.
    fn used(&mut self, prefix: &[String], tree: &UseTree) {
        match tree {
            UseTree::Path(path) => {
                self.used(&[prefix, &[path.ident.to_string()]].concat(), &path.tree);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.used(prefix, tree)),
            UseTree::Name(name) if name.ident == "self" => {
                self.paths.insert(prefix.to_vec());
            }
            UseTree::Name(name) => {
                self.paths.insert([prefix, &[name.ident.to_string()]].concat());
            }
            UseTree::Rename(name) => {
                self.paths.insert([prefix, &[name.ident.to_string()]].concat());
            }
            UseTree::Glob(_) => {
                self.paths.insert(prefix.to_vec());
            }
        }
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|one| {
        let list = one.path().is_ident("cfg").then(|| one.meta.require_list().ok()).flatten();
        list.is_some_and(|list| list.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = match item {
            Item::Struct(one) => (&one.attrs, Some(&one.ident)),
            Item::Enum(one) => (&one.attrs, Some(&one.ident)),
            Item::Trait(one) => (&one.attrs, Some(&one.ident)),
            Item::Type(one) => (&one.attrs, Some(&one.ident)),
            Item::Mod(one) => {
                let for_tests = is_for_tests(&one.attrs);
                if one.content.is_none() {
                    self.declares.insert(one.ident.to_string(), for_tests);
                } else {
                    assert!(for_tests, "a module within {:?}: give it a file", self.module);
                }
                return;
            }
            Item::Use(one) => (&one.attrs, None),
            Item::Fn(one) => (&one.attrs, None),
            Item::Impl(one) => (&one.attrs, None),
            Item::Const(one) => (&one.attrs, None),
            Item::Static(one) => (&one.attrs, None),
            _ => return visit::visit_item(self, item),
        };
        if is_for_tests(attributes) {
            return;
        }
        self.types.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.used(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.paths.insert(path.segments.iter().map(|part| part.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    /// The contents of a macro are only tokens.
    fn visit_macro(&mut self, one: &'ast syn::Macro) {
        let path = Regex::new(r"\b\w+(?: ?:: ?\w+)+").expect("a pattern");
        let tokens = one.tokens.to_string();
        for found in path.find_iter(&tokens) {
            self.paths
                .insert(found.as_str().split("::").map(|part| part.trim().to_owned()).collect());
        }
        visit::visit_macro(self, one);
    }
}

fn rank(module: &str) -> usize {
    let rank = LAYERS.iter().position(|layer| layer.contains(&module));
    rank.unwrap_or_else(|| panic!("{module} has no place among the layers"))
}

#[test]
fn every_layer_reads_only_those_before_it() {
    let all = code();
    let mut backwards = Vec::new();
    let mut edges = 0;
    for (name, file) in all.working() {
        let Some(own) = file.module.first() else { continue };
        for read in all.reads(file) {
            let Some(other) = all.files[read].module.first() else { continue };
            edges += usize::from(own != other);
            if own != other && rank(other) >= rank(own) {
                backwards.push(format!("{name} reads {read}"));
            }
        }
    }
    assert!(backwards.is_empty(), "{}", backwards.join("\n"));
    assert!(edges > 200, "{edges}");
}

#[test]
fn no_two_files_read_each_other() {
    let all = code();
    let reads: BTreeMap<&str, BTreeSet<&str>> =
        all.working().map(|(name, file)| (name, all.reads(file))).collect();
    let mut pairs = Vec::new();
    for (name, others) in &reads {
        for other in others.iter().filter(|other| *name < **other) {
            if reads.get(other).is_some_and(|back| back.contains(name)) {
                pairs.push([*name, *other]);
            }
        }
    }
    assert_eq!(pairs, NAME_EACH_OTHER);
}

/// A file that nothing declares is never compiled, although it looks as if it were.
#[test]
fn every_file_is_a_module() {
    let all = code();
    let reached = all.reached();
    let lost: Vec<&String> =
        all.files.keys().filter(|name| !reached.contains_key(name.as_str())).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_name_means_one_type() {
    let all = code();
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, file) in all.working() {
        for one in &file.types {
            places.entry(one).or_default().push(name);
        }
    }
    assert!(places.len() > 300, "{}", places.len());
    let twice: Vec<_> = places.iter().filter(|(_, places)| places.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

/// The parser finds what it should.
#[test]
fn uses_and_paths_are_parsed() {
    let text = "use crate::a::{B, c::{self, D as E}, f::*};\n\
                mod inner;\n\
                fn g() { crate::h::i(); super::j::K::new(); inner::l(); matches!(1, crate::m::N); }\n\
                struct One; enum Two {}\n\
                #[cfg(test)] mod tests { use crate::tests_only::Three; struct Four; }\n\
                #[cfg(test)] fn five() { crate::tests_only::six(); }";
    let source = Source::read("x/y.rs", text);
    let paths: Vec<String> = source.paths.iter().map(|path| path.join("::")).collect();
    for path in [
        "crate::a::B",
        "crate::a::c",
        "crate::a::c::D",
        "crate::a::f",
        "crate::h::i",
        "crate::m::N",
        "inner::l",
        "super::j::K::new",
    ] {
        assert!(paths.contains(&path.to_owned()), "{path} in {paths:?}");
    }
    assert!(!paths.iter().any(|path| path.contains("tests_only")), "{paths:?}");
    assert_eq!(source.types, ["One", "Two"]);
    assert_eq!(source.module, ["x", "y"]);
}
