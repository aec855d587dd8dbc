//! If the reader of the log is gone, full or stuck, log lines are lost and nothing else happens.

use std::fs::File;
use std::io::{BufRead as _, BufReader, pipe};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::http::{Client, get};
use crate::serving::{Program, command, until};
use crate::support::copy_of_content;

/// More lines than fit into the pipe and the queue before it.
const MANY: usize = 3_000;

/// Requests, good and bad reloads, and shutdown all work as if the log were read.
fn goes_on(log: impl Into<Stdio>) {
    let folder = copy_of_content();
    let content = folder.path().join("content");
    let site = content.join("site.toml");
    let arguments = ["--content", content.to_str().unwrap(), "--log-requests"];
    let program =
        Program::logging_to(log.into(), &[&arguments[..], &["--metrics", "127.0.0.1:0"]].concat());
    let good = std::fs::read_to_string(&site).unwrap();
    let figure = |line: &str| get(program.operations(), "/metrics").text().contains(line);
    std::fs::write(&site, "navn = 1\n").unwrap();
    program.signal("HUP");
    until("the refusal", || figure("reloads_total{outcome=\"refused\"} 1"));
    std::fs::write(&site, good).unwrap();
    program.signal("HUP");
    until("the reload", || figure("reloads_total{outcome=\"good\"} 1"));
    let mut client = Client::new(program.address);
    let started = Instant::now();
    for _ in 0..MANY {
        assert_eq!(client.ask("GET", "/robots.txt", &[]).status, 200);
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    assert_eq!(get(program.address, "/healthz").text(), "ok\n");
    assert_eq!(get(program.operations(), "/readyz").text(), "ready\n");
    assert!(!figure("log_lines_lost 0"), "lines are lost, and counted");
    drop(client);
    program.signal("TERM");
    let (code, _) = program.ended(Duration::from_secs(5)).expect("it stops when it is told to");
    assert_eq!(code, Some(0));
}

#[test]
fn a_log_on_a_full_disk_stops_nothing() {
    goes_on(File::options().write(true).open("/dev/full").unwrap());
}

#[test]
fn a_log_whose_reader_is_gone_stops_nothing() {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    goes_on(writer);
}

#[test]
fn a_log_that_nobody_reads_stops_nothing() {
    let (reader, writer) = pipe().unwrap();
    goes_on(writer);
    drop(reader);
}

#[test]
fn a_closed_pipe_ends_a_command_quietly() {
    let mut child = command()
        .args(["check", "--date", "2036-01-01"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(!first.is_empty());
    assert_eq!(
        (ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()),
        (Some(1), "")
    );
}

#[test]
fn a_full_disk_is_reported() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let ended = command().args(["check", "--date", "2036-01-01"]).stdout(full).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.starts_with("Svaret kan ikke skrives: "), "{said}");
}
