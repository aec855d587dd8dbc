//! Receives a request body within the limits on time and size, or returns what was wrong.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use http_body_util::BodyExt as _;
use tokio::time::timeout;

use super::config::Limits;
use crate::site::Notice;

/// How many times the size limit is read and discarded: a browser that is cut off while sending
/// shows its own error instead of our page.
const DISCARDED: usize = 16;

/// The whole body.
pub(super) async fn receive(body: Body, limits: &Limits) -> Result<Bytes, Notice> {
    let within: Duration = limits.body_time;
    let taken = timeout(within, take(body, limits.body_bytes)).await;
    taken.unwrap_or(Err(Notice::TooSlow))
}

async fn take(mut body: Body, most: usize) -> Result<Bytes, Notice> {
    let (mut taken, mut length) = (Vec::new(), 0);
    if body.size_hint().lower() > (most * DISCARDED) as u64 {
        // The declared length is too large.
        return Err(Notice::TooLong);
    }
    while let Some(frame) = body.frame().await {
        // An invalid chunk, or the connection ended early.
        let frame = frame.map_err(|_| Notice::Unreadable)?;
        let Some(data) = frame.data_ref() else { continue };
        length += data.len();
        if length <= most {
            taken.extend_from_slice(data);
        } else if length > most * DISCARDED {
            return Err(Notice::TooLong);
        }
    }
    if length > most { Err(Notice::TooLong) } else { Ok(taken.into()) }
}
