//! The bytes of a connection, over TCP or a Unix socket; updates the connection's phase.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};

use super::connections::{Mark, Phase};

/// An accepted connection.
#[derive(Debug)]
pub enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// A stream that updates the connection's phase as bytes are read and written.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    mark: Arc<Mark>,
}

impl Wire {
    pub(super) fn new(stream: Stream, mark: Arc<Mark>) -> Self {
        Self { stream, mark }
    }
}

/// Calls a method of either kind of stream.
macro_rules! either {
    ($stream:expr, $method:ident($($argument:expr),*)) => {
        match $stream {
            Stream::Tcp(stream) => Pin::new(stream).$method($($argument),*),
            Stream::Unix(stream) => Pin::new(stream).$method($($argument),*),
        }
    };
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Self { stream, mark } = self.get_mut();
        let before = buffer.filled().len();
        let read = either!(stream, poll_read(context, buffer));
        // The first bytes of the next request: from now on, `head_time` limits the time for the
        // headers.
        if buffer.filled().len() > before && mark.phase() == Phase::Idle {
            mark.set(Phase::Head);
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let Self { stream, mark } = self.get_mut();
        progress(mark, either!(stream, poll_write(context, bytes)))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let Self { stream, mark } = self.get_mut();
        progress(mark, either!(stream, poll_write_vectored(context, slices)))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // hyper flushes after writing everything, so the response has been sent.
        let Self { stream, mark } = self.get_mut();
        if mark.phase() == Phase::Sending {
            mark.set(Phase::Idle);
        }
        either!(stream, poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(&mut self.get_mut().stream, poll_shutdown(context))
    }
}

/// Each byte the client takes restarts its timeout.
fn progress(mark: &Mark, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
    if matches!(written, Poll::Ready(Ok(1..))) && mark.phase() == Phase::Sending {
        mark.set(Phase::Sending);
    }
    written
}
