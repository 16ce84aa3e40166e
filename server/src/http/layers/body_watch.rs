//! Tells whether the client or the server was slow when a request timed out.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// Tracks whether the handler is waiting for a part of the body that has not arrived.
#[derive(Default)]
pub struct BodyWatch(Option<Arc<AtomicBool>>);

impl BodyWatch {
    /// Watches the body of a request, if it has one.
    pub fn on(request: Request) -> (Request, BodyWatch) {
        if request.body().is_end_stream() {
            return (request, BodyWatch::default());
        }
        let awaited = Arc::new(AtomicBool::new(false));
        let watching = Arc::clone(&awaited);
        let request = request.map(|body| Body::new(Watched { body, awaited }));
        (request, BodyWatch(Some(watching)))
    }

    /// Whether the last read of the body is still waiting.
    pub fn is_awaited(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|awaited| awaited.load(Ordering::Relaxed))
    }
}

struct Watched {
    body: Body,
    awaited: Arc<AtomicBool>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        self.awaited.store(polled.is_pending(), Ordering::Relaxed);
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
