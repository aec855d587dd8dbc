//! The help of every command is in the editors' language; what flags are called stays.

use std::process::Command;

#[test]
fn the_help_is_danish() {
    let all: [(&[&str], &[&str]); 8] = [
        (&[], &["serve", "check", "edit", "export", "new", "--listen", "--version"]),
        (&["serve"], &["--listen", "--watch", "--preview", "--max-connections"]),
        (&["check"], &["--date", "--format", "--publish", "--online"]),
        (&["edit"], &["--content", "--listen", "--user-header", "--host", "--site"]),
        (&["export"], &["--base-url", "--date", "--encode"]),
        (&["new"], &["kommune", "afsnit"]),
        (&["new", "kommune"], &["--name", "--content"]),
        (&["new", "afsnit"], &["--content"]),
    ];
    for (command, names) in all {
        let program = Command::new(env!("CARGO_BIN_EXE_kvalitetsstandard"))
            .args(command)
            .arg("--help")
            .output()
            .expect("it runs");
        assert!(program.status.success(), "{command:?}");
        let said = String::from_utf8(program.stdout).expect("it is text");
        assert!(said.contains("Brug: ") && said.contains("Vis denne hjælp"), "{command:?}: {said}");
        for name in names {
            assert!(said.contains(name), "{command:?} says nothing of {name}: {said}");
        }
        for english in
            ["Usage", "Options:", "Arguments:", "Commands:", "Print", " the ", " of ", " is "]
        {
            assert!(!said.contains(english), "{command:?} says {english}: {said}");
        }
    }
}
