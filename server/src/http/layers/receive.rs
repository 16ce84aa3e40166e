//! Receives the body of a request before it takes a permit, so that a slow client holds only the
//! bytes that it has sent.
//!
//! A body has a size, a total time and a least rate. When buffers are scarce, who sends nothing
//! has less time.

use crate::http::error::AppError;
use crate::http::limits::buffers::{Buffers, Contents, Held};
use crate::http::limits::callers::Counted;
use crate::http::limits::{RateLimits, at_capacity};
use axum::body::{Body, Bytes};
use axum::extract::Request;
use hyper::body::Body as HttpBody;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// What a body may take.
pub struct BodyLimits {
    /// In bytes.
    pub size: usize,
    pub time: Duration,
    /// In bytes per second.
    pub rate: u32,
}

/// How far a body may fall behind its rate; the second when buffers are scarce.
const GRACE: Duration = Duration::from_secs(5);
const SHORT_GRACE: Duration = Duration::from_secs(2);

/// How often a slow body is looked at, because buffers may have become scarce.
const LOOK: Duration = Duration::from_secs(1);

/// The request with its body in memory, and the bytes that counts for.
///
/// # Errors
/// 413 for too many bytes, 408 for too few in time, 503 if there is no room for it.
pub async fn receive(
    limits: &RateLimits,
    caller: &Counted,
    body: &BodyLimits,
    request: Request,
) -> Result<(Request, Held), AppError> {
    let mut held = Held::new(&limits.buffers, caller);
    if request.body().is_end_stream() {
        return Ok((request, held));
    }
    let _receiving = limits.receive(caller)?;
    let (parts, stream) = request.into_parts();
    let pace = Pace::begin(body, Instant::now());
    let bytes = read(stream, body.size, pace, &limits.buffers, &mut held).await?;
    Ok((Request::from_parts(parts, Body::from(bytes)), held))
}

async fn read(
    mut stream: Body,
    size: usize,
    mut pace: Pace,
    buffers: &Arc<Buffers>,
    held: &mut Held,
) -> Result<Bytes, AppError> {
    let mut read = Vec::new();
    loop {
        let frame = next(&mut stream, &pace, buffers).await?;
        let Some(chunk) = frame else {
            return Ok(Bytes::from(read));
        };
        if read.len() + chunk.len() > size {
            return Err(AppError::TooLarge);
        }
        if !held.add_or_wait(Contents::Body, chunk.len()).await {
            return Err(at_capacity());
        }
        // Most bodies are one chunk.
        if read.is_empty() && stream.is_end_stream() {
            return Ok(chunk);
        }
        // The chunk is a view of the connection's buffer, which it would keep.
        read.extend_from_slice(&chunk);
        pace.moved(chunk.len(), Instant::now());
    }
}

/// The next bytes; `None` at the end.
async fn next(
    stream: &mut Body,
    pace: &Pace,
    buffers: &Buffers,
) -> Result<Option<Bytes>, AppError> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *stream).poll_frame(context));
        let over = pace.over(buffers.is_scarce());
        let look = over.min(Instant::now() + LOOK);
        let Ok(frame) = timeout_at(look, frame).await else {
            if Instant::now() >= pace.over(buffers.is_scarce()) {
                return Err(AppError::BodyTimeout);
            }
            continue;
        };
        match frame {
            None => return Ok(None),
            Some(Err(_)) => return Err(AppError::body_cut_short()),
            // Trailers have no use here.
            Some(Ok(frame)) => {
                if let Ok(chunk) = frame.into_data() {
                    return Ok(Some(chunk));
                }
            }
        }
    }
}

/// How far a body has come.
struct Pace {
    rate: u32,
    /// The end of the total time.
    end: Instant,
    /// Until when the body is not too slow.
    due: Instant,
}

impl Pace {
    fn begin(limits: &BodyLimits, now: Instant) -> Pace {
        Pace {
            rate: limits.rate,
            end: now + limits.time,
            due: now + GRACE,
        }
    }

    /// Notes that bytes arrived. A fast beginning does not excuse a long silence.
    fn moved(&mut self, bytes: usize, now: Instant) {
        let earned = Duration::from_secs_f64(bytes as f64 / f64::from(self.rate.max(1)));
        self.due = (self.due + earned).min(now + GRACE);
    }

    /// When the body has run out of time.
    fn over(&self, is_scarce: bool) -> Instant {
        let due = match is_scarce {
            true => self.due - (GRACE - SHORT_GRACE),
            false => self.due,
        };
        due.min(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use futures_util::{StreamExt as _, stream};

    const LIMITS: BodyLimits = BodyLimits {
        size: 1000,
        time: Duration::from_secs(30),
        rate: 500,
    };

    /// After how many seconds a body is over that sends these bytes at these seconds.
    fn over(sent: &[(u64, usize)], is_scarce: bool) -> u64 {
        let began = Instant::now();
        let mut pace = Pace::begin(&LIMITS, began);
        for (second, bytes) in sent {
            let now = began + Duration::from_secs(*second);
            if now >= pace.over(is_scarce) {
                break;
            }
            pace.moved(*bytes, now);
        }
        (pace.over(is_scarce) - began).as_secs()
    }

    #[test]
    fn a_body_may_pause_but_not_fall_behind_its_rate_or_take_too_long() {
        assert_eq!(over(&[], false), 5);
        assert_eq!(over(&[(0, 1_000_000)], false), 5);
        assert_eq!(over(&[(0, 1_000_000)], true), 2);
        assert_eq!(over(&[(4, 2000), (8, 2000)], false), 13);
        let trickle: Vec<(u64, usize)> = (0..30).map(|second| (second, 1)).collect();
        assert_eq!(over(&trickle, false), 5);
        let steady: Vec<(u64, usize)> = (0..60).map(|second| (second, 600)).collect();
        assert_eq!(over(&steady, false), 30);
        assert_eq!(over(&steady, true), 30);
    }

    /// The status of a refusal, or 200, of a body in chunks of these sizes.
    async fn outcome(limits: &RateLimits, chunks: &[usize]) -> u16 {
        let chunks: Vec<_> = chunks.iter().map(|bytes| vec![b'x'; *bytes]).collect();
        let body = stream::iter(chunks).map(Ok::<_, std::io::Error>);
        let request = Request::new(Body::from_stream(body));
        let received = receive(limits, &limits.caller(None), &LIMITS, request).await;
        received.map_or_else(|error| error.status().as_u16(), |_| 200)
    }

    #[tokio::test]
    async fn a_body_has_a_size_and_its_bytes_count_until_its_request_ends() {
        let limits = RateLimits::new(&Config::defaults().unwrap());
        assert_eq!(outcome(&limits, &[600, 400]).await, 200);
        assert_eq!(outcome(&limits, &[600, 401]).await, 413);
        let request = Request::new(Body::from(vec![b'x'; 700]));
        let received = receive(&limits, &None, &LIMITS, request).await;
        assert_eq!(limits.buffers.used(), 700);
        drop(received);
        assert_eq!(limits.buffers.used(), 0);
        let mut others = Held::new(&limits.buffers, &None);
        assert!(others.add(Contents::Body, 48 << 20));
        assert_eq!(outcome(&limits, &[1]).await, 503);
    }
}
