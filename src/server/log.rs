//! The log: lines are sent to a thread that writes them, so that nothing waits for the log.
//!
//! If the reader of the log is gone, full or stuck, lines are dropped and counted. No request
//! waits, nothing panics, and the program still stops when told to.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

/// The most lines waiting to be written; a few hundred kilobytes.
const ROOM: usize = 1024;

/// A line, or a request to report when all earlier lines have been written.
enum Message {
    Line(Vec<u8>),
    Flush(SyncSender<()>),
}

/// The log; clones write to the same place.
#[derive(Clone, Debug)]
pub struct Log {
    queue: SyncSender<Message>,
    lost: Lost,
}

#[derive(Clone, Debug, Default)]
pub struct Lost(Arc<AtomicU64>);

impl Lost {
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Log {
    /// Writes to `sink` on a separate thread.
    ///
    /// # Errors
    /// If the thread can't be started.
    pub fn to(sink: impl Write + Send + 'static) -> io::Result<Self> {
        let (queue, lines) = sync_channel(ROOM);
        let lost = Lost::default();
        let counted = lost.clone();
        let work = move || write_all(sink, &lines, &counted);
        std::thread::Builder::new().name("log".into()).spawn(work)?;
        Ok(Self { queue, lost })
    }

    /// The number of lines dropped so far.
    pub fn lost(&self) -> Lost {
        self.lost.clone()
    }

    /// Writes a line that is not a log event, such as a finding for editors.
    pub fn line(&self, text: &str) {
        self.send(format!("{text}\n").into_bytes());
    }

    /// Waits until all lines so far are written, or until `at_most` has passed.
    pub fn flush(&self, at_most: Duration) {
        let (done, written) = sync_channel(1);
        if self.queue.try_send(Message::Flush(done)).is_ok() {
            // On a timeout, go on.
            let _ = written.recv_timeout(at_most);
        }
    }

    fn send(&self, line: Vec<u8>) {
        if self.queue.try_send(Message::Line(line)).is_err() {
            self.lost.add();
        }
    }
}

fn write_all(mut sink: impl Write, lines: &Receiver<Message>, lost: &Lost) {
    let mut reported = 0;
    while let Ok(message) = lines.recv() {
        match message {
            Message::Line(line) => {
                let missing = lost.count() - reported;
                if missing > 0 && writeln!(sink, "{missing} lines of the log were lost").is_ok() {
                    reported += missing;
                }
                if sink.write_all(&line).is_err() {
                    lost.add();
                }
            }
            Message::Flush(done) => {
                // The caller may have stopped waiting.
                let _ = done.send(());
            }
        }
    }
}

impl Write for &Log {
    /// Takes a whole line, since `tracing` writes each event in one call.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.send(line.to_vec());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = &'a Log;

    fn make_writer(&'a self) -> &'a Log {
        self
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Instant;

    use super::*;

    /// A sink that blocks until it is woken, and then stores what it gets.
    #[derive(Clone, Default)]
    struct Sleeper(Arc<(Mutex<()>, Mutex<String>)>);

    impl Write for Sleeper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _awake = self.0.0.lock().unwrap();
            self.0.1.lock().unwrap().push_str(std::str::from_utf8(bytes).unwrap());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_blocked_reader_delays_nobody_and_lost_lines_are_counted() {
        let sink = Sleeper::default();
        let log = Log::to(sink.clone()).unwrap();
        let asleep = sink.0.0.lock().unwrap();
        let started = Instant::now();
        for number in 0..ROOM + 100 {
            log.line(&number.to_string());
        }
        log.flush(Duration::from_millis(10));
        assert!(started.elapsed() < Duration::from_secs(1));
        assert!((90..=100).contains(&log.lost().count()), "{}", log.lost().count());
        drop(asleep);
        log.flush(Duration::from_secs(5));
        let text = || sink.0.1.lock().unwrap().clone();
        while started.elapsed() < Duration::from_secs(10) && !text().contains("awake") {
            log.line("awake");
            log.flush(Duration::from_millis(100));
        }
        let text = text();
        assert!(text.contains("lines of the log were lost\n"), "{text}");
        assert!(text.contains("\n5\n") && text.ends_with("awake\n"), "{text}");
    }

    #[test]
    fn a_failed_write_only_loses_the_line() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let log = Log::to(Full).unwrap();
        log.line("a");
        log.line("b");
        log.flush(Duration::from_secs(5));
        assert_eq!(log.lost().count(), 2);
    }
}
