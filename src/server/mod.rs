//! The HTTP server: sends prepared responses from a table, and computes the few that it must.
//!
//! `listen` opens the socket, [`Server::run`] accepts, `connections` enforces timeouts and
//! `service` answers: `table` has the prepared responses, `routes` lists the computed ones, `work`
//! computes them and `state` replaces the content. A handler is a plain function of a `question`.
//! No lower layer knows HTTP, and nothing here prints.

mod addresses;
mod body;
mod computed;
pub mod config;
mod connections;
#[cfg(test)]
mod fuzz;
pub(crate) mod headers;
pub mod listen;
mod location;
pub mod log;
mod metrics;
mod negotiate;
mod operations;
pub mod preview;
mod privacy;
mod question;
mod receive;
pub mod record;
mod routes;
mod service;
mod sound;
pub mod state;
mod table;
pub mod watch;
mod wire;
mod work;

use std::future::Future;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::task::JoinHandle;

use connections::{Connections, Seat};
use listen::Listener;
use operations::Operations;
pub use operations::serve as serve_beside;
use service::Service;
use state::State;
use wire::{Stream, Wire};

/// How often to look for connections that have timed out.
const SWEEP: Duration = Duration::from_millis(500);

/// How long to wait before logging another failed accept.
const LOG_INTERVAL: Duration = Duration::from_secs(1);

/// How long a client has to notice that it got the last response from a stopping server.
const LAST_CALL: Duration = Duration::from_secs(2);

/// A server that is ready to accept connections.
pub struct Server {
    state: Arc<State>,
    connections: Arc<Connections>,
    router: Router,
    http: http1::Builder,
    operations: Option<Listener>,
}

impl Server {
    pub fn new(state: Arc<State>) -> Self {
        let limits = &state.config.limits;
        let mut http = http1::Builder::new();
        // `connections` has timeouts for headers; hyper's own would cost an allocation per request.
        http.header_read_timeout(None)
            // A client that closes its sending side still gets the response.
            .half_close(true)
            .max_headers(limits.head_lines)
            .max_header_size(limits.head_bytes)
            .max_buf_size(limits.head_bytes.max(8192));
        let router = routes::router(&state);
        let connections = Connections::new(limits.connections);
        Self { connections, router, http, operations: None, state }
    }

    /// Also serves the operator's routes on a separate listener.
    #[must_use]
    pub fn with_operations(self, listener: Listener) -> Self {
        Self { operations: Some(listener), ..self }
    }

    /// Serves until `stop` resolves, then lets open requests finish within the configured time, or
    /// until `at_once` resolves. Returns whether all of them finished.
    pub async fn run(
        mut self,
        listener: Listener,
        stop: impl Future<Output = ()>,
        at_once: impl Future<Output = ()>,
    ) -> bool {
        self.state.begin_finishing();
        let mut background = vec![self.sweeping(), self.following_the_day()];
        background.extend(self.operations.take().map(|door| self.serving_operations(door)));
        tokio::select! {
            () = self.accept_all(&listener) => {}
            () = stop => {}
        }
        let finished = tokio::select! {
            finished = self.drain(listener) => finished,
            () = at_once => false,
        };
        self.connections.end_all();
        for task in background {
            task.abort();
        }
        finished
    }

    async fn accept_all(&self, listener: &Listener) {
        let mut logged: Option<Instant> = None;
        loop {
            match listener.accept().await {
                Ok(stream) => self.serve(stream, self.connections.enter().await),
                // The client went away before it was accepted.
                Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
                Err(error) => {
                    // An attack can cause hundreds of these per second, so log one at a time.
                    if logged.is_none_or(|at| at.elapsed() >= LOG_INTERVAL) {
                        tracing::warn!(%error, "no connection could be taken");
                        logged = Some(Instant::now());
                    }
                    self.make_room().await;
                }
            }
        }
    }

    /// Probably out of file descriptors, so close the most dispensable connections. The wait lets
    /// their tasks end; it is as short as possible, because new clients wait too.
    async fn make_room(&self) {
        self.connections.make_room();
        tokio::time::sleep(Duration::from_millis(1)).await;
    }

    fn serve(&self, stream: Stream, place: Seat) {
        let number = place.number();
        let task = tokio::spawn(self.connection(stream, place));
        self.connections.served_by(number, task.abort_handle());
    }

    /// Serves one connection from start to end.
    fn connection(&self, stream: Stream, place: Seat) -> impl Future<Output = ()> + use<> {
        let service = Service {
            state: Arc::clone(&self.state),
            router: self.router.clone(),
            mark: Arc::clone(place.mark()),
        };
        let wire = Wire::new(stream, Arc::clone(place.mark()));
        let connection = self.http.serve_connection(TokioIo::new(wire), service);
        async move {
            // An aborted or malformed request only concerns its own client.
            let _ = connection.await;
            drop(place);
        }
    }

    /// Accepts connections already queued, answers each connection once more, and waits for the
    /// rest.
    async fn drain(&self, listener: Listener) -> bool {
        self.state.drain();
        let take_last = self.accept_all(&listener);
        let _ = tokio::time::timeout(Duration::from_millis(100), take_last).await;
        drop(listener);
        let limit = self.state.config.limits.drain_time;
        let started = tokio::time::Instant::now();
        while self.connections.count() > 0 && started.elapsed() < limit {
            if started.elapsed() >= LAST_CALL {
                self.connections.end_silent(LAST_CALL);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.connections.count() == 0
    }

    fn serving_operations(&self, door: Listener) -> JoinHandle<()> {
        let (state, connections) = (Arc::clone(&self.state), Arc::clone(&self.connections));
        let router = operations::router(Operations { state, connections });
        tokio::spawn(operations::serve(door, router))
    }

    fn sweeping(&self) -> JoinHandle<()> {
        let (connections, state) = (Arc::clone(&self.connections), Arc::clone(&self.state));
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(SWEEP).await;
                state.look_at_the_clock();
                connections.sweep(&state.config.limits);
            }
        })
    }

    fn following_the_day(&self) -> JoinHandle<()> {
        let state = Arc::clone(&self.state);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(state.config.limits.day_poll).await;
                let state = Arc::clone(&state);
                let _ = tokio::task::spawn_blocking(move || state.follow_the_day()).await;
            }
        })
    }
}
