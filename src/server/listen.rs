//! Where the server listens: TCP, a Unix socket, or a socket passed by systemd.

use std::fmt;
use std::io;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use tokio::net::{TcpListener, UnixListener};

use super::wire::Stream;

/// The accept queue; the kernel uses its own limit if that is smaller.
const BACKLOG: u32 = 4096;

/// An address to listen on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Host and port.
    Tcp(String),
    /// A path, written `unix:/path`.
    Unix(PathBuf),
}

impl FromStr for Address {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("unix:") {
            return match path {
                "" => Err("unix: must be followed by the path of a socket"),
                path => Ok(Self::Unix(path.into())),
            };
        }
        let port = text.rsplit_once(':').map(|(_, port)| port.parse::<u16>());
        match port {
            Some(Ok(_)) => Ok(Self::Tcp(text.to_owned())),
            _ => Err("the address must be HOST:PORT or unix:/path"),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => f.write_str(address),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

#[derive(Debug)]
pub enum Listener {
    Tcp(TcpListener),
    /// A Unix socket, with the file to remove on shutdown if we created it.
    Unix(UnixListener, Option<PathBuf>),
}

impl Listener {
    /// The sockets passed by systemd, in the order of its unit; may be empty. Can only be called
    /// once, because it clears the environment variables.
    ///
    /// # Errors
    /// If anything other than a listening stream socket is passed.
    pub fn given() -> io::Result<Vec<Self>> {
        let mut given = listenfd::ListenFd::from_env();
        (0..given.len()).map(|at| take(&mut given, at)).collect()
    }

    ///
    /// # Errors
    /// If the address can't be used.
    pub async fn open(address: &Address) -> io::Result<Self> {
        match address {
            Address::Tcp(address) => tcp(address).await,
            Address::Unix(path) => unix(path),
        }
    }

    /// The address to show the operator.
    pub fn describe(&self) -> String {
        match self {
            Self::Tcp(listener) => listener
                .local_addr()
                .map_or_else(|_| "tcp".to_owned(), |address| format!("http://{address}")),
            Self::Unix(listener, _) => {
                let address = listener.local_addr().ok();
                let path = address.as_ref().and_then(|address| address.as_pathname());
                format!("unix:{}", path.unwrap_or(Path::new("?")).display())
            }
        }
    }

    /// Whether other machines can reach it.
    pub fn is_public(&self) -> bool {
        match self {
            Self::Tcp(listener) => listener
                .local_addr()
                .is_ok_and(|address| !address.ip().to_canonical().is_loopback()),
            Self::Unix(..) => false,
        }
    }

    pub fn port(&self) -> Option<u16> {
        match self {
            Self::Tcp(listener) => Some(listener.local_addr().ok()?.port()),
            Self::Unix(..) => None,
        }
    }

    /// Waits for the next connection.
    ///
    /// # Errors
    /// If the system refuses, e.g. because it is out of file descriptors.
    pub async fn accept(&self) -> io::Result<Stream> {
        match self {
            Self::Tcp(listener) => {
                let (stream, _) = listener.accept().await?;
                // Responses are written whole, so delaying packets to fill them only costs time.
                let _ = stream.set_nodelay(true);
                Ok(Stream::Tcp(stream))
            }
            Self::Unix(listener, _) => Ok(Stream::Unix(listener.accept().await?.0)),
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Self::Unix(_, Some(path)) = self {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn take(given: &mut listenfd::ListenFd, at: usize) -> io::Result<Listener> {
    if let Ok(Some(listener)) = given.take_tcp_listener(at) {
        listener.set_nonblocking(true)?;
        return Ok(Listener::Tcp(TcpListener::from_std(listener)?));
    }
    let Some(listener) = given.take_unix_listener(at)? else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "systemd passed a socket twice"));
    };
    listener.set_nonblocking(true)?;
    Ok(Listener::Unix(UnixListener::from_std(listener)?, None))
}

async fn tcp(address: &str) -> io::Result<Listener> {
    let mut last = io::Error::new(io::ErrorKind::NotFound, "the host name has no address");
    for address in tokio::net::lookup_host(address).await? {
        let socket = if address.is_ipv4() {
            tokio::net::TcpSocket::new_v4()?
        } else {
            tokio::net::TcpSocket::new_v6()?
        };
        // A restart must not wait for old connections to leave the `TIME_WAIT` state.
        socket.set_reuseaddr(true)?;
        match socket.bind(address).and_then(|()| socket.listen(BACKLOG)) {
            Ok(listener) => return Ok(Listener::Tcp(listener)),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn unix(path: &Path) -> io::Result<Listener> {
    // Remove the file of a killed process; if another server is running, it answers, and the file
    // stays.
    let is_socket = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_socket());
    if is_socket && std::os::unix::net::UnixStream::connect(path).is_err() {
        std::fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    // Owner and group: the web server in front is in the same group.
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660))?;
    Ok(Listener::Unix(listener, Some(path.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_round_trip() {
        for good in ["127.0.0.1:8080", "[::1]:0", "localhost:80", "unix:/run/x.sock"] {
            assert_eq!(good.parse::<Address>().unwrap().to_string(), good);
        }
        for bad in ["", "8080", "localhost", "localhost:x", "unix:", "1.2.3.4:70000"] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }
}
