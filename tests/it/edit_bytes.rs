//! A change through the door's forms alters the bytes of what was changed, and no others: for every field of every
//! shipped file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kvalitetsstandard::edit::encode::NewValue;
use kvalitetsstandard::edit::place::Where;
use kvalitetsstandard::edit::tree::{Held, Node};
use kvalitetsstandard::edit::{front, records, splice};
use kvalitetsstandard::source::Sources;

/// The data of every shipped file: its TOML, or the fields of a page.
fn shipped_data() -> Vec<(String, String)> {
    let all = Sources::embedded();
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|ending| ending == "md");
    let data = |path: &str, text: &str| match front::parts(text).filter(|_| is_page(path)) {
        Some((fields, _)) => text[fields].to_owned(),
        None => text.to_owned(),
    };
    all.iter().map(|(_, file)| (file.path.clone(), data(&file.path, &file.text))).collect()
}

/// A value to change, and what to change it to.
struct Case {
    steps: Where,
    old: NewValue,
    new: NewValue,
}

fn cases(node: &Node, steps: &Where, found: &mut Vec<Case>) {
    let mut case = |old, new| found.push(Case { steps: steps.clone(), old, new });
    match &node.data {
        Held::Text(text) => {
            case(NewValue::Text(text.clone()), NewValue::Text(format!("{text} \"æ\\ø\"")));
        }
        Held::Plain(raw) => case(NewValue::Plain(raw.clone()), NewValue::Plain(other(raw))),
        Held::List(items) if items.iter().any(|item| item.words().is_none()) => {
            for (at, item) in items.iter().enumerate() {
                cases(item, &steps.to(&at.to_string()), found);
            }
        }
        Held::List(items) => {
            let words: Vec<String> =
                items.iter().filter_map(Node::words).map(str::to_owned).collect();
            for at in BTreeSet::from([0, words.len() / 2, words.len().saturating_sub(1)]) {
                let mut changed = words.clone();
                if let Some(word) = changed.get_mut(at) {
                    word.push('!');
                    case(NewValue::List(words.clone()), NewValue::List(changed));
                }
            }
        }
        Held::Tables(items) => {
            for (at, item) in items.iter().enumerate() {
                cases(item, &steps.to(&at.to_string()), found);
            }
        }
        Held::Table(_, pairs) => {
            for pair in pairs {
                cases(&pair.node, &steps.to(&pair.key), found);
            }
        }
    }
}

fn other(raw: &str) -> String {
    match raw {
        "true" => "false".to_owned(),
        "false" => "true".to_owned(),
        _ if raw.contains('-') => "2031-12-30".to_owned(),
        _ => format!("1{raw}"),
    }
}

/// Of a large file each kind of field once at its first place and once at its last; of others all.
fn chosen(text: &str, cases: Vec<Case>) -> Vec<Case> {
    if text.len() < 3_000 {
        return cases;
    }
    let kind = |case: &Case| -> String {
        case.steps
            .0
            .iter()
            .filter(|step| step.parse::<usize>().is_err())
            .cloned()
            .collect::<Vec<_>>()
            .join("/")
    };
    let mut places: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate() {
        places.entry(kind(case)).or_insert((at, at)).1 = at;
    }
    let wanted: BTreeSet<usize> =
        places.values().flat_map(|(first, last)| [*first, *last]).collect();
    cases
        .into_iter()
        .enumerate()
        .filter(|(at, _)| wanted.contains(at))
        .map(|(_, case)| case)
        .collect()
}

/// How many lines differ, counted from both ends.
fn differing_lines(old: &str, new: &str) -> usize {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail =
        old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    old.len() - head - tail
}

