//! A client that sends exactly the given bytes and reads exactly one response.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

/// A response as received.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The headers, with lowercase names.
    pub(crate) headers: Vec<(String, String)>,
    /// The body, as sent.
    pub(crate) body: Vec<u8>,
    /// Size of the status line and headers in bytes.
    pub(crate) head_bytes: usize,
}

impl Response {
    /// The value of a header; panics if it occurs twice.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(have, _)| have == name);
        let first = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} twice in {:?}", self.headers);
        first
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// A connection kept open between requests.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        Self { stream: BufReader::new(stream) }
    }

    pub(crate) fn send(&mut self, bytes: &[u8]) {
        self.stream.get_mut().write_all(bytes).unwrap();
    }

    /// Sends as many of these bytes as the server accepts before it answers.
    pub(crate) fn send_what_is_taken(&mut self, bytes: &[u8]) {
        let _ = self.stream.get_mut().write_all(bytes);
    }

    /// Closes the sending or receiving side.
    pub(crate) fn half_close(&mut self, how: Shutdown) {
        self.stream.get_mut().shutdown(how).unwrap();
    }

    /// Sends a request with these additional headers and reads the response.
    pub(crate) fn ask(&mut self, method: &str, path: &str, headers: &[&str]) -> Response {
        let lines = [&["host: test"], headers, &["", ""]].concat().join("\r\n");
        self.send(format!("{method} {path} HTTP/1.1\r\n{lines}").as_bytes());
        self.read(method == "HEAD")
    }

    /// Reads a response, without its body if `head_only`.
    pub(crate) fn read(&mut self, head_only: bool) -> Response {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let read = self.stream.read_until(b'\n', &mut head).unwrap();
            assert!(read > 0, "closed within a head: {:?}", String::from_utf8_lossy(&head));
        }
        let text = String::from_utf8(head).unwrap();
        let mut lines = text.trim_end().split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut response = Response { status, headers, body: Vec::new(), head_bytes: text.len() };
        let length = response.header("content-length").map_or(0, |length| length.parse().unwrap());
        if !head_only && status != 304 {
            response.body.resize(length, 0);
            self.stream.read_exact(&mut response.body).unwrap();
        }
        response
    }

    /// Whether the server closes the connection; waits for it.
    pub(crate) fn is_closed(&mut self) -> bool {
        matches!(self.stream.read(&mut [0]), Ok(0) | Err(_))
    }
}

/// A request on its own connection.
pub(crate) fn ask(address: SocketAddr, method: &str, path: &str, headers: &[&str]) -> Response {
    Client::new(address).ask(method, path, headers)
}

pub(crate) fn get(address: SocketAddr, path: &str) -> Response {
    ask(address, "GET", path, &[])
}

/// Sends a form on its own connection.
pub(crate) fn post(address: SocketAddr, path: &str, form: &str) -> Response {
    let mut client = Client::new(address);
    let length = form.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\ncontent-length: {length}\r\n\
         content-type: application/x-www-form-urlencoded\r\nconnection: close\r\n\r\n"
    );
    client.send(head.as_bytes());
    client.send_what_is_taken(form.as_bytes());
    client.read(false)
}
