//! Takes what a client sends: all of it, in time and not too much, or says what was wrong.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use http_body_util::BodyExt as _;
use tokio::time::timeout;

use super::config::Limits;
use crate::site::Notice;

/// How many times the limit is read and thrown away: a browser that is cut off while it still sends
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
        // It says so itself.
        return Err(Notice::TooLong);
    }
    while let Some(frame) = body.frame().await {
        // A chunk in the wrong form, or the end before the end.
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
