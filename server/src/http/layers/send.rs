//! Prepares a response to be sent: bounds its size, compresses it, and counts its bytes until
//! they are written to the socket.

use super::{compress, errors};
use crate::http::context::RequestContext;
use crate::http::error::AppError;
use crate::http::limits::at_capacity;
use crate::http::limits::buffers::{Contents, Held};
use crate::http::limits::callers::Counted;
use crate::state::AppState;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::response::Parts;
use axum::response::{IntoResponse as _, Response};
use std::sync::Arc;

/// The largest page or answer of the API, in bytes before compression.
pub const LARGEST: usize = 256 * 1024;

/// Gives a page or an answer of the API the body it is sent with. `contents` says whether it can be
/// refused if there is no room for it.
pub async fn send(
    state: &AppState,
    context: &Arc<RequestContext>,
    caller: &Counted,
    contents: Contents,
    response: Response,
) -> Response {
    let (mut parts, mut bytes) = in_memory(response).await;
    if bytes.len() > LARGEST {
        let what = format!("a response of {} bytes is not sent", bytes.len());
        (parts, bytes) = instead(state, context, AppError::internal(what)).await;
    }
    let mut bytes = compress::compress(context.encoding, &mut parts, bytes);
    let mut held = Held::new(&state.limits.buffers, caller);
    if contents == Contents::Refusal {
        bytes = refusal(&mut held, &mut parts, bytes);
    } else if !held.add_or_wait(contents, bytes.len()).await {
        (parts, bytes) = instead(state, context, at_capacity()).await;
        bytes = refusal(&mut held, &mut parts, bytes);
    }
    if held.holding().bytes > 0 {
        parts.extensions.insert(held.holding());
    }
    Response::from_parts(parts, body(bytes, held))
}

/// What a response is held as. One that follows from a write that was handled must be sent.
pub fn contents(context: &RequestContext, is_handled: bool, status: StatusCode) -> Contents {
    match context.method.is_safe() {
        false if is_handled => Contents::Outcome,
        true if status.is_success() => Contents::Reading,
        _ => Contents::Refusal,
    }
}

/// The words of a refusal; none if its caller holds much, so that refusals do not use up the
/// memory.
fn refusal(held: &mut Held, parts: &mut Parts, bytes: Bytes) -> Bytes {
    if held.add(Contents::Refusal, bytes.len()) {
        return bytes;
    }
    for name in [CONTENT_LENGTH, CONTENT_TYPE, CONTENT_ENCODING] {
        parts.headers.remove(name);
    }
    Bytes::new()
}

/// An error in place of the response.
async fn instead(
    state: &AppState,
    context: &Arc<RequestContext>,
    error: AppError,
) -> (Parts, Bytes) {
    in_memory(errors::draw(state, context, error.into_response())).await
}

async fn in_memory(response: Response) -> (Parts, Bytes) {
    let (parts, body) = response.into_parts();
    // Handlers make bodies in memory, which can always be read; if not, there is nothing to send.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (parts, bytes)
}

/// A body that counts until its last byte is written or its connection ends.
fn body(bytes: Bytes, held: Held) -> Body {
    if bytes.is_empty() {
        return Body::empty();
    }
    Body::from(Bytes::from_owner(Counting { bytes, _held: held }))
}

struct Counting {
    bytes: Bytes,
    _held: Held,
}

impl AsRef<[u8]> for Counting {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}