#[test]
fn every_field_of_every_file_changes_alone_and_changes_back() {
    let mut count = 0;
    for (path, text) in shipped_data() {
        let root = Node::read(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut all = Vec::new();
        cases(&root, &Where::default(), &mut all);
        for case in chosen(&text, all) {
            let at = format!("{path}{}", case.steps);
            let changed = splice::set(&text, &case.steps, &case.new, &[])
                .unwrap_or_else(|error| panic!("{at}: {error}"));
            assert_eq!(differing_lines(&text, &changed), 1, "{at}");
            let back = splice::set(&changed, &case.steps, &case.old, &[])
                .unwrap_or_else(|error| panic!("{at}: {error}"));
            assert!(back == text, "{at} does not change back");
            count += 1;
        }
    }
    assert!(count > 700, "{count}");
}

#[test]
fn every_list_of_things_moves_and_moves_back() {
    let mut count = 0;
    for (path, text) in shipped_data().into_iter().filter(|(_, text)| text.len() < 20_000) {
        let root = Node::read(&text).unwrap();
        let mut lists = Vec::new();
        things(&root, &Where::default(), &mut lists);
        for (steps, length) in lists {
            for at in 1..length {
                let steps = steps.to(&at.to_string());
                // Where other tables stand between them, or a comment ends the file, it may be refused.
                let Ok(moved) = records::move_up(&text, &steps) else { continue };
                let back = records::move_up(&moved, &steps).unwrap();
                assert!(back == text, "{path}{steps}");
                let (mut before, mut after): (Vec<&str>, Vec<&str>) =
                    (text.lines().collect(), moved.lines().collect());
                before.sort_unstable();
                after.sort_unstable();
                let inline = before != after;
                assert!(!inline || text.len() == moved.len(), "{path}{steps} loses something");
                count += 1;
            }
        }
    }
    assert!(count > 200, "{count}");
}

fn things(node: &Node, steps: &Where, found: &mut Vec<(Where, usize)>) {
    let tables = matches!(node.data, Held::Tables(_) | Held::List(_));
    if tables && node.items().first().is_some_and(|one| !one.pairs().is_empty()) {
        found.push((steps.clone(), node.items().len()));
    }
    for pair in node.pairs() {
        things(&pair.node, &steps.to(&pair.key), found);
    }
    for (at, item) in node.items().iter().enumerate() {
        things(item, &steps.to(&at.to_string()), found);
    }
}

const CONTACTS: &str = "# Øverst.\n\n# Om a.\n[[kontakt]]\nid = \"a\" # kort\nnavn = \"A\"\nliste = [\n    \"x\", # et\n    \"y\",\n]\n\n\
                        # Om b.\n[[kontakt]]\nid = \"b\"\nnavn = 'B'\nweb = { navn = \"w\", adresse = \"z\" }\n";

fn place(text: &str) -> Where {
    Where::read(text).unwrap()
}

fn text(words: &str) -> NewValue {
    NewValue::Text(words.to_owned())
}

#[test]
fn a_key_is_added_behind_those_before_it_and_taken_away_alone() {
    let order = ["id", "telefon", "navn"].map(str::to_owned);
    let added = splice::set(CONTACTS, &place("/kontakt/0/telefon"), &text("1"), &order).unwrap();
    assert_eq!(added, CONTACTS.replace("# kort\n", "# kort\ntelefon = \"1\"\n"));
    assert_eq!(splice::remove(&added, &place("/kontakt/0/telefon")).unwrap(), CONTACTS);
    let inline = splice::remove(CONTACTS, &place("/kontakt/1/web/navn")).unwrap();
    assert!(inline.ends_with("web = { adresse = \"z\" }\n"));
    let windows = CONTACTS.replace('\n', "\r\n");
    let added = splice::set(&windows, &place("/kontakt/0/telefon"), &text("1"), &order).unwrap();
    assert_eq!(added, windows.replace("# kort\r\n", "# kort\r\ntelefon = \"1\"\r\n"));
}

#[test]
fn comments_go_with_what_they_speak_of() {
    let moved = records::move_up(CONTACTS, &place("/kontakt/1")).unwrap();
    assert!(
        moved.starts_with("# Øverst.\n\n# Om b.\n[[kontakt]]\nid = \"b\"")
            && moved.contains("# Om a.\n[[kontakt]]\nid = \"a\" # kort")
    );
    let removed = records::remove(CONTACTS, &place("/kontakt/0")).unwrap();
    assert!(removed.starts_with("# Øverst.\n\n# Om b.\n[[kontakt]]"), "{removed}");
    let last = records::remove(CONTACTS, &place("/kontakt/1")).unwrap();
    assert!(last.ends_with("    \"y\",\n]\n"), "{last}");
    let listed =
        |words: &[&str]| NewValue::List(words.iter().map(|one| (*one).to_owned()).collect());
    let steps = place("/kontakt/0/liste");
    for (words, lines) in [
        (&["x", "z", "y"][..], "    \"x\", # et\n    \"z\",\n    \"y\",\n"),
        (&["x", "y", "z"], "    \"x\", # et\n    \"y\",\n    \"z\",\n"),
        (&["x"], "    \"x\", # et\n"),
        (&["y"], "    \"y\",\n"),
    ] {
        let changed = splice::set(CONTACTS, &steps, &listed(words), &[]).unwrap();
        assert_eq!(changed, CONTACTS.replace("    \"x\", # et\n    \"y\",\n", lines), "{words:?}");
    }
}

#[test]
fn a_list_on_one_line_stays_on_it() {
    let old = "a = [\"x\", \"y\", \"z\"] # om a\n";
    for words in [
        &["x"][..],
        &["z"],
        &["x", "q", "z"],
        &["x", "y", "z", "q"],
        &["q", "x", "y", "z"],
        &["y", "x", "z"],
    ] {
        let list = NewValue::List(words.iter().map(|one| (*one).to_owned()).collect());
        let changed = splice::set(old, &place("/a"), &list, &[]).unwrap();
        let said = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        assert_eq!(changed, format!("a = [{said}] # om a\n"));
    }
}

#[test]
fn a_thing_is_added_at_the_end_of_its_list() {
    let pairs = [("id".to_owned(), text("c"))];
    let added = records::add(CONTACTS, &place("/kontakt"), &pairs).unwrap();
    assert_eq!(added, format!("{CONTACTS}\n[[kontakt]]\nid = \"c\"\n"));
    let first = records::add("# Tom med vilje.\n", &place("/tilbud"), &pairs).unwrap();
    assert_eq!(first, "# Tom med vilje.\n\n[[tilbud]]\nid = \"c\"\n");
    let below = "[[a]]\nid = \"1\"\n\n[[a.b]]\nid = \"2\"\n\n[[a]]\nid = \"3\"\n";
    let added = records::add(below, &place("/a/0/b"), &pairs).unwrap();
    assert_eq!(added, below.replace("\"2\"\n", "\"2\"\n\n[[a.b]]\nid = \"c\"\n"));
    let inline = records::add("x = [{ id = \"1\" }]\n", &place("/x"), &pairs).unwrap();
    assert_eq!(inline, "x = [{ id = \"1\" }, { id = \"c\" }]\n");
}
