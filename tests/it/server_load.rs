//! More load than the server has room for: readers are still served.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use kvalitetsstandard::edition::{self, Wanted};
use kvalitetsstandard::server::config::{Config, Limits};

use crate::http::{Response, get, post};
use crate::serving::{Program, Serving, TestClock, command, until};

/// Open files of a process.
fn descriptors(program: &Program) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", program.child.id())).unwrap().count()
}

#[test]
fn slow_forms_keep_no_reader_out_and_the_connection_limit_holds() {
    let program = Program::start(&["--max-connections", "20"]);
    assert_eq!(get(program.address, "/ishoj").status, 200);
    let before = descriptors(&program);
    let posters: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut poster = TcpStream::connect(program.address).unwrap();
            let head =
                "POST /ishoj/klagebrev HTTP/1.1\r\nhost: a\r\ncontent-length: 90\r\n\r\nnavn";
            // A client that was turned away already is just as good for the test.
            let _ = poster.write_all(head.as_bytes());
            poster
        })
        .collect();
    for _ in 0..9 {
        assert_eq!(get(program.address, "/ishoj").status, 200);
        let open = descriptors(&program) - before;
        assert!(open <= 20, "{open} connections");
    }
    drop(posters);
}

/// No more connections than the process can open, whatever the setting.
#[test]
fn a_low_limit_on_open_files_leaves_room_for_readers() {
    let program = Program::start_limited_to(100, &[]);
    let silent: Vec<TcpStream> =
        (0..300).map(|_| TcpStream::connect(program.address).unwrap()).collect();
    for _ in 0..9 {
        assert_eq!(get(program.address, "/ishoj").status, 200);
        assert!(descriptors(&program) < 100);
    }
    drop(silent);
    assert!(!program.log().contains("no connection could be taken"), "{}", program.log());
}

/// With no time to wait and more searches than threads, some are refused.
#[test]
fn too_many_searches_get_a_friendly_refusal_and_pages_go_on() {
    let limits = Limits { turn_time: Duration::ZERO, ..Limits::default() };
    let config = Config { limits, ..Config::default() };
    let load = |today| Ok(edition::site(&Wanted::default(), today)?);
    let clock = TestClock::at("2026-11-22T11:00:00Z");
    let server = Serving::with(config, clock, Box::new(load));
    until("search is there", || get(server.address, "/ishoj/soeg?q=hash").status == 200);
    let query = "egenbetalingsordning+".repeat(14);
    let (address, path) = (server.address, format!("/ishoj/soeg?q={query}"));
    let answers: Vec<Response> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..40).map(|_| scope.spawn(|| get(address, &path))).collect();
        let started = Instant::now();
        assert_eq!(get(address, "/healthz").status, 200);
        assert_eq!(get(address, "/ishoj").status, 200);
        assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let refused: Vec<&Response> = answers.iter().filter(|one| one.status == 503).collect();
    assert!(!refused.is_empty() && answers.iter().all(|one| matches!(one.status, 200 | 503)));
    for answer in refused {
        assert_eq!(answer.header("retry-after"), Some("5"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.text().contains("Her er travlt lige nu"));
    }
}

/// A running computation can't be stopped, so the limits on requests must keep it short. None of
/// these comes near the timeout of ten seconds.
#[test]
fn the_most_expensive_requests_are_fast() {
    type Expensive<'a> = (&'a str, Box<dyn Fn() -> u16 + 'a>);
    let server = Serving::shipped();
    let misspelt = "egenbetalnigen+behandlingsgarnatien+rusmidelbehandligen+handlplanernes+";
    let ask = |path: String| get(server.address, &path).status;
    let send = |body: String| post(server.address, "/ishoj/klagebrev", &body).status;
    assert_eq!(ask(format!("/soeg?q={}", misspelt.repeat(4))), 200);
    let expensive: [Expensive<'_>; 7] = [
        ("words", Box::new(|| ask(format!("/soeg?q={}", misspelt.repeat(200))))),
        ("letters", Box::new(|| ask(format!("/ishoj/soeg?q={}", "a+b+".repeat(3_500))))),
        ("parts", Box::new(|| ask(format!("/ishoj/udlevering?{}", "del=afsnit:a&".repeat(1_000))))),
        ("codes", Box::new(|| ask(format!("/ishoj/udlevering/{}", "h-k-".repeat(3_500))))),
        ("folders", Box::new(|| ask("/a".repeat(7_000)))),
        ("fields", Box::new(|| send("om=a&".repeat(26_000)))),
        ("signs", Box::new(|| send(format!("vej=afgoerelse&om={}", "%3C".repeat(42_000))))),
    ];
    for (what, asked) in expensive {
        let started = Instant::now();
        let status = asked();
        assert!(matches!(status, 200 | 303 | 404), "{what}: {status}");
        assert!(
            started.elapsed() < Limits::default().request_time / 2,
            "{what}: {:?}",
            started.elapsed()
        );
    }
}

#[test]
fn private_listeners_are_not_public_by_accident() {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let preview = ["serve", "--content", content, "--preview", "--listen", "0.0.0.0:0"];
    let refused = command().args(preview).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("--allow-public"), "{said}");
    let mut open = command();
    let mut open = open.args(preview).arg("--allow-public").stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(open.stderr.take().unwrap()).lines();
    let warned = log.any(|line| line.unwrap().contains("ANYBODY who reaches this address"));
    open.kill().unwrap();
    open.wait().unwrap();
    assert!(warned);
    let figures = Program::start(&["--metrics", "0.0.0.0:0"]);
    until("the warning", || figures.log().contains("ANYBODY who reaches this address"));
    let own = Program::start(&["--metrics", "127.0.0.1:0"]);
    until("it serves", || own.log().contains("serving"));
    assert!(!own.log().contains("ANYBODY"), "{}", own.log());
}
