//! The second listener, for operators only.
//!
//! `/readyz` tells whether the server can take requests, and `/metrics` returns the metrics.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State as FromState;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;

use super::connections::Connections;
use super::listen::Listener;
use super::metrics::Moment;
use super::state::State;
use super::wire::Wire;

/// More than one operator needs.
const CONNECTIONS: usize = 64;

#[derive(Clone)]
pub(super) struct Operations {
    pub(super) state: Arc<State>,
    pub(super) connections: Arc<Connections>,
}

pub(super) fn router(operations: Operations) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .with_state(operations)
}

/// Serves routes on a non-public listener for as long as the process lives.
pub async fn serve(door: Listener, router: Router) {
    let connections = Connections::new(CONNECTIONS);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(10));
    loop {
        let Ok(stream) = door.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let place = connections.enter().await;
        let number = place.number();
        let wire = TokioIo::new(Wire::new(stream, Arc::clone(place.mark())));
        let connection = http.serve_connection(wire, TowerToHyperService::new(router.clone()));
        let task = tokio::spawn(async move {
            let _ = connection.await;
            drop(place);
        });
        connections.served_by(number, task.abort_handle());
    }
}

async fn readyz(FromState(operations): FromState<Operations>) -> Response {
    if operations.state.is_draining() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    "ready\n".into_response()
}

async fn metrics(FromState(Operations { state, connections }): FromState<Operations>) -> Response {
    let live = state.live();
    let text = state.metrics.text(&Moment {
        version: live.site.version().to_owned(),
        age: live.since.elapsed(),
        findings: live.edition.findings.len(),
        refused_findings: state.refusal().map_or(0, |refusal| refusal.0.len()),
        connections: connections.count(),
        lost_lines: state.config.lost.count(),
    });
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
